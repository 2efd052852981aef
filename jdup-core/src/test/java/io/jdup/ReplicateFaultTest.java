package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport.Fault;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.StoredSizeException;
import io.jdup.transport.TransportException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a copying leaves that ends at any one of its calls to the target. */
class ReplicateFaultTest {
  private static final int MORE_THAN_ANY_RUN = 100;

  private final MemoryTransport source = new MemoryTransport();

  private static Chain chain(MemoryTransport source) throws IOException {
    var chain = new Chain();
    chain.volumeBytes = 100_000;
    chain.encoding = new VolumeEncoding.Plain();
    for (int turn = 1; turn <= 3; turn++) {
      chain.write("a", 250_000 + turn, turn);
      chain.write("new" + turn, 60_000, turn);
      chain.backUp(source);
    }
    return chain;
  }

  @ParameterizedTest
  @CsvSource({"BEFORE,false", "AFTER,false", "BEFORE,true", "AFTER,true"})
  void nextRunCompletesWhatAnyFailedCallLeaves(Fault fault, boolean anew) throws IOException {
    try (Chain chain = chain(source)) {
      int failures = 0;
      for (int call = 1; call < MORE_THAN_ANY_RUN; call++) {
        if (!survives(chain, call, fault, anew)) {
          break;
        }
        failures++;
      }
      assertTrue(failures >= 15, "only " + failures + " calls were made to fail");
    }
  }

  private boolean survives(Chain chain, int call, Fault fault, boolean anew) throws IOException {
    Replicate plain = Replicate.from(source).tempDir(chain.work.path());
    Replicate replicate = anew ? plain.unencrypted() : plain;
    var target = new MemoryTransport();
    replicate.notNewerThan(Chain.START.plusSeconds(60)).to(target);
    var failing = new FailingTransport(target, call, fault);
    try {
      replicate.to(failing);
      assertFalse(failing.hasFailed(), "a failed call was not heard of: " + failing.calls());
      return false;
    } catch (TransportException e) {
      assertTrue(failing.hasFailed());
    }
    assertEveryCompleteSetRestores(chain, target);
    replicate.to(target);
    assertEquals(chain.states, chain.allRestored(target));
    assertEquals(0, replicate.to(target).files());
    assertEquals(source.list().size(), target.list().size());
    return true;
  }

  private static void assertEveryCompleteSetRestores(Chain chain, MemoryTransport target)
      throws IOException {
    CollectionStatus status = Backups.at(target).status();
    assertEquals(1, status.chains().size());
    Map<Instant, List<String>> expected = new TreeMap<>(chain.states);
    expected
        .keySet()
        .retainAll(status.chains().get(0).sets().stream().map(BackupSet::time).toList());
    Map<Instant, List<String>> restored = new TreeMap<>();
    for (Instant time : expected.keySet()) {
      restored.put(time, chain.restored(target, time));
    }
    assertEquals(expected, restored);
    assertTrue(expected.containsKey(Chain.START.plusSeconds(60)));
  }

  @Test
  void volumesThatWereStoredAreNotStoredAgain() throws IOException {
    try (Chain chain = chain(source)) {
      Replicate replicate = Replicate.from(source).tempDir(chain.work.path());
      var target = new MemoryTransport();
      var failing = new FailingTransport(target, 4, Fault.BEFORE); // list, put, put, put
      assertThrows(TransportException.class, () -> replicate.to(failing));
      assertEquals(2, target.list().size());
      assertEquals(source.list().size() - 2, replicate.to(target).files());
    }
  }

  @Test
  void fileThatWasStoredOneByteShortGetsNoManifest() throws IOException {
    try (Chain chain = chain(source)) {
      Replicate replicate = Replicate.from(source).tempDir(chain.work.path());
      for (int call = 2; call <= 4; call++) {
        var target = new MemoryTransport();
        var failing = new FailingTransport(target, call, Fault.SHORT);
        assertThrows(StoredSizeException.class, () -> replicate.to(failing));
        assertEquals(List.of(), Backups.at(target).status().chains());
        replicate.to(target);
        assertEquals(chain.states, chain.allRestored(target));
      }
    }
  }
}
