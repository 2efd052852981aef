package io.jdup.internal.backup;

import static io.jdup.internal.backup.InterruptedSource.FILES;
import static io.jdup.internal.backup.InterruptedSource.failsAfter;
import static io.jdup.internal.backup.InterruptedSource.fill;
import static io.jdup.internal.backup.InterruptedSource.latest;
import static io.jdup.internal.backup.InterruptedSource.nameOf;
import static io.jdup.internal.backup.InterruptedSource.part;
import static io.jdup.internal.backup.InterruptedSource.parts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport;
import io.jdup.FailingTransport.Fault;
import io.jdup.TreeListing;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goes on with interrupted sets where that is safe; what changed in between: see the matrix. */
class ResumeTest {
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

  @Test
  void volumeThatTheTargetCutShortIsStoredAgain() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      assertTrue(failsAfter(chain, target, 4));
      String third =
          target.list().stream()
              .map(RemoteFile::name)
              .filter(name -> name.contains(".vol3."))
              .findFirst()
              .orElseThrow();
      byte[] whole = target.bytes(third);
      target.store(third, Arrays.copyOf(whole, whole.length - 1));
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
