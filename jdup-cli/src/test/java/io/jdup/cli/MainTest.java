package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, in this JVM and with a made-up world around it. */
class MainTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Deque<String> answers = new ArrayDeque<>();
  private final Map<String, Argument> variables = new java.util.HashMap<>();
  private String url = "";

  @BeforeEach
  void makeSource() throws IOException {
    variables.put("HOME", Argument.of(directory.toString()));
    url = "file://" + directory.resolve("remote");
    Files.createDirectories(directory.resolve("src/dir"));
    Files.writeString(directory.resolve("src/dir/file"), "content");
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    var around =
        new Surroundings(
            variables,
            CLOCK,
            prompt -> Optional.ofNullable(answers.poll()).map(String::toCharArray),
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    List<Argument> words = Arrays.stream(args).map(Argument::of).toList();
    return new Main(around).run(args, words);
  }

  private String source() {
    return directory.resolve("src").toString();
  }

  private String stdout() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertOneLine(String message) {
    String text = err.toString(StandardCharsets.UTF_8);
    assertEquals("jdup: " + message + "\n", text);
    assertEquals(1, text.lines().count());
  }

  @Test
  void backsUpListsAndRestores() throws IOException {
    String now = "--current-time=1700000000";
    assertEquals(0, run("full", "--no-encryption", now, source(), url));
    assertTrue(
        stdout().contains("\nStartTime 1700000000.00 (Tue Nov 14 22:13:20 2023)\n"), stdout());
    assertTrue(stdout().contains("\nErrors 0\n"), stdout());
    assertEquals(0, run("collection-status", url));
    assertTrue(stdout().contains("\nNumber of contained backup sets: 1\n"), stdout());
    assertTrue(stdout().contains("\nNo orphaned or incomplete backup sets found.\n"), stdout());
    assertEquals(0, run("inc", "--no-encryption", "--current-time=1700000009", source(), url));
    assertTrue(stdout().contains("\nDeltaEntries 0\n"), stdout());
    assertEquals(0, run("list-current-files", url));
    assertEquals(
        List.of(".", "dir", "dir/file"), stdout().lines().map(l -> l.substring(25)).toList());
    assertEquals(0, run(url, directory.resolve("out").toString()));
    assertEquals("content", Files.readString(directory.resolve("out/dir/file")));
    assertEquals(0, run("verify", "--compare-data", url, source()));
    assertEquals("Verify complete: 3 files compared, 0 differences found.\n", stdout());
  }

  @Test
  void verifyEndsInOneWhenSomethingDiffers() throws IOException {
    assertEquals(0, run("full", "--no-encryption", source(), url));
    Files.writeString(directory.resolve("src/dir/other"), "new");
    assertEquals(1, run("verify", "--compare-data", url, source()));
    assertTrue(stdout().contains("Difference found: File dir/other"), stdout());
  }

  @Test
  void encryptsWithAPassphraseTypedTwiceAndAsksOnceToRestore() throws IOException {
    answers.addAll(List.of("one", "other", "same", "same"));
    assertEquals(0, run("full", "--no-print-statistics", source(), url), err::toString);
    assertEquals("", stdout());
    answers.add("same");
    assertEquals(0, run(url, directory.resolve("out").toString()), err::toString);
    assertEquals("content", Files.readString(directory.resolve("out/dir/file")));
    answers.add("wrong");
    assertEquals(31, run(url, directory.resolve("out2").toString()));
    variables.put("PASSPHRASE", Argument.of("same"));
    assertEquals(0, run(url, directory.resolve("out3").toString()), err::toString);
  }

  @Test
  void saysThatAPassphraseIsNeededWhenNobodyCanBeAsked() {
    assertEquals(23, run("full", source(), url));
    assertOneLine(
        "a passphrase to encrypt with is needed and nobody can be asked; set the environment"
            + " variable PASSPHRASE, or choose --encrypt-key or --no-encryption");
    variables.put("PASSPHRASE", Argument.of(""));
    assertEquals(31, run("full", source(), url));
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    assertEquals(13, run("full", "--no-encryption", "/no\nsuch", url));
    assertOneLine("source '/no\\x0asuch' does not exist; check the path, or mount what holds it");
    assertEquals(2, run("--bogus", source(), url));
    assertOneLine("no such option: '--bogus'; jdup --help lists them");
    assertEquals(33, run("cleanup", url));
    assertEquals(10, run("full", "--sign-key", "X", source(), url));
    assertEquals(12, run("verify", url, "/nosuch"));
    assertEquals(7, run("full", "--no-encryption", "--include-filelist=/no", source(), url));
    assertEquals(16, run("full", "--no-encryption", "--include=" + source(), source(), url));
    assertEquals(9, run("full", "--no-encryption", "--archive-dir=/proc/no", source(), url));
  }

  @Test
  void restoresOverNothingUnlessForced() {
    assertEquals(0, run("full", "--no-encryption", source(), url));
    assertEquals(11, run(url, source()));
    assertOneLine(
        "'"
            + source()
            + "' exists and is not an empty directory; restore to another place, or overwrite with"
            + " --force");
    assertEquals(0, run("--force", url, source()), err::toString);
  }

  @Test
  void tellsWhatItIsAndHowToUseIt() {
    assertEquals(0, run("--version"));
    assertTrue(stdout().matches("jdup \\d+\\.\\d+\\.\\d+.*\n"), stdout());
    assertEquals(0, run("--help"));
    assertTrue(stdout().contains("--encrypt-key ID"));
    assertEquals(2, run());
    assertFalse(stdout().isEmpty());
  }

  @Test
  void showsStackTracesToWhoAsksForThem() {
    run("-v9", "restore", url, directory.resolve("out").toString());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("\tat io.jdup"), err::toString);
    run("restore", url, directory.resolve("out").toString());
    assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void placesThatVanishWithTheCommandAreRefused() {
    for (String scheme : List.of("ram", "tmp")) {
      String source = directory.resolve("src").toString();
      assertEquals(2, run("full", "--no-encryption", source, scheme + "://x/backup"));
      String message = err.toString(StandardCharsets.UTF_8);
      assertTrue(message.contains(scheme + ":// keeps nothing when jdup ends"), message);
    }
  }
}
