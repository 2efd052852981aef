package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.Check;
import io.jdup.Replicate;
import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.Verify;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The target is older than it was: somebody deleted the newest sets, or put back an old copy. */
class RollbackTest {
  private static final String FULL = "full 20260101T000100Z";
  private static final String FIRST = "inc 20260101T000100Z to 20260101T000200Z";
  private static final String SECOND = "inc 20260101T000200Z to 20260101T000300Z";

  private final MemoryTransport remote = new MemoryTransport();
  private Chain chain;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    for (int i = 1; i <= 3; i++) {
      chain.write("file", 1000 * i, i);
      chain.backUp(remote);
    }
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  private void delete(Predicate<String> names) throws IOException {
    for (RemoteFile file : remote.list()) {
      if (names.test(file.name())) {
        remote.delete(file.name());
      }
    }
  }

  private static boolean isNewest(String name) {
    return name.contains(".to.20260101T000300Z.");
  }

  private Map<String, Long> lengths(Path directory) throws IOException {
    Map<String, Long> lengths = new TreeMap<>();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        lengths.put(file.getFileName().toString(), Files.size(file));
      }
    }
    return lengths;
  }

  private void assertNoticedByABackup(List<String> lost) throws IOException {
    List<RemoteFile> before = remote.list();
    Map<String, Long> here = lengths(chain.archive);
    for (BackupSettings.Mode mode : BackupSettings.Mode.values()) {
      for (boolean dry : new boolean[] {true, false}) {
        chain.change =
            settings -> {
              settings.mode = mode;
              settings.dryRun = dry;
            };
        var e = assertThrows(BackupsLostException.class, () -> chain.backUp(remote), "" + mode);
        assertEquals(lost, e.lostSets());
        assertTrue(e.getMessage().contains(lost.get(lost.size() - 1)), e.getMessage());
        assertTrue(e.getMessage().contains("--allow-rollback"), e.getMessage());
      }
    }
    assertEquals(before, remote.list());
    assertEquals(here, lengths(chain.archive)); // so that the next run notices it too
  }

  private void assertNoticedByReaders(List<String> lost, Instant left) throws IOException {
    assertEquals(
        lost,
        Backups.at(remote).archiveDir(chain.archive).status().lostSets().stream()
            .map(Object::toString)
            .toList());
    List<String> told = new ArrayList<>();
    RestoreReport restored = restored(null, told);
    assertEquals(lost, restored.lostSets());
    assertEquals(left, restored.time());
    assertEquals(Outcome.COMPLETE_WITH_ERRORS, restored.outcome());
    assertEquals(0, restored.errors());
    var verified = Verify.of(remote).archiveDir(chain.archive).against(chain.source);
    assertEquals(lost, verified.lostSets());
    assertEquals(Outcome.COMPLETE_WITH_ERRORS, verified.outcome());
    Backups.at(remote)
        .archiveDir(chain.archive)
        .listener(hearing(told))
        .list(Instant.MAX, entry -> {});
    assertEquals(2, told.size(), told::toString);
    for (String warning : told) {
      assertTrue(warning.contains(lost.get(lost.size() - 1)), warning);
    }
  }

  private RestoreReport restored(Instant asOf, List<String> told) throws IOException {
    Restore restore =
        Restore.from(remote).archiveDir(chain.archive).listener(hearing(told)).overwrite();
    return (asOf == null ? restore : restore.asOf(asOf)).into(chain.work.resolve("out"));
  }

  private static JdupListener hearing(List<String> told) {
    return new JdupListener() {
      @Override
      public void warning(String message) {
        told.add(message);
      }
    };
  }

  private Instant minute(int minute) {
    return Chain.START.plusSeconds(60L * minute);
  }

  @Test
  void newestManifestThatIsGoneIsNoticed() throws IOException {
    delete(name -> isNewest(name) && name.contains(".manifest"));
    assertNoticedByABackup(List.of(SECOND));
    assertNoticedByReaders(List.of(SECOND), minute(2));
  }

  @Test
  void newestSetThatIsGoneIsNoticed() throws IOException {
    delete(RollbackTest::isNewest);
    assertNoticedByABackup(List.of(SECOND));
    assertNoticedByReaders(List.of(SECOND), minute(2));
  }

  @Test
  void targetThatWasPutBackToItsFirstStateIsNoticed() throws IOException {
    delete(name -> name.contains(".to."));
    assertNoticedByABackup(List.of(FIRST, SECOND));
    assertNoticedByReaders(List.of(FIRST, SECOND), minute(1));
  }

  @Test
  void newestSetThatBuildsOnOneThatIsGoneIsNoticed() throws IOException {
    delete(name -> name.contains(".to.20260101T000200Z.") && name.contains(".manifest"));
    assertNoticedByABackup(List.of(FIRST, SECOND));
    assertNoticedByReaders(List.of(FIRST, SECOND), minute(1));
    WorkDirectory.deleteTree(chain.archive); // names at the target tell some of it, too
    chain.change = settings -> {};
    var e = assertThrows(BackupsLostException.class, () -> chain.backUp(remote));
    assertEquals(List.of(SECOND), e.lostSets());
  }

  @Test
  void emptyTargetIsNoticed() throws IOException {
    delete(name -> true);
    assertNoticedByABackup(List.of(FULL, FIRST, SECOND));
    var e = assertThrows(BackupNotFoundException.class, () -> restored(null, new ArrayList<>()));
    assertTrue(e.getMessage().contains(SECOND), e.getMessage());
    assertTrue(e.getMessage().contains("2 before it"), e.getMessage());
  }

  @Test
  void manifestAndVolumesOfTheNewestSetThatAreGoneButNotItsSignaturesAreNoticed()
      throws IOException {
    delete(name -> isNewest(name) && !name.contains("signatures"));
    assertNoticedByABackup(List.of(SECOND));
    assertNoticedByReaders(List.of(SECOND), minute(2));
  }

  @Test
  void earlierStateIsRestoredWithoutAWord() throws IOException {
    delete(RollbackTest::isNewest);
    List<String> told = new ArrayList<>();
    RestoreReport report = restored(minute(2).plusSeconds(59), told);
    assertEquals(Outcome.COMPLETE, report.outcome());
    assertEquals(List.of(), told);
    assertEquals(chain.states.get(minute(2)), TreeListing.of(chain.work.resolve("out")));
  }

  @Test
  void allowedRunGoesOnFromWhatIsLeftAndTheNextOneNeedNotBe() throws IOException {
    delete(RollbackTest::isNewest);
    chain.states.remove(minute(3));
    chain.change = settings -> settings.allowRollback = true;
    assertFalse(chain.backUp(remote).full());
    chain.change = settings -> {};
    chain.write("file", 5000, 5);
    assertFalse(chain.backUp(remote).full());
    assertEquals(chain.states, chain.allRestored(remote));
    assertEquals(Outcome.COMPLETE, restored(null, new ArrayList<>()).outcome());
  }

  @Test
  void allowedRunStartsOverAtAnEmptyTarget() throws IOException {
    delete(name -> true);
    chain.states.clear();
    chain.change = settings -> settings.allowRollback = true;
    assertTrue(chain.backUp(remote).full());
    chain.change = settings -> {};
    assertFalse(chain.backUp(remote).full());
    assertEquals(chain.states, chain.allRestored(remote));
  }

  @Test
  void filesThatAreBackAreAllThatIsNeeded() throws IOException {
    Map<String, byte[]> copies = new HashMap<>();
    for (RemoteFile file : remote.list()) {
      copies.put(file.name(), remote.bytes(file.name()));
    }
    delete(RollbackTest::isNewest);
    assertThrows(BackupsLostException.class, () -> chain.backUp(remote));
    copies.forEach(remote::store);
    chain.backUp(remote);
    assertEquals(chain.states, chain.allRestored(remote));
  }

  @Test
  void whatAnotherHostRemovesByAgeIsNotMissed() throws IOException {
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    chain.backUp(remote);
    chain.change = settings -> {};
    chain.backUp(remote);
    Path elsewhere = Files.createDirectory(chain.work.resolve("elsewhere"));
    var increments = Backups.at(remote).archiveDir(elsewhere).removeAllIncrementalsOfButNFull(1);
    assertEquals(2, increments.plan().sets().size());
    increments.delete(increments.plan());
    chain.backUp(remote);
    var chains = Backups.at(remote).archiveDir(elsewhere).removeAllButNFull(1);
    chains.delete(chains.plan());
    chain.backUp(remote);
    List<String> told = new ArrayList<>();
    assertEquals(Outcome.COMPLETE, restored(null, told).outcome());
    assertEquals(List.of(), told);
  }

  @Test
  void whatARemovalHereRemovesIsNotMissed() throws IOException {
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    chain.backUp(remote);
    var removal = Backups.at(remote).archiveDir(chain.archive).removeAllButNFull(1);
    removal.delete(removal.plan());
    chain.change = settings -> {};
    assertFalse(chain.backUp(remote).full());
  }

  @Test
  void checkNamesWhatIsLostAndACopyingWarnsOfIt() throws IOException {
    delete(RollbackTest::isNewest);
    var report = Check.of(remote).archiveDir(chain.archive).run();
    assertEquals(
        List.of("the " + SECOND), report.damaged().stream().map(damage -> damage.name()).toList());
    List<String> told = new ArrayList<>();
    var copying = Replicate.from(remote).archiveDir(chain.archive).listener(hearing(told));
    copying.to(new MemoryTransport());
    assertEquals(1, told.size(), told::toString);
    assertTrue(told.get(0).contains(SECOND), told.get(0));
    copying.notNewerThan(minute(2)).to(new MemoryTransport());
    assertEquals(1, told.size(), told::toString);
  }

  @Test
  void archiveDirThatIsNewCannotKnow() throws IOException {
    delete(RollbackTest::isNewest);
    WorkDirectory.deleteTree(chain.archive);
    assertFalse(chain.backUp(remote).full());
  }
}
