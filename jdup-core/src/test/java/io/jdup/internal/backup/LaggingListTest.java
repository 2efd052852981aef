package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.ForwardingTransport;
import io.jdup.Removal;
import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.BackupsLostException;
import io.jdup.report.ConcurrentBackupException;
import io.jdup.report.Outcome;
import io.jdup.report.PlanOutdatedException;
import io.jdup.report.RemovalReport;
import io.jdup.report.RestoreReport;
import io.jdup.report.StoredSizeException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A target whose list tells what there was some lists ago, as stores do that are consistent only in
 * the end; a file that is asked for by its name is there at once. What was stored is never lost by
 * that, a state that is restored is one that there was, and whoever gets another than the newest is
 * told so. A run may be refused; it is repeated then, as its message says.
 */
class LaggingListTest {
  private final MemoryTransport remote = new MemoryTransport();
  private Chain chain;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    chain.volumeBytes = 100_000;
    chain.encoding = new VolumeEncoding.Plain();
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  /** Tells the files of some lists ago. */
  private static final class Lagging extends ForwardingTransport {
    private final int lag;
    private final Deque<List<RemoteFile>> later = new ArrayDeque<>();

    Lagging(MemoryTransport to, int lag) throws IOException {
      super(to);
      this.lag = lag;
      for (int i = 0; i < lag; i++) {
        later.add(to.list());
      }
    }

    @Override
    public synchronized List<RemoteFile> list() throws IOException {
      later.add(super.list());
      return later.size() > lag ? later.remove() : List.of();
    }
  }

  private void edit(int turn) throws IOException {
    chain.write("large", 350_000 + turn, turn);
    chain.write("new" + turn, 1000, turn);
  }

  /** Backs up as somebody does who does what the messages say; returns how often it was refused. */
  private int backUp(Lagging target) throws IOException {
    for (int refused = 0; refused < 10; refused++) {
      try {
        BackupReport report = chain.backUp(target);
        assertTrue(report.stored());
        return refused;
      } catch (StoredSizeException | BackupsLostException | ConcurrentBackupException e) {
        assertTrue(
            e.getMessage().contains("run this again")
                || e.getMessage().contains("run it again")
                || e.getMessage().contains("put them back"),
            e.getMessage());
        assertStatesAreWhole();
      }
    }
    throw new AssertionError("it never ends well");
  }

  // What was stored of a set is gone on with, so a state may have a later time than its set.
  private void assertStatesAreWhole() throws IOException {
    var there = new TreeMap<Instant, List<String>>();
    for (var each : Backups.at(remote).status().chains()) {
      for (var set : each.sets()) {
        there.put(set.time(), chain.restored(remote, set.time()));
      }
    }
    assertTrue(chain.states.values().containsAll(there.values()), () -> "states that never were");
    assertTrue(there.values().containsAll(chain.states.values()), () -> "a state is lost");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aNewestSetThatIsNotListedYetIsNotTakenForALostOne(int lag) throws IOException {
    edit(1);
    chain.backUp(remote);
    var target = new Lagging(remote, lag);
    edit(2);
    chain.backUp(remote); // of which the list does not know yet
    edit(3);
    List<Long> pauses = new ArrayList<>();
    chain.change = settings -> settings.pause = pauses::add;
    assertFalse(chain.backUp(target).full());
    assertEquals(List.of(500L, 1000L, 2000L, 4000L).subList(0, lag), pauses.subList(0, lag));
    assertStatesAreWhole();
  }

  @Test
  void aNewestSetThatStaysMissingIsTakenForALostOne() throws IOException {
    edit(1);
    chain.backUp(remote);
    var target = new Lagging(remote, 5);
    edit(2);
    chain.backUp(remote);
    edit(3);
    List<Long> pauses = new ArrayList<>();
    chain.change = settings -> settings.pause = pauses::add;
    assertThrows(BackupsLostException.class, () -> chain.backUp(target));
    assertEquals(List.of(500L, 1000L, 2000L, 4000L), pauses);
    assertStatesAreWhole();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6})
  void backupsAreRefusedAtMostAndNothingIsLost(int lag) throws IOException {
    var target = new Lagging(remote, lag);
    int refused = 0;
    for (int turn = 1; turn <= 4; turn++) {
      edit(turn);
      refused += backUp(target);
      assertStatesAreWhole();
    }
    assertEquals(lag > 4, refused > 0); // it is asked five times before it is believed
    assertTrue(refused <= 3 * lag, "refused " + refused); // while the list lacks the newest set
  }

  @Test
  void aListThatNeverCatchesUpStopsEveryBackupAndLosesNothing() throws IOException {
    edit(1);
    chain.backUp(remote);
    edit(2);
    var target = new Lagging(remote, 100);
    for (int day = 1; day <= 3; day++) {
      assertThrows(StoredSizeException.class, () -> chain.backUp(target));
      assertStatesAreWhole();
    }
    backUp(new Lagging(remote, 0));
    assertStatesAreWhole();
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "3,true", "1,false", "3,false"})
  void interruptedBackupsAreGoneOnWith(int lag, boolean seen) throws IOException {
    edit(1);
    chain.backUp(remote);
    edit(2);
    var target = new Lagging(remote, lag);
    chain.change = settings -> settings.failAfterVolume = 3;
    assertThrows(IOException.class, () -> chain.backUp(target));
    chain.change = settings -> {};
    if (!seen) {
      WorkDirectory.deleteTree(chain.archive); // another machine goes on
    }
    backUp(target);
    assertStatesAreWhole();
    edit(3);
    backUp(target);
    assertStatesAreWhole();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void removalsDeleteNothingThatIsNeeded(int lag) throws IOException {
    for (int turn = 1; turn <= 4; turn++) {
      edit(turn);
      chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
      chain.backUp(remote);
    }
    var target = new Lagging(remote, lag);
    Instant newest = new TreeMap<>(chain.states).lastKey();
    List<String> expected = chain.states.get(newest);
    chain.states.keySet().removeIf(time -> time.isBefore(newest));
    for (int time = 0; time < 10; time++) {
      Removal removal = Backups.at(target).archiveDir(chain.archive).removeAllButNFull(1);
      try {
        RemovalReport removed = removal.delete(removal.plan());
        assertEquals(List.of(), removed.failures()); // the list tells for some time what is gone
      } catch (PlanOutdatedException e) {
        continue; // the list has changed between the two looks
      }
      assertEquals(expected, chain.restored(remote, newest));
    }
    assertEquals(1, Backups.at(remote).status().chains().size());
    edit(5);
    chain.change = settings -> {};
    backUp(target);
    assertStatesAreWhole();
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "4,true", "1,false", "4,false"})
  void restoresGiveAStateThatThereWasAndSayWhich(int lag, boolean known) throws IOException {
    edit(1);
    chain.backUp(remote);
    var target = new Lagging(remote, lag);
    edit(2);
    chain.backUp(remote); // in which the list knows of nothing
    edit(3);
    var newest = chain.backUp(remote);
    assertFalse(newest.full());
    Instant time = new TreeMap<>(chain.states).lastKey();
    List<Outcome> outcomes = new ArrayList<>();
    for (int attempt = 0; attempt <= lag; attempt++) {
      Path out = chain.work.resolve("out" + attempt);
      Restore restore = Restore.from(target).tempDir(chain.work.path());
      restore = known ? restore.archiveDir(chain.archive) : restore;
      RestoreReport report = restore.into(out);
      assertEquals(chain.states.get(report.time()), TreeListing.of(out)); // never half of one
      assertEquals(
          known && !report.time().equals(time) ? Outcome.COMPLETE_WITH_ERRORS : Outcome.COMPLETE,
          report.outcome());
      outcomes.add(report.outcome());
      assertEquals(attempt == lag, report.time().equals(time));
    }
    assertEquals(Outcome.COMPLETE, outcomes.get(lag));
  }
}
