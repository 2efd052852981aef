package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of backups, and what the real duplicity makes of them. */
class ReplicateIT {
  private static final long START = 1_700_000_000;

  @TempDir static Path shared;
  private static Workplace keyring;

  @TempDir Path directory;
  private Workplace place;

  @BeforeAll
  static void importKey() throws Exception {
    Workplace.require("gpg");
    Workplace.require("duplicity");
    keyring = TestKey.importInto(Workplace.in(shared), shared.resolve("gnupg"));
  }

  @AfterAll
  static void endAgent() throws Exception {
    TestKey.endAgent(keyring);
  }

  @BeforeEach
  void makeData() throws Exception {
    place =
        Workplace.in(directory)
            .with("GNUPGHOME", shared.resolve("gnupg").toString())
            .with("PASSPHRASE", TestKey.PASSPHRASE);
    byte[] noise = new byte[2_500_000];
    new Random(1).nextBytes(noise);
    place.write("data/docs/letter", "dear all\n");
    Files.write(place.resolve("data/noise"), noise);
  }

  private static List<String> packing(String mode) throws IOException {
    return switch (mode) {
      case "plain" -> List.of("--no-encryption");
      case "passphrase" -> List.of();
      case "key" -> List.of("--encrypt-key", TestKey.id());
      default -> throw new AssertionError(mode);
    };
  }

  private static String[] words(List<String> options, String... rest) {
    var words = new ArrayList<String>();
    words.add(rest[0]);
    words.addAll(options);
    words.addAll(Arrays.asList(rest).subList(1, rest.length));
    return words.toArray(String[]::new);
  }

  private Ran jdup(List<String> options, String... rest) throws Exception {
    return place.jdup(words(options, rest)).succeeded();
  }

  private Ran duplicity(List<String> options, String... rest) throws Exception {
    String[] words = words(options, rest);
    return place
        .run(Stream.concat(Stream.of("duplicity"), Arrays.stream(words)).toArray(String[]::new))
        .succeeded();
  }

  private String time(int turn) {
    return String.valueOf(START + 1000L * turn);
  }

  /** Changes the data, and keeps a copy of what they are then. */
  private void change(int turn) throws Exception {
    place.write("data/docs/letter", "letter " + turn + "\n");
    place.write("data/new" + turn, "new " + turn + "\n");
    Files.setLastModifiedTime( // or two turns in one second look like one
        place.resolve("data/docs/letter"), FileTime.fromMillis(1000 * (START + turn)));
    place.run("cp", "-a", "data", "state" + turn).succeeded();
  }

  private void backUpTwice(List<String> options) throws Exception {
    String data = place.resolve("data").toString();
    change(0);
    jdup(options, "full", "--volsize", "1", "--current-time", time(0), data, place.url("first"));
    change(1);
    duplicity(options, "incremental", "--current-time", time(1), data, place.url("first"));
  }

  private void assertDuplicityRestores(String target, int turn) throws Exception {
    assertSame(
        turn, out -> duplicity(List.of(), "restore", "-t", time(turn), place.url(target), out));
  }

  private void assertJdupRestores(String target, int turn) throws Exception {
    assertSame(turn, out -> jdup(List.of(), "restore", "-t", time(turn), place.url(target), out));
  }

  /** Restores into a directory. */
  private interface Restoring {
    void into(String out) throws Exception;
  }

  private void assertSame(int turn, Restoring restoring) throws Exception {
    restoring.into("out");
    Ran diff = place.run("diff", "-r", "state" + turn, "out");
    assertEquals("", diff.out() + diff.err());
    place.run("rm", "-r", "out").succeeded();
  }

  @ParameterizedTest
  @CsvSource({
    "plain,plain,--no-encryption",
    "plain,passphrase,-v4",
    "plain,key,KEY",
    "passphrase,passphrase,-v4",
    "passphrase,key,KEY",
    "passphrase,plain,--no-encryption",
    "key,key,-v4",
    "key,passphrase,--reencrypt"
  })
  void duplicityRestoresTheCopyAndBothGoOnWithIt(String from, String to, String option)
      throws Exception {
    backUpTwice(packing(from));
    List<String> options = option.equals("KEY") ? packing("key") : List.of(option);
    Ran first = jdup(options, "replicate", place.url("first"), place.url("second"));
    assertTrue(first.out().contains("Replicated 2 backup sets, "), first.toString());
    assertEquals("", first.err());
    Ran second = jdup(options, "replicate", place.url("first"), place.url("second"));
    assertTrue(second.out().contains("Replicated 0 backup sets, 0 files"), second.toString());
    assertDuplicityRestores("second", 0);
    assertDuplicityRestores("second", 1);

    String data = place.resolve("data").toString();
    change(2);
    jdup(packing(to), "incremental", "--current-time", time(2), data, place.url("second"));
    change(3);
    duplicity(packing(to), "incremental", "--current-time", time(3), data, place.url("second"));
    for (int turn = 0; turn <= 3; turn++) {
      assertJdupRestores("second", turn);
    }
    assertDuplicityRestores("second", 3);
  }

  @Test
  void whatDuplicityReplicatedIsReadAndContinued() throws Exception {
    backUpTwice(List.of("--no-encryption"));
    duplicity(List.of("--no-encryption"), "replicate", place.url("first"), place.url("second"));
    assertJdupRestores("second", 0);
    assertJdupRestores("second", 1);
    String data = place.resolve("data").toString();
    change(2);
    List<String> plain = List.of("--no-encryption");
    jdup(plain, "incremental", "--current-time", time(2), data, place.url("second"));
    assertJdupRestores("second", 2);
    jdup(plain, "replicate", place.url("second"), place.url("third"));
    assertJdupRestores("third", 2);
    // duplicity drops the volumes that its replicate told too early; packed anew they are in order
    List<String> packed = List.of("--no-encryption", "--no-compression");
    jdup(packed, "replicate", place.url("third"), place.url("fourth"));
    assertDuplicityRestores("fourth", 2);
  }

  @Test
  void readableBackupsNeedAPassphraseUnlessEncryptionIsDeclined() throws Exception {
    backUpTwice(List.of("--no-encryption"));
    Workplace without = Workplace.in(directory);
    Ran refused = without.jdup("replicate", place.url("first"), place.url("second")).ended(23);
    assertTrue(refused.err().contains("PASSPHRASE"), refused.toString());
    without
        .jdup("replicate", "--no-encryption", place.url("first"), place.url("second"))
        .succeeded();
    assertEquals("", place.run("diff", "-r", "first", "second").out());
  }

  @Test
  void oldNamesAreWrittenOnRequest() throws Exception {
    backUpTwice(List.of("--no-encryption"));
    List<String> old = List.of("--no-encryption", "--old-filenames", "--time-separator", "_");
    jdup(old, "replicate", place.url("first"), place.url("second"));
    assertTrue(Files.exists(place.resolve("second/duplicity-full.2023-11-14T22_13_20Z.manifest")));
    assertSame(
        1,
        out ->
            duplicity(
                List.of("--time-separator", "_"),
                "restore",
                "--no-encryption",
                place.url("second"),
                out));
    assertJdupRestores("second", 1);
  }
}
