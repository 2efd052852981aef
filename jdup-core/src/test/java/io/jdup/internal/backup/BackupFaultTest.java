package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport;
import io.jdup.FailingTransport.Fault;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run leaves that ends at any one of its calls to the target. */
class BackupFaultTest {
  private static final int MORE_THAN_ANY_RUN = 100;

  @ParameterizedTest
  @CsvSource({"BEFORE,false", "AFTER,true"})
  void nextRunRepairsWhatAnyFailedCallLeaves(Fault fault, boolean cold) throws IOException {
    int failures = 0;
    for (int call = 1; call < MORE_THAN_ANY_RUN; call++) {
      if (!survives(call, fault, cold)) {
        break;
      }
      failures++;
    }
    assertTrue(failures >= 7, "only " + failures + " calls were made to fail");
  }

  private static boolean survives(int call, Fault fault, boolean cold) throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      chain.volumeBytes = 100_000;
      chain.encoding = new VolumeEncoding.Plain();
      fill(chain);
      chain.backUp(target);
      edit(chain, 1);
      chain.backUp(target);
      edit(chain, 2);
      forgetIf(cold, chain);
      var failing = new FailingTransport(target, call, fault);
      try {
        chain.backUp(failing);
        assertFalse(failing.hasFailed(), "a failed call was not heard of: " + failing.calls());
        return false;
      } catch (TransportException e) {
        assertTrue(failing.hasFailed());
      }
      assertEquals(List.of(), chain.leftovers());
      assertEquals(chain.states, chain.allRestored(target)); // the older states are untouched
      edit(chain, 3);
      forgetIf(cold, chain);
      boolean resumed = InterruptedSource.hasParts(chain);
      chain.backUp(target);
      if (resumed) { // then what was stored is older than this state; see ResumeTest
        chain.states.remove(Collections.max(chain.states.keySet()));
      }
      edit(chain, 4);
      chain.backUp(target);
      assertEquals(chain.states, chain.allRestored(target));
      return true;
    }
  }

  private static void forgetIf(boolean cold, Chain chain) throws IOException {
    if (cold) {
      WorkDirectory.deleteTree(chain.archive);
    }
  }

  @Test
  void manifestIsTheLastCallAndComesAfterAllVolumesAndSignatures() throws IOException {
    try (var chain = new Chain();
        var memory = new MemoryTransport()) {
      chain.volumeBytes = 100_000;
      chain.encoding = new VolumeEncoding.Plain();
      fill(chain);
      var target = FailingTransport.never(memory);
      int volumes = chain.backUp(target).volumes();
      List<String> calls = target.calls();
      assertTrue(volumes >= 3, "volumes: " + volumes);
      assertEquals(1 + volumes + 3, calls.size());
      for (int i = 1; i <= volumes; i++) {
        assertTrue(calls.get(i).contains(".vol" + i + "."), calls.get(i));
      }
      assertEquals("list", calls.get(volumes + 1)); // to see that they are all there
      assertTrue(calls.get(volumes + 2).contains("signatures"));
      assertTrue(calls.get(volumes + 3).endsWith(".manifest"));
    }
  }

  @Test
  void volumeThatWasStoredOneByteShortIsMissedAtOnce() throws IOException {
    try (var chain = new Chain();
        var memory = new MemoryTransport()) {
      fill(chain);
      var target = new FailingTransport(memory, 2, Fault.SHORT);
      assertThrows(io.jdup.report.StoredSizeException.class, () -> chain.backUp(target));
    }
  }

  @Test
  void listenerThatThrowsEndsTheRunWithoutAManifest() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      chain.change =
          settings ->
              settings.listener =
                  new io.jdup.report.JdupListener() {
                    @Override
                    public void volumeStored(String fileName, long sizeBytes) {
                      throw new IllegalStateException("enough");
                    }
                  };
      assertThrows(IllegalStateException.class, () -> chain.backUp(target));
      assertFalse(hasManifest(target));
      assertEquals(List.of(), chain.leftovers());
    }
  }

  private static boolean hasManifest(Transport target) throws IOException {
    return target.list().stream().anyMatch(file -> file.name().contains(".manifest"));
  }

  private static void fill(Chain chain) throws IOException {
    chain.write("dir/large", 250_000, 0);
    chain.write("small", 100, 0);
    chain.write("other", 70_000, 0);
  }

  private static void edit(Chain chain, int turn) throws IOException {
    chain.write("small", 100 + turn, turn);
    chain.write("new" + turn, 150_000, turn);
    Files.deleteIfExists(chain.source.resolve("new" + (turn - 1)));
  }
}
