package io.jdup.collection;

import static io.jdup.collection.CollectionStatusTest.full;
import static io.jdup.collection.CollectionStatusTest.inc;
import static io.jdup.collection.CollectionStatusTest.listing;
import static io.jdup.collection.CollectionStatusTest.time;
import static io.jdup.collection.CollectionStatusTest.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.SignatureChain.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of several files that should be one is used, and what becomes of the others. */
class ListedNamesTest {
  private static final String A = "20231114T000000Z";
  private static final String B = "20231115T000000Z";
  private static final String C = "20231116T000000Z";
  private static final String FULL = "duplicity-full." + A;
  private static final String SIGNATURES = "duplicity-full-signatures." + A + ".sigtar";

  private static CollectionStatus status(List<String> local, List<String> remote) {
    return CollectionStatus.of(local, remote, FileNaming.DEFAULT);
  }

  private static List<String> names(List<ListedFile> files) {
    return files.stream().map(ListedFile::name).toList();
  }

  @Test
  void finalFilesComeBeforePartialOnesAndEncryptedOnesBeforeOthers() {
    for (List<String> inOrder :
        List.of(
            List.of("df.s44we8.m", "df.s44we8.m.p.z"),
            List.of("df.s44we8.m.g", "df.s44we8.m.z", "df.s44we8.m"),
            List.of(FULL + ".manifest.gpg", FULL + ".manifest.gz", FULL + ".manifest"),
            List.of(FULL + ".manifest", FULL + ".manifest.part.gpg", FULL + ".manifest.part"),
            List.of(FULL + ".vol1.difftar", FULL + ".vol1.difftar.part.gpg"))) {
      assertEquals(inOrder, names(ListedFiles.of(inOrder, FileNaming.DEFAULT).all()));
      List<String> reversed = new ArrayList<>(inOrder);
      Collections.reverse(reversed);
      assertEquals(inOrder, names(ListedFiles.of(reversed, FileNaming.DEFAULT).all()));
    }
  }

  @Test
  void allFilesThatClaimToBeAVolumeOrTheManifestAreTold() {
    List<String> remote = new ArrayList<>(listing(full(A)));
    remote.addAll(
        List.of(
            FULL + ".vol1.difftar.gpg",
            FULL + ".vol2.difftar.gz",
            FULL + ".vol2.difftar",
            FULL + ".manifest.gpg"));
    BackupSet set = status(List.of(), remote).sets().get(0);
    assertEquals(
        List.of(FULL + ".vol1.difftar.gpg", FULL + ".vol1.difftar.gz"), names(set.volumeFiles(1)));
    assertEquals(
        List.of(FULL + ".vol2.difftar.gz", FULL + ".vol2.difftar"), names(set.volumeFiles(2)));
    assertEquals(List.of(), set.volumeFiles(3));
    assertEquals(List.of(FULL + ".manifest.gpg", FULL + ".manifest"), names(set.manifestFiles()));
  }

  @Test
  void localFilesOfASetAreToldApart() {
    List<String> local =
        List.of(
            FULL + ".jsonstat.gz",
            FULL + ".manifest",
            FULL + ".manifest.part",
            FULL + ".vol1.difftar.gz");
    BackupSet set = status(local, listing(full(A))).sets().get(0);
    assertEquals(Optional.of(FULL + ".manifest"), set.localManifest().map(ListedFile::name));
    assertEquals(
        Optional.of(FULL + ".manifest.part"), set.localPartialManifest().map(ListedFile::name));
    assertEquals(Optional.of(FULL + ".jsonstat.gz"), set.localStatistics().map(ListedFile::name));
    assertEquals(local.subList(0, 3), set.localNames()); // a volume has no business there
    BackupSet other = status(local.subList(1, 2), listing(full(A))).sets().get(0);
    assertEquals(Optional.empty(), other.localStatistics());
    assertEquals(Optional.empty(), other.localPartialManifest());
    BackupSet partial = status(local.subList(2, 3), listing(full(A))).sets().get(0);
    assertEquals(Optional.empty(), partial.localManifest());
  }

  @Test
  void secondSignatureFileIsReportedAtTheRemotePlaceOnly() {
    List<String> twice = listing(full(A), SIGNATURES + ".gpg");
    CollectionStatus status = status(List.of(), twice);
    assertEquals(1, status.problems().size());
    assertEquals(
        List.of(SIGNATURES + ".gpg", SIGNATURES + ".gz"), status.problems().get(0).fileNames());
    assertEquals(List.of(SIGNATURES + ".gpg"), status.signatureChains(Place.REMOTE).get(0).names());
    List<String> local = List.of(SIGNATURES + ".gz", SIGNATURES + ".part");
    assertEquals(List.of(), status(local, listing(full(A))).problems());
  }

  @Test
  void partialSignaturesAtTheRemotePlaceDoNotCount() {
    List<String> remote = listing(without(full(A), "signatures"), SIGNATURES + ".part");
    CollectionStatus status = status(List.of(), remote);
    assertEquals(List.of(), status.signatureChains(Place.REMOTE));
    assertEquals(List.of(SIGNATURES + ".part"), status.problems().get(0).fileNames());
    CollectionStatus local = status(List.of(SIGNATURES + ".part"), remote);
    assertEquals(List.of(SIGNATURES + ".part"), local.signatureChains(Place.LOCAL).get(0).names());
  }

  @Test
  void signaturesThatReachTheNewestSetAreTakenWhereverTheyAre() {
    List<String> all = listing(full(A), inc(A, B), inc(B, C));
    CollectionStatus status = status(listing(full(A), inc(A, B)), all);
    assertEquals(time(C), status.activeChain().orElseThrow().end());
    assertEquals(Place.REMOTE, status.activeSignatureChain().orElseThrow().place());
  }

  @Test
  void statesThatOnlyTheRemoteSignaturesCoverAreListedFromThem() throws Exception {
    CollectionStatus status = status(listing(full(A)), listing(full(A), inc(A, B)));
    assertEquals(Place.REMOTE, status.signatureChainFor(time(B)).orElseThrow().place());
    assertEquals(Place.LOCAL, status.signatureChainFor(time(A)).orElseThrow().place());
  }

  @Test
  void chainsAreToldForPeople() {
    CollectionStatus status = status(listing(full(A)), listing(full(A), inc(A, B)));
    assertEquals("full " + A + " + 1 incrementals", status.chains().get(0).toString());
    assertEquals(2, status.chains().get(0).volumeCount());
    SignatureChain local = status.signatureChains(Place.LOCAL).get(0);
    assertEquals("local signatures of full " + A + " + 0", local.toString());
    assertTrue(local.isLocal());
    SignatureChain remote = status.signatureChains(Place.REMOTE).get(0);
    assertEquals("remote signatures of full " + A + " + 1", remote.toString());
    assertFalse(remote.isLocal());
  }

  @Test
  void interruptedSetsNeitherHideThatOneIsLostNorAreLost() {
    List<String> local =
        listing(full(A), inc(A, B), "duplicity-inc." + A + ".to." + C + ".manifest.part");
    List<String> remote = listing(full(A), "duplicity-inc." + A + ".to." + C + ".vol1.difftar.gz");
    assertEquals(List.of(SetId.incremental(time(A), time(B))), status(local, remote).lostSets());
    List<String> orphan = List.of("duplicity-inc." + B + ".to." + C + ".manifest.part");
    assertEquals(List.of(), status(orphan, listing(full(A))).lostSets());
  }
}
