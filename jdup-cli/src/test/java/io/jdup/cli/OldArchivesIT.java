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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of old duplicity's archives, written and read by both programs, and old archives that both
 * go on with. {@code FixtureRestoreTest} restores all states of all archives in {@code testdata}.
 */
class OldArchivesIT {
  private static final long START = 1_700_000_000;
  private static final Path FIXTURES = Path.of("..", "testdata", "fixtures");

  @TempDir Path directory;
  private Workplace place;

  @BeforeEach
  void makeData() throws Exception {
    Workplace.require("duplicity");
    place = Workplace.in(directory);
    place.write("data/letter", "dear all\n");
  }

  private static String[] words(String program, List<String> options, String... rest) {
    var words = new ArrayList<String>(List.of(program));
    words.addAll(Arrays.asList(rest));
    words.addAll(options);
    return words.toArray(String[]::new);
  }

  private void run(Workplace at, String program, List<String> options, String... rest)
      throws Exception {
    if (program.equals("jdup")) {
      String[] all = words("jdup", options, rest);
      at.jdup(Arrays.copyOfRange(all, 1, all.length)).succeeded();
    } else {
      at.run(words(program, options, rest)).succeeded();
    }
  }

  private List<String> names(String target) throws IOException {
    try (Stream<Path> files = Files.list(place.resolve(target))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Lets {@code programs}, one letter each, make a full and increments at {@code target}. */
  private void backUp(Workplace at, String programs, List<String> options, String target)
      throws Exception {
    for (int turn = 0; turn < programs.length(); turn++) {
      place.write("data/letter", "letter " + turn + "\n");
      place.write("data/new" + turn, "new\n");
      Files.setLastModifiedTime( // or two turns in one second look like one
          place.resolve("data/letter"), FileTime.fromMillis(1000 * (START + turn)));
      place.run("cp", "-a", "data", target + "-state" + turn).succeeded();
      run(
          at,
          programs.charAt(turn) == 'J' ? "jdup" : "duplicity",
          options,
          turn == 0 ? "full" : "incremental",
          "--no-encryption",
          "--current-time",
          String.valueOf(START + 1000L * turn),
          place.resolve("data").toString(),
          place.url(target));
    }
  }

  private void assertRestores(
      Workplace at, String program, List<String> options, String target, int turn)
      throws Exception {
    run(
        at,
        program,
        options,
        "restore",
        "--no-encryption",
        "-t",
        String.valueOf(START + 1000L * turn),
        place.url(target),
        "out");
    Ran diff = place.run("diff", "-r", target + "-state" + turn, "out");
    assertEquals("", diff.out() + diff.err());
    place.run("rm", "-r", "out").succeeded();
  }

  @ParameterizedTest
  @CsvSource({
    "--old-filenames,UTC",
    "--old-filenames --time-separator _,Europe/Berlin",
    "--old-filenames --time-separator _,America/St_Johns",
    "--old-filenames --time-separator=+,Asia/Kolkata",
    "--short-filenames,Europe/Berlin"
  })
  void namesAreDuplicitysAndEachGoesOnWithWhatTheOtherWrote(String options, String zone)
      throws Exception {
    List<String> words = List.of(options.split(" "));
    Workplace at = place.with("TZ", zone);
    backUp(at, "DDD", words, "theirs");
    for (String programs : new String[] {"JJJ", "JDJ", "DJD"}) {
      place.run("rm", "-rf", "data", "home/.cache").succeeded();
      backUp(at, programs, words, programs);
      assertEquals(names("theirs"), names(programs));
      for (int turn = 0; turn < 3; turn++) {
        assertRestores(at, "duplicity", words, programs, turn);
        assertRestores(at, "jdup", words, programs, turn);
      }
    }
  }

  // a separator other than : and _ must be told; all else is read without any option
  @ParameterizedTest
  @ValueSource(
      strings = {"--old-filenames", "--old-filenames --time-separator _", "--short-filenames"})
  void oldNamesAreReadWithoutBeingToldOf(String options) throws Exception {
    List<String> words = List.of(options.split(" "));
    Workplace berlin = place.with("TZ", "Europe/Berlin");
    backUp(berlin, "DD", words, "theirs");
    assertRestores(place, "jdup", List.of(), "theirs", 0);
    assertRestores(place, "jdup", List.of(), "theirs", 1);
    Ran status = place.jdup("collection-status", place.url("theirs")).succeeded();
    assertTrue(status.out().contains("Number of contained backup sets: 2\n"), status.toString());
  }

  @Test
  void aMinusIsRefusedAsTimeSeparator() throws Exception {
    Ran ran =
        place.jdup("--old-filenames", "--time-separator", "-", "data", place.url("x")).ended(2);
    assertTrue(ran.err().contains("separator"), ran.toString());
  }

  /** Each archive goes on by jdup, and real duplicity restores what came of it. */
  @ParameterizedTest
  @CsvSource({
    "old-names,--time-separator _",
    "short-names,-v4",
    "resumed,-v4",
    "dup3-jsonstat,-v4",
    "gnu-tar-chain,-v4"
  })
  void oldArchivesGoOn(String fixture, String reading) throws Exception {
    Workplace.copyTree(FIXTURES.resolve(fixture).resolve("archive"), place.resolve("old"));
    List<String> words = List.of(reading.split(" "));
    String url = place.url("old");
    Ran restored = place.jdup("restore", url, "data-old");
    assertTrue(restored.exitCode() == 0 || fixture.equals("gnu-tar-chain"), restored.toString());
    place.write("data-old/added", "by jdup\n");
    Ran ran =
        place
            .jdup(
                "incremental",
                "--no-encryption",
                "--allow-source-mismatch",
                place.resolve("data-old").toString(),
                url)
            .succeeded();
    int lost = fixture.equals("gnu-tar-chain") ? 6 : 0; // names that are not UTF-8 became others
    assertTrue(ran.out().contains("NewFiles " + (1 + lost) + "\n"), ran.toString());
    assertTrue(
        ran.out().contains("DeletedFiles " + (lost == 0 ? 0 : lost + 1) + "\n"), ran::toString);
    run(place, "duplicity", words, "restore", "--no-encryption", url, "again");
    Ran diff = place.run("diff", "-r", "--no-dereference", "data-old", "again");
    // of devices and fifos it can only say that they are some
    List<String> different = diff.out().lines().filter(line -> !line.startsWith("File ")).toList();
    assertEquals(List.of(), different, diff::toString);
  }
}
