package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.FailingTransport.Fault;
import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.RetentionPlan;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ArchiveDirLockedException;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.PlanOutdatedException;
import io.jdup.report.RemovalReport;
import io.jdup.report.RemovalReport.Failure;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Removals from archives that were really made: what goes, and that all else restores. */
class RemovalTest {
  private static final String INDEX = "jdup-state.index";

  private final Chain chain;
  private final MemoryTransport target = new MemoryTransport();

  RemovalTest() throws IOException {
    chain = new Chain();
  }

  /** Three chains: minutes 1 to 3, 4 and 5, 6 and 7. */
  @BeforeEach
  void makeChains() throws IOException {
    chain.volumeBytes = 100_000;
    for (int minute = 1; minute <= 7; minute++) {
      boolean full = minute == 1 || minute == 4 || minute == 6;
      chain.change =
          settings ->
              settings.mode = full ? BackupSettings.Mode.FULL : BackupSettings.Mode.INCREMENTAL;
      chain.write("large", 150_000, minute);
      chain.write("file" + minute, 1000, minute);
      chain.backUp(target);
    }
    chain.change = settings -> {};
  }

  @AfterEach
  void removeAll() throws IOException {
    chain.close();
  }

  private static Instant minute(int number) {
    return Chain.START.plusSeconds(60L * number);
  }

  private Backups backups(Transport at) {
    return Backups.at(at).archiveDir(chain.archive);
  }

  private Removal olderThanMinute(Transport at, int number) {
    return backups(at).removeOlderThan(minute(number));
  }

  private static Set<String> names(Transport at) throws IOException {
    Set<String> names = new TreeSet<>();
    at.list().stream().map(RemoteFile::name).forEach(names::add);
    return names;
  }

  private Set<String> localNames() throws IOException {
    return new TreeSet<>(ArchiveDir.reading(chain.archive).orElseThrow().names());
  }

  /** Restores every state that is said to be there, and returns the minutes of them. */
  private List<Long> restorable(Transport at) throws IOException {
    List<Long> minutes = new ArrayList<>();
    for (BackupChain left : backups(at).status().chains()) {
      for (BackupSet set : left.sets()) {
        assertEquals(chain.states.get(set.time()), chain.restored(at, set.time()));
        minutes.add((set.time().getEpochSecond() - Chain.START.getEpochSecond()) / 60);
      }
    }
    return minutes;
  }

  @Test
  void whatWasPlannedGoesAndTheRestRestores() throws IOException {
    Set<String> before = names(target);
    Set<String> localBefore = localNames();
    Removal removal = olderThanMinute(target, 6);
    RetentionPlan plan = removal.plan();
    assertEquals(before, names(target), "a plan deletes nothing");

    RemovalReport report = removal.delete(plan);
    assertEquals(Outcome.COMPLETE, report.outcome());
    assertEquals(plan.remoteNames(), report.remoteNames());
    assertEquals(plan.localNames(), report.localNames());
    before.removeAll(report.remoteNames());
    assertEquals(before, names(target));
    localBefore.removeAll(report.localNames());
    assertEquals(localBefore, localNames());
    assertEquals(List.of(6L, 7L), restorable(target));
    assertEquals(5 * 2, report.localNames().size());
    assertTrue(localNames().contains(INDEX), "the index of the newest chain stays");
    assertEquals(List.of(), chain.leftovers());
  }

  @Test
  void theNewestChainGoesOnAfterwards() throws IOException {
    Removal removal = backups(target).removeAllButNFull(1);
    removal.delete(removal.plan());
    chain.write("later", 1000, 99);
    assertFalse(chain.backUp(target).full());
    assertEquals(List.of(6L, 7L, 8L), restorable(target));
  }

  @Test
  void incrementsGoWithoutTheirFull() throws IOException {
    Removal removal = backups(target).removeAllIncrementalsOfButNFull(1);
    removal.delete(removal.plan());
    assertEquals(List.of(1L, 4L, 6L, 7L), restorable(target));
    assertTrue(removal.plan().isEmpty());
  }

  @Test
  void leftoversGoAndWhatIsForeignStays() throws IOException {
    Set<String> before = names(target);
    Set<String> foreign = new TreeSet<>(List.of("README", "duplicity-full.x.manifest"));
    for (String name : foreign) {
      put(name);
    }
    put("duplicity-full.20250101T000000Z.vol1.difftar.gz");
    put("duplicity-inc.20250101T000000Z.to.20250102T000000Z.manifest");
    put("duplicity-new-signatures.20250101T000000Z.to.20250102T000000Z.sigtar.gz");
    Removal removal = backups(target).cleanup();
    assertEquals(3, removal.delete(removal.plan()).remoteNames().size());
    before.addAll(foreign);
    assertEquals(before, names(target));
    assertEquals(7, restorable(target).size());
  }

  private void put(String name) throws IOException {
    target.put(name, Files.write(chain.work.resolve("any"), new byte[10]));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void aTargetThatFailsAnywhereKeepsWholeSetsAndTheNextRunFinishes(Fault fault) throws IOException {
    Set<String> whole = restOf(6);
    int deletions = names(target).size() - whole.size();
    for (int call = 3; call < deletions + 3; call++) { // the first two calls list
      Transport at = copy();
      var failing = new FailingTransport(at, call, fault);
      Removal removal = Backups.at(failing).removeOlderThan(minute(6));
      RemovalReport report = removal.delete(removal.plan());
      assertTrue(failing.hasFailed());
      assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
      int rest = report.failures().size() + report.kept().size();
      assertEquals(deletions, report.remoteNames().size() + rest);
      assertNextRunFinishes(at, whole);
    }
  }

  @Test
  void aRunThatIsKilledAnywhereLeavesWholeSetsAndTheNextFinishes() throws IOException {
    Set<String> rest = restOf(6);
    int deletions = names(target).size() - rest.size();
    for (int last = 1; last <= deletions; last++) {
      Transport at = copy();
      var killer = new Killer(last);
      Removal removal = Backups.at(at).listener(killer).removeOlderThan(minute(6));
      RetentionPlan plan = removal.plan();
      assertThrows(IllegalStateException.class, () -> removal.delete(plan));
      assertEquals(rest.size() + deletions - last, names(at).size());
      assertNextRunFinishes(at, rest);
    }
  }

  private Set<String> restOf(int minute) throws IOException {
    Transport all = copy();
    Removal removal = Backups.at(all).removeOlderThan(minute(minute));
    removal.delete(removal.plan());
    return names(all);
  }

  private void assertNextRunFinishes(Transport at, Set<String> rest) throws IOException {
    List<Long> left = restorable(at);
    assertTrue(left.containsAll(List.of(6L, 7L)), left::toString);
    Removal next = Backups.at(at).removeOlderThan(minute(6));
    assertEquals(Outcome.COMPLETE, next.delete(next.plan()).outcome());
    Removal leftovers = Backups.at(at).cleanup();
    leftovers.delete(leftovers.plan());
    assertEquals(rest, names(at));
  }

  private Transport copy() throws IOException {
    var copy = new MemoryTransport();
    Path file = chain.work.resolve("copied");
    for (String name : names(target)) {
      target.get(name, file);
      copy.put(name, file);
    }
    return copy;
  }

  /** Ends the run when so many files were deleted. */
  private static final class Killer implements JdupListener {
    private int lives;

    Killer(int lives) {
      this.lives = lives;
    }

    @Override
    public void fileDeleted(String fileName) {
      lives--;
      if (lives == 0) {
        throw new IllegalStateException("killed after " + fileName);
      }
    }
  }

  @Test
  void aManifestThatCannotBeDeletedKeepsAllThatItsSetNeeds() throws IOException {
    Transport at = copy();
    String second = "duplicity-inc.20260101T000100Z.to.20260101T000200Z.";
    RemovalReport report = deleted(at, name -> name.startsWith(second + "manifest"));
    assertEquals(
        List.of(new Failure(second + "manifest", "cannot be deleted on purpose")),
        report.failures());
    assertEquals(List.of(1L, 2L, 6L, 7L), restorable(at));
  }

  @Test
  void aVolumeThatCannotBeDeletedKeepsNothingElse() throws IOException {
    Transport at = copy();
    RemovalReport report = deleted(at, name -> name.contains("to.20260101T000200Z.vol1."));
    assertEquals(1, report.failures().size());
    assertEquals(List.of(), report.kept());
    assertEquals(List.of(6L, 7L), restorable(at));
  }

  private RemovalReport deleted(Transport at, Predicate<String> stubborn) throws IOException {
    var transport = new StubbornTransport(at, stubborn, TransportException.Kind.FAILED);
    Removal removal = Backups.at(transport).removeOlderThan(minute(6));
    RemovalReport report = removal.delete(removal.plan());
    assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
    return report;
  }

  @Test
  void aLostConnectionIsNotTriedAgainForEveryFile() throws IOException {
    var transport =
        new StubbornTransport(copy(), name -> true, TransportException.Kind.NO_CONNECTION);
    Removal removal = Backups.at(transport).removeOlderThan(minute(6));
    RetentionPlan plan = removal.plan();
    RemovalReport report = removal.delete(plan);
    assertEquals(1, report.failures().size());
    assertEquals(plan.remoteNames().size() - 1, report.kept().size());
    assertEquals(1, transport.asked().size());
  }

  @Test
  void nothingIsDeletedIfThePlanHoldsNoMore() throws IOException {
    put("duplicity-full.20250101T000000Z.vol1.difftar.gz");
    Removal removal = backups(target).cleanup();
    RetentionPlan plan = removal.plan();
    put("duplicity-full.20250101T000000Z.vol2.difftar.gz"); // as a backup that runs would
    Set<String> before = names(target);
    assertThrows(PlanOutdatedException.class, () -> removal.delete(plan));
    assertEquals(before, names(target));
  }

  @Test
  void nothingIsDeletedWhileAnotherRunUsesTheArchiveDir() throws IOException {
    Removal removal = olderThanMinute(target, 6);
    RetentionPlan plan = removal.plan();
    Set<String> before = names(target);
    try (ArchiveDir other = ArchiveDir.open(chain.archive)) {
      assertTrue(other.holds("lockfile"));
      assertThrows(ArchiveDirLockedException.class, () -> removal.delete(plan));
    }
    assertEquals(before, names(target));
  }

  @Test
  void theSetOfAnInterruptedRunGoesManifestFirst() throws IOException {
    String set = "20260101T000700Z.to.20260101T000800Z.";
    String volume = "duplicity-inc." + set + "vol1.difftar.gz";
    put(volume);
    Path manifest = chain.archive.resolve("duplicity-inc." + set + "manifest.part");
    Files.writeString(manifest, "");
    Files.writeString(chain.archive.resolve("duplicity-new-signatures." + set + "sigtar.part"), "");
    var seen = new ArrayList<Boolean>();
    JdupListener listener =
        new JdupListener() {
          @Override
          public void fileDeleted(String fileName) {
            seen.add(Files.exists(manifest));
          }
        };
    Removal removal = backups(target).listener(listener).cleanup();
    RemovalReport report = removal.delete(removal.plan());
    assertEquals(List.of(volume), report.remoteNames());
    assertEquals(2, report.localNames().size());
    assertEquals(List.of(false), seen);
    assertTrue(localNames().contains(INDEX), "the index is of what is left");
    assertEquals(7, restorable(target).size());
  }

  @Test
  void anIndexOfSignaturesThatGoGoesWithThem() throws IOException {
    Path aside = chain.work.resolve("aside");
    Files.move(chain.archive, aside);
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    chain.backUp(target); // from another machine
    WorkDirectory.deleteTree(chain.archive);
    Files.move(aside, chain.archive);
    assertTrue(localNames().contains(INDEX));
    Removal removal = olderThanMinute(target, 8);
    assertTrue(removal.delete(removal.plan()).localNames().contains(INDEX));
    assertEquals(Set.of(), localNames());
    assertEquals(List.of(8L), restorable(target));
  }

  @Test
  void signaturesThatAreThereTwiceGoBoth() throws IOException {
    put("duplicity-full-signatures.20260101T000100Z.sigtar.gpg");
    Removal removal = olderThanMinute(target, 6);
    removal.delete(removal.plan());
    assertEquals(Set.of(), namesWith("20260101T000100Z"));
  }

  private Set<String> namesWith(String part) throws IOException {
    Set<String> names = names(target);
    names.removeIf(name -> !name.contains(part));
    return names;
  }

  @Test
  void aCountBelowOneIsRefusedAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> backups(target).removeAllButNFull(0));
    assertThrows(
        IllegalArgumentException.class, () -> backups(target).removeAllIncrementalsOfButNFull(-1));
  }

  @Test
  void anEmptyPlaceHasNothingToDelete() throws IOException {
    Removal removal = Backups.at(new MemoryTransport()).removeAllButNFull(1);
    assertTrue(removal.plan().isEmpty());
    assertEquals(Outcome.COMPLETE, removal.delete(removal.plan()).outcome());
  }
}
