package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the command in the middle of a backup and lets the next one go on with it. */
class ResumeIT {
  private static final int FILES = 30;
  private static final int FILE_BYTES = 500_000;
  private static final String[] OPTIONS = {"--no-encryption", "--volsize", "1"};

  // Ends a backup when a volume is at the target, or is being written there: as it comes.
  private static final String KILL =
      """
      "$@" & pid=$!
      until ls new | grep -q "$AWAITED"; do kill -0 $pid || exit 1; done
      kill -9 $pid
      wait $pid 2>/dev/null
      true""";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8})
  void killedFullIsResumed(int volume) throws Exception {
    Workplace place = filled();
    kill(place, "duplicity-full.*vol" + volume + "[.]", "full");
    checkResumed(place);
  }

  @Test
  void killedIncrementIsResumed() throws Exception {
    Workplace place = filled();
    backUp(place).succeeded();
    for (int i = 0; i < FILES; i++) {
      write(place, i, FILE_BYTES, 100 + i);
    }
    kill(place, "duplicity-inc.*vol3[.]", "incremental");
    checkResumed(place);
  }

  @Test
  void changedPassphraseIsRefusedAndTheOldOneStillResumes() throws Exception {
    Workplace place = filled();
    String[] options = {"--volsize", "1", "data", place.url("new")};
    Ran failed =
        place
            .with("PASSPHRASE", "one")
            .jdup("full", "--fail-on-volume", "3", options[0], options[1], options[2], options[3]);
    assertEquals(30, failed.exitCode(), failed::toString);
    Ran refused = place.with("PASSPHRASE", "two").jdup(options);
    assertEquals(31, refused.exitCode(), refused::toString); // as duplicity's
    assertTrue(refused.err().contains("the passphrase does not open"), refused::toString);
    assertTrue(refused.err().contains("was interrupted"), refused::toString);
    assertTrue(refused.err().contains(".manifest.part'"), refused::toString);
    Workplace right = place.with("PASSPHRASE", "one");
    Ran resumed = right.jdup(options).succeeded();
    assertTrue(resumed.out().contains("behind volume 3"), resumed::toString);
    right.jdup("restore", place.url("new"), "all").succeeded();
    assertEquals("", place.run("diff", "-r", "data", "all").out());
  }

  private Workplace filled() throws Exception {
    Workplace place = Workplace.in(directory);
    for (int i = 0; i < FILES; i++) {
      write(place, i, i % 3 == 0 ? 3000 : FILE_BYTES, i);
    }
    Files.createDirectories(place.resolve("new"));
    return place;
  }

  private static void write(Workplace place, int i, int length, long seed) throws IOException {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    Path file = place.resolve("data/dir" + i / 6 + "/file" + i);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static Ran backUp(Workplace place) throws Exception {
    return place.jdup(OPTIONS[0], OPTIONS[1], OPTIONS[2], "data", place.url("new"));
  }

  private static void kill(Workplace place, String awaited, String command) throws Exception {
    String jdup = place.resolve("bin/jdup").toString();
    place
        .with("AWAITED", awaited)
        .run(
            Stream.of(
                    Stream.of("sh", "-c", KILL, "sh", jdup, command),
                    Arrays.stream(OPTIONS),
                    Stream.of("data", place.url("new")))
                .flatMap(words -> words)
                .toArray(String[]::new))
        .succeeded();
  }

  private static void checkResumed(Workplace place) throws Exception {
    Map<String, Integer> old = contents(place.resolve("data"));
    for (int i = 0; i < FILES; i += 2) {
      write(place, i, FILE_BYTES - 1000 * i, 200 + i);
    }
    Files.delete(place.resolve("data/dir0/file3"));
    Files.delete(place.resolve("data/dir4/file27"));
    write(place, 1000, 70_000, 300);
    boolean counted = hasPart(place); // a volume may be there and not yet noted
    Ran resumed = backUp(place).succeeded();
    assertEquals(counted, resumed.out().contains("Resuming the interrupted"), resumed::toString);
    Map<String, Integer> now = contents(place.resolve("data"));
    place.jdup("restore", place.url("new"), "mixed").succeeded();
    assertEachIsOneOf(old, now, contents(place.resolve("mixed")));
    backUp(place).succeeded();
    place.jdup("restore", place.url("new"), "all").succeeded();
    assertEquals("", place.run("diff", "-r", "data", "all").out());
    Workplace.require("duplicity");
    place
        .run("duplicity", "restore", "--no-encryption", place.url("new"), "by-duplicity")
        .succeeded();
    assertEquals("", place.run("diff", "-r", "data", "by-duplicity").out());
  }

  private static boolean hasPart(Workplace place) throws IOException {
    try (Stream<Path> files = Files.walk(place.resolve("home"))) {
      return files.anyMatch(file -> file.toString().endsWith(".manifest.part"));
    }
  }

  private static Map<String, Integer> contents(Path root) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    assertFalse(contents.isEmpty());
    return contents;
  }

  private static void assertEachIsOneOf(
      Map<String, Integer> old, Map<String, Integer> now, Map<String, Integer> restored) {
    var paths = new TreeSet<String>(old.keySet());
    paths.addAll(now.keySet());
    paths.addAll(restored.keySet());
    for (String path : paths) {
      Integer content = restored.get(path);
      assertTrue(
          Objects.equals(content, old.get(path)) || Objects.equals(content, now.get(path)), path);
    }
  }
}
