package io.jdup.internal.backup;

import static io.jdup.internal.backup.InterruptedSource.assertEachIsOldOrNew;
import static io.jdup.internal.backup.InterruptedSource.edit;
import static io.jdup.internal.backup.InterruptedSource.fill;
import static io.jdup.internal.backup.InterruptedSource.latest;
import static io.jdup.internal.backup.InterruptedSource.parts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport;
import io.jdup.FailingTransport.Fault;
import io.jdup.TreeListing;
import io.jdup.report.BackupReport;
import io.jdup.transport.Transport;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets interrupted after and within every volume, and every change of the source in between. */
class ResumeMatrixTest {
  private static final int MORE_THAN_ANY_SET = 40;

  private interface Interrupted {
    boolean happens(Chain chain, Transport target, int volume) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(SourceChange.class)
  void fullThatFailedAfterAnyVolumeIsResumed(SourceChange change) throws IOException {
    int interrupted = resumeAfterEach(change, false, InterruptedSource::failsAfter);
    assertTrue(interrupted >= 12, "volumes: " + interrupted);
  }

  @ParameterizedTest
  @EnumSource(SourceChange.class)
  void incrementThatFailedAfterAnyVolumeIsResumed(SourceChange change) throws IOException {
    int interrupted = resumeAfterEach(change, true, InterruptedSource::failsAfter);
    assertTrue(interrupted >= 6, "volumes: " + interrupted);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHANGE_SOME", "TYPES"})
  void fullThatFailedWithinAnyVolumeIsResumed(SourceChange change) throws IOException {
    int interrupted = resumeAfterEach(change, false, ResumeMatrixTest::failsWithin);
    assertTrue(interrupted >= 12, "volumes: " + interrupted);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHANGE_SOME", "TYPES"})
  void incrementThatFailedWithinAnyVolumeIsResumed(SourceChange change) throws IOException {
    int interrupted = resumeAfterEach(change, true, ResumeMatrixTest::failsWithin);
    assertTrue(interrupted >= 6, "volumes: " + interrupted);
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

  private static int resumeAfterEach(
      SourceChange change, boolean increment, Interrupted interrupted) throws IOException {
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
}
