package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are ended from outside, by a signal or a full disk. */
class EndedIT {
  private static final int FILES = 40;
  private static final int FILE_BYTES = 700_000;
  private static final int MOST_MILLIS = 5000;

  // Sends a signal when something is there; prints the exit code and how long the end took.
  private static final String SIGNAL =
      """
      "$@" > printed 2>&1 & pid=$!
      until ls -A "$PLACE" 2> /dev/null | grep -q "$AWAITED"; do kill -0 $pid || exit 1; done
      start=$(date +%s%3N)
      kill -$SIGNAL $pid
      wait $pid 2> /dev/null
      echo $? $(($(date +%s%3N) - start))""";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  void aBackupThatIsToldToEndDoesSoAndIsResumed(String signal) throws Exception {
    Workplace place = filled();
    assertEndsAtOnce(place, signal, "new", "vol4[.]", backup(place));
    assertEquals(List.of(), names(place.resolve("tmp")));
    Ran resumed = place.jdup(backup(place)).succeeded();
    assertTrue(resumed.out().contains("Resuming the interrupted"), resumed::toString);
    assertRestores(place);
  }

  @ParameterizedTest
  @CsvSource({"TERM", "KILL"})
  void aRestoreThatIsEndedLeavesWholeFilesAndIsRepeated(String signal) throws Exception {
    Workplace place = filled();
    place.jdup(backup(place)).succeeded();
    assertEndsAtOnce(place, signal, "out/dir1", "file1", "restore", place.url("new"), "out");
    try (Stream<Path> files = Files.walk(place.resolve("out"))) {
      List<Path> whole =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith(".jdup-restore-"))
              .toList();
      assertTrue(whole.size() >= 10 && whole.size() < FILES, whole::toString);
      for (Path file : whole) {
        Path original = place.resolve("data").resolve(place.resolve("out").relativize(file));
        assertEquals(-1, Files.mismatch(original, file), file::toString);
      }
    }
    place.jdup("restore", place.url("new"), "out").ended(11); // something is there
    place.jdup("restore", "--force", place.url("new"), "out").succeeded();
    place.run("sh", "-c", "rm -f out/dir*/.jdup-restore-*.tmp").succeeded();
    assertEquals("", place.run("diff", "-r", "data", "out").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmp", "archive"})
  void aFullDiskEndsABackupAndTheNextOneSucceeds(String full) throws Exception {
    assumeTrue(Workplace.isRoot(), "only root can mount a small file system");
    Workplace place = filled();
    place.jdup(backup(place)).succeeded();
    place.run("rm", "-r", "archive").succeeded(); // to have the signatures fetched again
    Path disk = Files.createDirectories(place.resolve(full));
    Ran mounted =
        place.run("mount", "-t", "tmpfs", "-o", "size=200k", "jdup-test", disk.toString());
    assumeTrue(mounted.exitCode() == 0, "no file system can be mounted here");
    try {
      write(place, 1000, FILE_BYTES);
      Ran ran = place.jdup(backup(place));
      assertTrue(ran.exitCode() != 0 && ran.exitCode() != 60, ran::toString);
      assertTrue(ran.err().contains("No space left"), ran::toString);
      assertFalse(ran.err().contains("\tat "), ran::toString);
      place.run("mount", "-o", "remount,size=50m", disk.toString()).succeeded();
      assertEquals(List.of(), names(place.resolve("tmp")));
      place.jdup(backup(place)).succeeded();
      assertRestores(place);
    } finally {
      place.run("umount", disk.toString()).succeeded();
    }
  }

  @Test
  void aRestoreToAFullDiskSaysSoAndIsRepeated() throws Exception {
    assumeTrue(Workplace.isRoot(), "only root can mount a small file system");
    Workplace place = filled();
    place.jdup(backup(place)).succeeded();
    Path disk = Files.createDirectories(place.resolve("disk"));
    Ran mounted = place.run("mount", "-t", "tmpfs", "-o", "size=5m", "jdup-test", disk.toString());
    assumeTrue(mounted.exitCode() == 0, "no file system can be mounted here");
    try {
      Ran ran = place.jdup("restore", place.url("new"), "disk/out");
      assertTrue(ran.exitCode() != 0, ran::toString);
      assertTrue(ran.err().contains("No space left"), ran::toString);
      place.run("mount", "-o", "remount,size=50m", disk.toString()).succeeded();
      place.jdup("restore", "--force", place.url("new"), "disk/out").succeeded();
      assertEquals("", place.run("diff", "-r", "data", "disk/out").out());
    } finally {
      place.run("umount", disk.toString()).succeeded();
    }
  }

  @Test
  void aBackupOfAFileThatGrowsAsFastAsItIsReadEnds() throws Exception {
    Workplace place = filled();
    write(place, 0, 20 * FILE_BYTES);
    // zeros that take no room; the time limit is what ends a backup that does not
    String growing =
        """
        timeout 120 "$@" > printed 2>&1 & pid=$!
        until ls new 2> /dev/null | grep -q vol4; do kill -0 $pid || exit 1; done
        (while kill -0 $pid 2> /dev/null; do truncate -s +2M data/dir0/file0; done) &
        wait $pid
        code=$?
        cat printed
        exit $code""";
    var command = new ArrayList<>(List.of("sh", "-c", growing, "sh"));
    command.add(place.resolve("bin/jdup").toString());
    command.addAll(List.of(backup(place)));
    Ran ran = place.run(command.toArray(String[]::new)).ended(60);
    assertTrue(ran.out().contains("'dir0/file0': it changed while it was read"), ran::toString);
    write(place, 0, 20 * FILE_BYTES);
    assertRestores(place); // what it was when it was opened
    place.jdup(backup(place)).succeeded();
  }

  private static void assertEndsAtOnce(
      Workplace place, String signal, String where, String awaited, String... command)
      throws Exception {
    Ran ran =
        place
            .with("SIGNAL", signal)
            .with("PLACE", where)
            .with("AWAITED", awaited)
            .run(
                Stream.concat(
                        Stream.of("sh", "-c", SIGNAL, "sh", place.resolve("bin/jdup").toString()),
                        Stream.of(command))
                    .toArray(String[]::new))
            .succeeded();
    String[] codeAndMillis = ran.out().strip().split(" ");
    System.out.println("ended by " + signal + ": " + command[0] + ", ms: " + codeAndMillis[1]);
    int code = signal.equals("TERM") ? 143 : signal.equals("HUP") ? 129 : 137;
    assertEquals(code, Integer.parseInt(codeAndMillis[0]), ran::toString);
    assertTrue(Integer.parseInt(codeAndMillis[1]) < MOST_MILLIS, ran::toString);
    assertFalse(Files.readString(place.resolve("printed")).contains("\tat "));
  }

  private static String[] backup(Workplace place) {
    return new String[] {
      "--no-encryption",
      "--volsize",
      "1",
      "--archive-dir",
      place.resolve("archive").toString(),
      "data",
      place.url("new")
    };
  }

  private static void assertRestores(Workplace place) throws Exception {
    place.jdup("restore", place.url("new"), "all").succeeded();
    assertEquals("", place.run("diff", "-r", "data", "all").out());
  }

  private Workplace filled() throws Exception {
    Workplace place = Workplace.in(directory).with("TMPDIR", directory.resolve("tmp").toString());
    Files.createDirectories(place.resolve("tmp"));
    for (int i = 0; i < FILES; i++) {
      write(place, i, FILE_BYTES);
    }
    return place;
  }

  private static void write(Workplace place, int i, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(i).nextBytes(bytes);
    Path file = place.resolve("data/dir" + i / 10 + "/file" + i);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
