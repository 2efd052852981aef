package io.jdup.collection;

import static io.jdup.collection.CollectionStatusTest.full;
import static io.jdup.collection.CollectionStatusTest.inc;
import static io.jdup.collection.CollectionStatusTest.listing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyncPlanTest {
  private static final String A = "20231114T000000Z";
  private static final String B = "20231115T000000Z";
  private static final String C = "20231116T000000Z";
  private static final String D = "20231117T000000Z";

  private static final String MANIFEST = "duplicity-full." + A + ".manifest";
  private static final String SIGNATURES = "duplicity-full-signatures." + A + ".sigtar";

  @Test
  void remoteFilesAreFetchedUnderTheirLocalNames() {
    check(
        List.of(),
        List.of(MANIFEST + ".gpg", SIGNATURES + ".gpg"),
        List.of(MANIFEST, SIGNATURES + ".gz"),
        List.of());
  }

  @Test
  void volumesAndForeignFilesAreLeftAlone() {
    check(
        List.of("lockfile"),
        List.of("duplicity-full." + A + ".vol1.difftar.gz", "README"),
        List.of(),
        List.of());
  }

  @Test
  void whatIsOnBothSidesStays() {
    check(
        List.of(MANIFEST, SIGNATURES + ".gz"),
        List.of(MANIFEST + ".gpg", SIGNATURES + ".gpg"),
        List.of(),
        List.of());
  }

  @Test
  void whatIsGoneRemotelyIsDeletedHere() {
    check(
        List.of(MANIFEST, SIGNATURES + ".gz"),
        List.of(SIGNATURES + ".gpg"),
        List.of(),
        List.of(MANIFEST));
  }

  @Test
  void filesOfAnInterruptedRunStay() {
    check(List.of(MANIFEST + ".part", SIGNATURES + ".part"), List.of(), List.of(), List.of());
  }

  @Test
  void partialSignaturesAreNotOverwrittenBeforeTheManifestIsStored() {
    check(
        List.of(MANIFEST + ".part", SIGNATURES + ".part"),
        List.of(SIGNATURES + ".gpg"),
        List.of(),
        List.of());
  }

  @Test
  void ofAPartialAndAFinalFileThePartialOneStaysWhileTheRunCanBeResumed() {
    check(
        List.of(SIGNATURES + ".part", SIGNATURES + ".gz"),
        List.of(SIGNATURES + ".gz"),
        List.of(),
        List.of(SIGNATURES + ".gz"));
  }

  @Test
  void onceTheManifestIsStoredPartialFilesGiveWay() {
    check(
        List.of(MANIFEST + ".part", SIGNATURES + ".part"),
        List.of(MANIFEST + ".gpg", SIGNATURES + ".gpg"),
        List.of(MANIFEST, SIGNATURES + ".gz"),
        List.of(MANIFEST + ".part", SIGNATURES + ".part"));
  }

  @Test
  void theEncryptedOneOfTwoRemoteFilesIsFetched() {
    SyncPlan plan =
        SyncPlan.of(List.of(), List.of(MANIFEST, MANIFEST + ".gpg"), FileNaming.DEFAULT);
    assertEquals(1, plan.fetches().size());
    assertEquals(MANIFEST + ".gpg", plan.fetches().get(0).remote().name());
  }

  @Test
  void partialFilesAtTheRemotePlaceAreLeftAlone() {
    check(List.of(), List.of(MANIFEST + ".part", SIGNATURES + ".part"), List.of(), List.of());
  }

  private static void check(
      List<String> local, List<String> remote, List<String> fetches, List<String> deletions) {
    SyncPlan plan = SyncPlan.of(local, remote, FileNaming.DEFAULT);
    assertEquals(fetches, plan.fetches().stream().map(SyncPlan.Fetch::localName).toList());
    assertEquals(deletions, plan.deletions());
    assertEquals(fetches.isEmpty() && deletions.isEmpty(), plan.isEmpty());
  }

  @Test
  void aPartialSyncFetchesWhatTouchesTheChosenChain() throws Exception {
    List<String> remote = listing(full(A), inc(A, B), full(C), inc(C, D));
    BackupChain chain =
        CollectionStatus.of(List.of(), remote, FileNaming.DEFAULT)
            .chainFor(CollectionStatusTest.time(D))
            .orElseThrow();
    SyncPlan plan =
        SyncPlan.of(List.of("duplicity-full." + D + ".manifest"), remote, FileNaming.DEFAULT);
    assertEquals(8, plan.fetches().size());
    SyncPlan less = plan.touching(chain);
    assertEquals(4, less.fetches().size());
    assertTrue(less.fetches().stream().allMatch(one -> one.localName().contains(C)));
    assertEquals(1, less.deletions().size());
    assertEquals(1, plan.fetchingOnly(List.of(MANIFEST)).fetches().size());
  }
}
