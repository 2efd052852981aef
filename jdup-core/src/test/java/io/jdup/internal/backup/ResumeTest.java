package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport;
import io.jdup.FailingTransport.Fault;
import io.jdup.TreeListing;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.JdupListener;
import io.jdup.report.ResumeMismatchException;
import io.jdup.report.SourceMismatchException;
import io.jdup.report.StoredSizeException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goes on with interrupted sets, whatever became of the source in between. */
class ResumeTest {
  private static final int FILES = 24;
  private static final int MORE_THAN_ANY_SET = 40;

  /** What happens between the interruption and the resumption. */
  enum Change {
    NOTHING,
    ADD_BEFORE_EACH,
    CHANGE_EACH,
    CHANGE_SOME,
    SHRINK_EACH,
    REMOVE_EACH,
    REMOVE_SOME,
    TYPES;

    void happen(Chain chain, int seed) throws IOException {
      for (int i = 0; i < FILES; i++) {
        Path file = chain.source.resolve(nameOf(i));
        boolean some = (i + seed) % 3 == 0;
        switch (this) {
          case NOTHING -> {}
          case ADD_BEFORE_EACH -> {
            chain.write(nameOf(i) + "-", 70_000, 500 + i);
            chain.write(nameOf(i).replace("file", "dile"), 300, 600 + i);
          }
          case CHANGE_EACH -> rewrite(chain, i, size(i), 700 + i);
          case CHANGE_SOME -> {
            if (some) {
              rewrite(chain, i, size(i) + 100, 800 + i);
            }
          }
          case SHRINK_EACH -> rewrite(chain, i, size(i) / 3, 900 + i);
          case REMOVE_EACH -> remove(file);
          case REMOVE_SOME -> {
            if (some) {
              remove(file);
            }
          }
          case TYPES -> retype(chain, file, i + seed);
        }
      }
    }

    private static void rewrite(Chain chain, int i, int size, long seed) throws IOException {
      remove(chain.source.resolve(nameOf(i)));
      chain.write(nameOf(i), size, seed);
    }

    private static void remove(Path path) throws IOException {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        WorkDirectory.deleteTree(path);
      } else if (Files.isDirectory(path.getParent())) {
        Files.deleteIfExists(path);
      }
    }

    private static void retype(Chain chain, Path file, int kind) throws IOException {
      remove(file);
      if (!Files.isDirectory(file.getParent())) {
        return; // its directory is a file by now
      }
      if (kind % 4 == 0) {
        Files.createSymbolicLink(file, Path.of("nowhere"));
      } else if (kind % 4 == 1) {
        String below = chain.source.relativize(file).toString();
        chain.write(below + "/inside", 100_000, 1000 + kind);
        chain.write(below + "/more", 10, 1100 + kind);
      } else if (kind % 4 == 2) {
        remove(file.getParent());
        Files.writeString(file.getParent(), "a directory no more");
      }
    }
  }

  private static String nameOf(int i) {
    return i % 4 == 0 ? "dir" + i / 8 + "/sub/file" + i : "dir" + i / 8 + "/file" + i;
  }

  private static int size(int i) {
    return i % 3 == 0 ? 150_000 + 1000 * i : i % 3 == 1 ? 3000 + i : 65_536;
  }

  private static void fill(Chain chain) throws IOException {
    chain.volumeBytes = 180_000;
    chain.encoding = new VolumeEncoding.Plain();
    for (int i = 0; i < FILES; i++) {
      chain.write(nameOf(i), size(i), i + 1);
    }
  }

  private static void edit(Chain chain) throws IOException {
    for (int i = 0; i < FILES; i++) {
      if (i % 2 == 0) {
        chain.write(nameOf(i), size(i) + 7, 100 + i);
      }
    }
    Files.delete(chain.source.resolve(nameOf(5)));
    Files.delete(chain.source.resolve(nameOf(13)));
    chain.write("dir1/file13/was-a-file", 66_000, 200);
    chain.write("dir3/new", 80_000, 201);
  }

  private interface Interrupted {
    boolean happens(Chain chain, Transport target, int volume) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void fullThatFailedAfterAnyVolumeIsResumed(Change change) throws IOException {
    int interrupted = resumeAfterEach(change, false, ResumeTest::failsAfter);
    assertTrue(interrupted >= 12, "volumes: " + interrupted);
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void incrementThatFailedAfterAnyVolumeIsResumed(Change change) throws IOException {
    int interrupted = resumeAfterEach(change, true, ResumeTest::failsAfter);
    assertTrue(interrupted >= 6, "volumes: " + interrupted);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHANGE_SOME", "TYPES"})
  void fullThatFailedWithinAnyVolumeIsResumed(Change change) throws IOException {
    int interrupted = resumeAfterEach(change, false, ResumeTest::failsWithin);
    assertTrue(interrupted >= 12, "volumes: " + interrupted);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHANGE_SOME", "TYPES"})
  void incrementThatFailedWithinAnyVolumeIsResumed(Change change) throws IOException {
    int interrupted = resumeAfterEach(change, true, ResumeTest::failsWithin);
    assertTrue(interrupted >= 6, "volumes: " + interrupted);
  }

  private static boolean failsAfter(Chain chain, Transport target, int volume) throws IOException {
    chain.change = settings -> settings.failAfterVolume = volume;
    try {
      chain.backUp(target);
      return false;
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("behind volume " + volume), e.getMessage());
      return true;
    } finally {
      chain.change = settings -> {};
    }
  }

  private static boolean failsWithin(Chain chain, Transport target, int volume) throws IOException {
    var failing = new FailingTransport(target, volume + callsBefore(target), Fault.BEFORE);
    try {
      chain.backUp(failing);
      return false;
    } catch (IOException e) {
      assertTrue(failing.hasFailed(), e.toString());
      return true;
    }
  }

  // A run lists the target first, and fetches the manifest that it compares.
  private static int callsBefore(Transport target) throws IOException {
    return target.list().isEmpty() ? 1 : 2;
  }

  private static int resumeAfterEach(Change change, boolean increment, Interrupted interrupted)
      throws IOException {
    int volume = 1;
    while (volume < MORE_THAN_ANY_SET) {
      try (var chain = new Chain();
          var target = new MemoryTransport()) {
        fill(chain);
        if (increment) {
          chain.backUp(target);
          edit(chain);
        }
        List<String> old = TreeListing.of(chain.source);
        if (!interrupted.happens(chain, target, volume)) {
          return volume - 1;
        }
        change.happen(chain, volume);
        checkResumed(chain, target, old);
      }
      volume++;
    }
    return volume;
  }

  private static void checkResumed(Chain chain, Transport target, List<String> old)
      throws IOException {
    assertEquals(List.of(), chain.leftovers());
    List<String> before = TreeListing.of(chain.source);
    chain.backUp(target);
    Instant resumed = latest(chain);
    chain.states.remove(resumed); // it is neither the old nor the new state
    assertEquals(List.of(), parts(chain));
    assertEachIsOldOrNew(old, before, chain.restored(target, resumed));
    BackupReport next = chain.backUp(target);
    assertEquals(chain.states, chain.allRestored(target), next::toString);
    assertEquals(0, chain.backUp(target).statistics().deltaEntries());
  }

  private static Instant latest(Chain chain) {
    return ((TreeMap<Instant, List<String>>) chain.states).lastKey();
  }

  /** Returns whether a run of {@code chain} was interrupted and left what the next one resumes. */
  static boolean hasParts(Chain chain) throws IOException {
    return Files.isDirectory(chain.archive) && !parts(chain).isEmpty();
  }

  private static List<String> parts(Chain chain) throws IOException {
    try (var files = Files.list(chain.archive)) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.contains(".part")).toList();
    }
  }

  private static Map<String, String> byPath(List<String> listing) {
    Map<String, String> lines = new TreeMap<>();
    listing.forEach(line -> lines.put(line.substring(0, line.indexOf('\t')), line));
    return lines;
  }

  static void assertEachIsOldOrNew(List<String> old, List<String> current, List<String> restored) {
    Map<String, String> was = byPath(old);
    Map<String, String> is = byPath(current);
    Map<String, String> got = byPath(restored);
    List<String> paths = new ArrayList<>(was.keySet());
    paths.addAll(is.keySet());
    paths.addAll(got.keySet());
    for (String path : paths) {
      String line = got.get(path);
      assertTrue(
          java.util.Objects.equals(line, was.get(path))
              || java.util.Objects.equals(line, is.get(path)),
          () -> path + ": old " + was.get(path) + ", new " + is.get(path) + ", got " + line);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9})
  void storedVolumesAreKeptWhenNothingHasChanged(int volume) throws IOException {
    try (var chain = new Chain();
        var memory = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, memory, volume);
      var target = FailingTransport.never(memory);
      chain.backUp(target);
      List<String> stored =
          target.calls().stream().filter(c -> c.startsWith("put") && c.contains(".vol")).toList();
      assertTrue(stored.get(0).contains(".vol" + (volume + 1) + "."), stored::toString);
      assertFalse(target.calls().stream().anyMatch(call -> call.startsWith("delete")));
      Instant time = latest(chain);
      assertEquals(chain.states.get(time), chain.restored(memory, time));
    }
  }

  @Test
  void resumedSetIsTheSameAsOneThatWasNeverInterrupted() throws IOException {
    Map<String, Long> whole;
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      chain.backUp(target);
      whole = sizes(target);
    }
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, 4);
      chain.backUp(target);
      assertEquals(whole, sizes(target));
    }
  }

  private static Map<String, Long> sizes(Transport target) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (RemoteFile file : target.list()) {
      boolean fixed = !file.name().endsWith(".manifest"); // that holds the name of the source
      sizes.put(file.name(), fixed ? file.sizeBytes() : 0);
    }
    return sizes;
  }

  @Test
  void runIsResumedAgainAndAgain() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      List<String> old = TreeListing.of(chain.source);
      for (int volume = 1; failsAfter(chain, target, volume); volume++) {
        chain.write(nameOf(volume % FILES) + "-new", 400, volume + 50);
      }
      assertTrue(old.size() > FILES);
      chain.backUp(target);
      Instant time = latest(chain);
      assertEquals(chain.states.get(time), chain.restored(target, time));
    }
  }

  @Test
  void editWithinTheSecondOfTheRunIsSeenByTheNextBackup() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      Path early = chain.source.resolve(nameOf(0));
      Files.write(early, new byte[1000]); // now, as the run that is about to begin
      var time = Files.getLastModifiedTime(early);
      failsAfter(chain, target, 3);
      Files.write(early, new byte[] {1}, StandardOpenOption.WRITE);
      Files.setLastModifiedTime(early, time);
      chain.backUp(target);
      chain.states.clear();
      chain.backUp(target);
      assertEquals(chain.states, chain.allRestored(target));
    }
  }

  @Test
  void manifestThatTheRunDidNotFinishWritingCountsAsFarAsItGoes() throws IOException {
    try (var chain = new Chain();
        var memory = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, memory, 5);
      Path part = chain.archive.resolve(part(chain, ".manifest.part"));
      String text = Files.readString(part, StandardCharsets.ISO_8859_1);
      Files.writeString(part, text.substring(0, text.length() - 30), StandardCharsets.ISO_8859_1);
      var target = FailingTransport.never(memory);
      chain.backUp(target);
      assertTrue(
          target.calls().stream()
              .anyMatch(call -> call.contains("put") && call.contains(".vol5.")));
      assertFalse(
          target.calls().stream()
              .anyMatch(call -> call.contains("put") && call.contains(".vol4.")));
      Instant time = latest(chain);
      assertEquals(chain.states.get(time), chain.restored(memory, time));
    }
  }

  private static String part(Chain chain, String end) throws IOException {
    return parts(chain).stream().filter(name -> name.endsWith(end)).findFirst().orElseThrow();
  }

  @Test
  void signaturesThatSomebodyElseWroteAreNotTrusted() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, 5);
      Path part = chain.archive.resolve(part(chain, ".sigtar.part"));
      byte[] bytes = Files.readAllBytes(part);
      bytes[700] ^= 1;
      Files.write(part, bytes);
      List<String> warnings = new ArrayList<>();
      chain.change = settings -> settings.listener = warningsTo(warnings);
      chain.backUp(target);
      assertTrue(warnings.get(0).contains("cannot be resumed"), warnings::toString);
      assertEquals(chain.states, chain.allRestored(target));
      assertEquals(1, target.list().stream().filter(f -> f.name().contains(".vol1.")).count());
    }
  }

  private static JdupListener warningsTo(List<String> warnings) {
    return new JdupListener() {
      @Override
      public void warning(String message) {
        warnings.add(message);
      }
    };
  }

  @Test
  void lossOfTheArchiveDirMakesANewSet() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, 3);
      WorkDirectory.deleteTree(chain.archive);
      List<String> warnings = new ArrayList<>();
      chain.change = settings -> settings.listener = warningsTo(warnings);
      chain.backUp(target);
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(warnings.get(0).contains("an incomplete full"), warnings::toString);
      assertTrue(warnings.get(0).contains("cleanup removes it"), warnings::toString);
      assertEquals(chain.states, chain.allRestored(target));
    }
  }

  @Test
  void volumesPackedInAnotherWayAreNotMixed() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, 3);
      chain.encoding = VolumeEncoding.Gzip.DEFAULT;
      var refused = assertThrows(ResumeMismatchException.class, () -> chain.backUp(target));
      assertTrue(refused.getMessage().contains(".manifest.part"), refused.getMessage());
      Files.delete(chain.archive.resolve(part(chain, ".manifest.part"))); // as the message says
      chain.backUp(target);
      assertEquals(chain.states, chain.allRestored(target));
    }
  }

  @Test
  void anotherSourceIsNotMixedIn() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, 3);
      chain.change = settings -> settings.hostName = "other";
      assertThrows(SourceMismatchException.class, () -> chain.backUp(target));
      assertEquals(2, parts(chain).size());
    }
  }

  @Test
  void dryRunLeavesTheInterruptedSetAlone() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, 3);
      List<String> parts = parts(chain);
      chain.change = settings -> settings.dryRun = true;
      chain.backUp(target);
      assertEquals(parts, parts(chain));
      assertEquals(3, target.list().size());
    }
  }

  @Test
  void volumeThatTheTargetLostIsMissedAndStoredAgain() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      chain.change = settings -> settings.skippedVolume = 4;
      var missed = assertThrows(StoredSizeException.class, () -> chain.backUp(target));
      assertTrue(missed.fileName().contains(".vol4."), missed.getMessage());
      chain.change = settings -> {};
      chain.backUp(target);
      Instant time = latest(chain);
      assertEquals(chain.states.get(time), chain.restored(target, time));
    }
  }

  // The file is as it was when volumes were stored, was another when the first of them was written
  // over, and is as it was again: the volume is not.
  @Test
  void volumesThatARestartWritesOverCountNoMore() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      chain.write("dir0/zz-large", 900_000, 40); // as long as five volumes
      Path large = chain.source.resolve("dir0/zz-large");
      byte[] content = Files.readAllBytes(large);
      var time = Files.getLastModifiedTime(large);
      int volume = 1;
      while (!lastCutBy(chain, target, "zz-large")) {
        assertTrue(failsAfter(chain, target, volume++));
      }
      for (int more = 0; more < 2; more++) {
        assertTrue(failsAfter(chain, target, volume++));
      }
      Files.write(large, new byte[content.length]);
      var failing = new FailingTransport(target, 4, Fault.AFTER); // the first put
      assertThrows(IOException.class, () -> chain.backUp(failing));
      assertTrue(failing.calls().get(3).startsWith("put "), failing.calls()::toString);
      Files.write(large, content);
      Files.setLastModifiedTime(large, time);
      chain.backUp(target);
      assertEquals(chain.states, chain.allRestored(target));
    }
  }

  private static boolean lastCutBy(Chain chain, Transport target, String name) throws IOException {
    if (target.list().isEmpty()) {
      return false;
    }
    String text =
        Files.readString(
            chain.archive.resolve(part(chain, ".manifest.part")), StandardCharsets.ISO_8859_1);
    String end = text.substring(text.lastIndexOf("EndingPath"));
    return end.lines().findFirst().orElse("").matches(".*" + name + " [1-9][0-9]*");
  }
}
