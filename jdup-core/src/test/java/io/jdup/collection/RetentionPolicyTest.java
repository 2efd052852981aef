package io.jdup.collection;

import static io.jdup.collection.CollectionStatusTest.full;
import static io.jdup.collection.CollectionStatusTest.inc;
import static io.jdup.collection.CollectionStatusTest.listing;
import static io.jdup.collection.CollectionStatusTest.time;
import static io.jdup.collection.CollectionStatusTest.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
  private static final String A = "20231114T000000Z";
  private static final String B = "20231115T000000Z";
  private static final String C = "20231116T000000Z";
  private static final String D = "20231117T000000Z";
  private static final String E = "20231118T000000Z";

  private static final List<String> THREE_CHAINS =
      listing(full(A), inc(A, B), full(C), inc(C, D), full(E));

  @Test
  void wholeChainsThatEndedBeforeTheTimeGo() {
    RetentionPlan plan = RetentionPolicy.removeOlderThan(status(THREE_CHAINS), time(C));
    assertEquals(Set.copyOf(listing(full(A), inc(A, B))), Set.copyOf(plan.remoteNames()));
    assertEquals(Set.copyOf(listing(full(A), inc(A, B))), all(plan));
    assertEquals(List.of(time(B), time(A)), times(plan.sets()));
    assertEquals(List.of(), plan.stillNeeded());
    assertFalse(plan.isEmpty());
  }

  @Test
  void newestChainThatWouldGoIsTold() {
    CollectionStatus status = status(THREE_CHAINS);
    assertEquals(Optional.empty(), RetentionPolicy.removeOlderThan(status, time(E)).sparedChain());
    assertEquals(
        Optional.of(time(E)),
        RetentionPolicy.removeOlderThan(status, time(E).plusSeconds(1))
            .sparedChain()
            .map(BackupChain::end));
    CollectionStatus empty = status(List.of());
    assertEquals(Optional.empty(), RetentionPolicy.removeOlderThan(empty, time(E)).sparedChain());
  }

  @Test
  void signaturesBeyondTheSetsOfAChainGoWithItAndOthersStay() {
    String beyondFirst = "duplicity-new-signatures." + B + ".to." + E + ".sigtar.gz";
    String beyondSecond = "duplicity-new-signatures." + D + ".to." + E + ".sigtar.gz";
    List<String> names = new ArrayList<>(THREE_CHAINS);
    names.addAll(List.of(beyondFirst, beyondSecond));
    CollectionStatus status = CollectionStatus.of(names, names, FileNaming.DEFAULT);
    RetentionPlan plan = RetentionPolicy.removeOlderThan(status, time(C));
    for (List<String> going : List.of(plan.remoteNames(), plan.localNames())) {
      assertTrue(going.contains(beyondFirst), going.toString());
      assertFalse(going.contains(beyondSecond), going.toString());
    }
  }

  private static Set<String> all(RetentionPlan plan) {
    assertEquals(plan.remoteNames().size(), Set.copyOf(plan.remoteNames()).size());
    return Set.copyOf(plan.remoteNames());
  }

  @Test
  void oldSetsThatNewerOnesNeedAreToldAndStay() {
    RetentionPlan plan = RetentionPolicy.removeOlderThan(status(THREE_CHAINS), time(D));
    assertEquals(List.of(time(B), time(A)), times(plan.sets()));
    assertEquals(List.of(time(C)), times(plan.stillNeeded()));
  }

  @Test
  void theChainThatEndsLastNeverGoes() {
    RetentionPlan plan =
        RetentionPolicy.removeOlderThan(status(THREE_CHAINS), time(E).plusSeconds(1));
    assertEquals(List.of(time(D), time(C), time(B), time(A)), times(plan.sets()));
    List<String> withoutSignatures = listing(without(full(A), "signatures"));
    assertTrue(RetentionPolicy.removeOlderThan(status(withoutSignatures), time(E)).isEmpty());
  }

  @Test
  void localCopiesGoAsWell() {
    List<String> local = listing(without(full(A), "vol"), without(full(E), "vol"));
    CollectionStatus status = CollectionStatus.of(local, THREE_CHAINS, FileNaming.DEFAULT);
    RetentionPlan plan = RetentionPolicy.removeOlderThan(status, time(E));
    assertEquals(Set.copyOf(listing(without(full(A), "vol"))), Set.copyOf(plan.localNames()));
  }

  @Test
  void theLastFullsStay() {
    assertEquals(
        List.of(time(D), time(C), time(B), time(A)),
        times(RetentionPolicy.removeAllButNFull(status(THREE_CHAINS), 1).sets()));
    assertEquals(
        List.of(time(B), time(A)),
        times(RetentionPolicy.removeAllButNFull(status(THREE_CHAINS), 2).sets()));
    assertTrue(RetentionPolicy.removeAllButNFull(status(THREE_CHAINS), 3).isEmpty());
    assertTrue(RetentionPolicy.removeAllButNFull(status(THREE_CHAINS), 4).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> RetentionPolicy.removeAllButNFull(status(THREE_CHAINS), 0));
  }

  @Test
  void incrementalsCanGoWithoutTheirFull() {
    RetentionPlan plan = RetentionPolicy.removeAllIncrementalsOfButNFull(status(THREE_CHAINS), 1);
    assertEquals(Set.copyOf(listing(inc(A, B), inc(C, D))), all(plan));
    RetentionPlan none =
        RetentionPolicy.removeAllIncrementalsOfButNFull(status(listing(full(A), full(B))), 1);
    assertTrue(none.isEmpty());
    List<String> names = listing(full(A), full(B), inc(B, C), full(D));
    RetentionPlan one = RetentionPolicy.removeAllIncrementalsOfButNFull(status(names), 1);
    assertEquals(List.of(time(B)), one.chains().stream().map(BackupChain::start).toList());
  }

  @Test
  void cleanupTakesOrphansAndUnfinishedSetsOnly() {
    List<String> names =
        listing(
            full(A),
            inc(A, B),
            inc(C, D),
            without(without(inc(B, E), "manifest"), "signatures"),
            "README");
    RetentionPlan plan = RetentionPolicy.cleanup(status(names));
    assertEquals(
        Set.copyOf(listing(inc(C, D), without(without(inc(B, E), "manifest"), "signatures"))),
        all(plan));
  }

  @Test
  void cleanupLeavesASetThatLacksOnlyItsSignatures() {
    List<String> names = listing(full(A), inc(A, B), without(inc(B, C), "signatures"));
    assertTrue(RetentionPolicy.cleanup(status(names)).isEmpty());
  }

  @Test
  void cleanupTellsTheTwoPlacesApart() {
    String signatures = "duplicity-new-signatures." + A + ".to." + B + ".sigtar.gz";
    List<String> chain = listing(full(A), signatures);
    CollectionStatus status =
        CollectionStatus.of(List.of(signatures), chain, FileNaming.DEFAULT); // no full one here
    assertEquals(List.of(signatures), RetentionPolicy.cleanup(status).localNames());
    assertEquals(List.of(), RetentionPolicy.cleanup(status).remoteNames());
    List<String> remote = listing(without(full(A), "signatures"), signatures);
    status = CollectionStatus.of(listing(full(A), signatures), remote, FileNaming.DEFAULT);
    assertEquals(List.of(), RetentionPolicy.cleanup(status).localNames());
    assertEquals(List.of(signatures), RetentionPolicy.cleanup(status).remoteNames());
  }

  @Test
  void signaturesThatTheActiveChainMayNeedStay() {
    String signatures = "duplicity-new-signatures." + A + ".to." + C + ".sigtar.gz";
    List<String> remote =
        listing(
            full(A),
            without(inc(A, B), "signatures"),
            without(inc(B, C), "signatures"),
            signatures);
    CollectionStatus status = CollectionStatus.of(List.of(signatures), remote, FileNaming.DEFAULT);
    assertEquals(time(C), status.activeChain().orElseThrow().end());
    assertTrue(RetentionPolicy.cleanup(status).isEmpty());
  }

  @Test
  void allThatASetLeftGoesVolumesLastFirstThenStatistics() {
    List<String> names =
        listing(
            full(A),
            "duplicity-full." + A + ".vol2.difftar.gz",
            "duplicity-full." + A + ".vol1.difftar.gpg",
            "duplicity-full." + A + ".manifest.part",
            "duplicity-full." + A + ".jsonstat.gz",
            full(B));
    SetFiles files = RetentionPolicy.removeOlderThan(status(names), time(B)).files().get(0);
    assertEquals(
        List.of(
            "duplicity-full." + A + ".vol1.difftar.gz",
            "duplicity-full." + A + ".vol2.difftar.gz",
            "duplicity-full." + A + ".vol1.difftar.gpg",
            "duplicity-full." + A + ".jsonstat.gz"),
        files.volumes());
    assertEquals(
        List.of("duplicity-full." + A + ".manifest", "duplicity-full." + A + ".manifest.part"),
        files.remoteManifests());
  }

  @Test
  void cleanupGivesUpAnInterruptedRun() {
    List<String> local =
        List.of(
            "duplicity-full." + A + ".manifest.part",
            "duplicity-full-signatures." + A + ".sigtar.part");
    List<String> remote = List.of("duplicity-full." + A + ".vol1.difftar.gz");
    RetentionPlan plan =
        RetentionPolicy.cleanup(CollectionStatus.of(local, remote, FileNaming.DEFAULT));
    assertEquals(remote, plan.remoteNames());
    assertEquals(Set.copyOf(local), Set.copyOf(plan.localNames()));
  }

  @Test
  void theManifestOfAnInterruptedRunGoesBeforeItsSignatures() { // a property found the other order
    List<String> local =
        List.of(
            "duplicity-inc." + A + ".to." + B + ".manifest.part",
            "duplicity-new-signatures." + A + ".to." + B + ".sigtar.part");
    List<String> remote =
        listing(full(A), "duplicity-new-signatures." + A + ".to." + B + ".sigtar.gz");
    CollectionStatus status = CollectionStatus.of(local, remote, FileNaming.DEFAULT);
    assertEquals(local, RetentionPolicy.cleanup(status).localNames());
    CollectionStatus cut = CollectionStatus.of(local.subList(1, 2), remote, FileNaming.DEFAULT);
    assertEquals(time(A), cut.activeChain().orElseThrow().end());
  }

  private static CollectionStatus status(List<String> remote) {
    return CollectionStatus.of(List.of(), remote, FileNaming.DEFAULT);
  }

  private static List<Object> times(List<BackupSet> sets) {
    return sets.stream().map(set -> (Object) set.time()).toList();
  }
}
