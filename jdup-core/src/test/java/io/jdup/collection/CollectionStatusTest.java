package io.jdup.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.SignatureChain.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What duplicity says of the lists here was seen with 0.8.22; CollectionStatusIT asks it again. */
class CollectionStatusTest {
  private static final Path FIXTURES = Path.of("..", "testdata", "fixtures");
  private static final String A = "20231114T000000Z";
  private static final String B = "20231115T000000Z";
  private static final String C = "20231116T000000Z";
  private static final String D = "20231117T000000Z";

  @Test
  void everyFixtureIsUnderstoodAsDuplicityDoes() throws IOException {
    List<Path> fixtures;
    try (Stream<Path> all = Files.list(FIXTURES)) {
      fixtures = all.filter(dir -> Files.exists(dir.resolve("collection-status.txt"))).toList();
    }
    assertTrue(fixtures.size() > 25, "only " + fixtures.size());
    for (Path fixture : fixtures) {
      String output = Files.readString(fixture.resolve("collection-status.txt"));
      CollectionStatus status =
          CollectionStatus.of(List.of(), names(fixture.resolve("archive")), naming(fixture));
      assertEquals(StatusText.fromDuplicity(output), StatusText.of(status), fixture.toString());
      assertEquals(List.of(), status.problems());
    }
  }

  private static FileNaming naming(Path fixture) {
    return fixture.endsWith("prefixes")
        ? FileNaming.DEFAULT
            .withPrefix("all_")
            .withArchivePrefix("arc_")
            .withManifestPrefix("man_")
            .withSignaturePrefix("sig_")
        : FileNaming.DEFAULT;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  // fixture dup3-jsonstat, by duplicity 3.0.2.dev
  @Test
  void statisticsBelongToTheirSet() throws IOException {
    List<String> names = names(FIXTURES.resolve("dup3-jsonstat/archive"));
    List<String> cache = names(FIXTURES.resolve("dup3-jsonstat/cache"));
    BackupChain chain =
        CollectionStatus.of(cache, names, FileNaming.DEFAULT).activeChain().orElseThrow();
    String name = "duplicity-full.20231114T221320Z.jsonstat.gz";
    assertEquals(Optional.of(name), chain.full().statistics().map(ListedFile::name));
    assertEquals(Optional.of(name), chain.full().localStatistics().map(ListedFile::name));
    for (BackupSet set : chain.sets()) { // so that they go when the set goes
      assertEquals(1, set.remoteNames().stream().filter(n -> n.contains(".jsonstat")).count());
      assertEquals(1, set.localNames().stream().filter(n -> n.contains(".jsonstat")).count());
    }
  }

  @Test
  void statisticsAloneMakeNoSet() {
    String name = "duplicity-full." + A + ".jsonstat.gz";
    CollectionStatus status = CollectionStatus.of(List.of(), List.of(name), FileNaming.DEFAULT);
    assertEquals(List.of(), status.sets());
    assertEquals(List.of(name), status.strayStatistics().stream().map(ListedFile::name).toList());
  }

  @Test
  void plantedFilesAreToldApart() throws IOException {
    CollectionStatus status =
        CollectionStatus.of(
            List.of(), names(FIXTURES.resolve("two-chains/archive")), FileNaming.DEFAULT);
    assertEquals(2, status.chains().size());
    assertEquals(
        List.of("inc 20231118T000000Z to 20231119T000000Z (1 volume)"),
        status.orphanedSets().stream().map(BackupSet::toString).toList());
    assertEquals(
        List.of("duplicity-inc.20231116T000000Z.to.20231117T000000Z.vol1.difftar.gz"),
        status.setsWithoutManifest().get(0).remoteNames());
    assertEquals(
        List.of("duplicity-new-signatures.20231118T000000Z.to.20231119T000000Z.sigtar.gz"),
        status.orphanedSignatures(Place.REMOTE).stream().map(ListedFile::name).toList());
    assertEquals(7, status.sets().size());
  }

  @Test
  void anInterruptedRunIsAPartialSet() throws IOException {
    List<String> remote = new ArrayList<>(names(FIXTURES.resolve("resumed/interrupted")));
    remote.add("duplicity-full.20231114T221320Z.vol1.difftar.gz");
    remote.add("duplicity-full.20231114T221320Z.vol2.difftar.gz");
    List<String> local = names(FIXTURES.resolve("resumed/interrupted-cache"));
    CollectionStatus status = CollectionStatus.of(local, remote, FileNaming.DEFAULT);
    BackupSet set = status.partialSet().orElseThrow();
    assertTrue(set.isPartial() && set.isComplete());
    assertEquals(3, set.volumes().size());
    assertEquals(
        Optional.of("duplicity-full.20231114T221320Z.manifest.part"),
        set.localPartialManifest().map(ListedFile::name));
    assertEquals(Place.LOCAL, status.activeSignatureChain().orElseThrow().place());
    CollectionStatus without = status(remote);
    assertEquals(Optional.empty(), without.partialSet());
    assertEquals(1, without.setsWithoutManifest().size());
  }

  @Test
  void aFinishedRunIsNotPartialWhateverItLeftHere() {
    List<String> remote = listing(full(A));
    List<String> local = List.of("duplicity-full." + A + ".manifest.part");
    CollectionStatus status = CollectionStatus.of(local, remote, FileNaming.DEFAULT);
    assertEquals(Optional.empty(), status.partialSet());
    assertEquals(1, status.chains().size());
  }

  @Test
  void theLastSetIsDroppedFromTheActiveChainIfItsSignaturesAreMissing() {
    CollectionStatus status = status(listing(full(A), inc(A, B), without(inc(B, C), "new-sig")));
    assertEquals(time(B), status.activeChain().orElseThrow().end());
    assertEquals(time(C), status.chains().get(0).end());
    assertEquals(time(C), status.setWithoutSignatures().orElseThrow().time());
    assertEquals(status.setWithoutSignatures().stream().toList(), status.incompleteSets());
    assertEquals(List.of(), status.setsWithoutManifest());
  }

  @Test
  void aSetWithoutSignaturesCanBeRestoredStill() throws AmbiguousTimeException {
    CollectionStatus status = status(listing(full(A), inc(A, B), without(inc(B, C), "new-sig")));
    BackupChain chain = status.chainFor(time(D)).orElseThrow();
    assertEquals(3, chain.setsAsOf(time(D)).size());
  }

  @Test
  void aFullAndOneIncrementalWithoutSignaturesIsNoActiveChain() {
    CollectionStatus status = status(listing(full(A), without(inc(A, B), "new-sig")));
    assertEquals(Optional.empty(), status.activeChain());
    assertEquals(Optional.empty(), status.setWithoutSignatures());
    assertEquals(1, status.secondaryChains().size());
  }

  @Test
  void signaturesOfARunThatBrokeOffDoNotStopTheNextIncremental() {
    CollectionStatus status = status(listing(full(A), inc(A, B), without(inc(B, C), "manifest")));
    assertEquals(time(B), status.activeChain().orElseThrow().end());
    assertEquals(2, status.activeSignatureChain().orElseThrow().files().size());
    assertEquals(1, status.incompleteSets().size());
  }

  @Test
  void theLaterOfTwoIncrementalsOnOneSetWins() {
    CollectionStatus status = status(listing(full(A), inc(A, B), inc(A, C)));
    assertEquals(time(C), status.activeChain().orElseThrow().end());
    assertEquals(List.of(time(B)), status.supersededSets().stream().map(BackupSet::time).toList());
    assertEquals(1, status.orphanedSignatures(Place.REMOTE).size());
    assertEquals(List.of(), status.incompleteSets());
  }

  @Test
  void localSignaturesArePreferred() {
    List<String> names = listing(full(A), inc(A, B));
    CollectionStatus status = CollectionStatus.of(names, names, FileNaming.DEFAULT);
    assertEquals(Place.LOCAL, status.activeSignatureChain().orElseThrow().place());
    assertEquals(1, status.chains().size());
    assertTrue(status.chains().get(0).last().localManifest().isPresent());
  }

  @Test
  void theLocalCopyOfAManifestMakesNoSet() {
    CollectionStatus status = CollectionStatus.of(listing(full(A)), List.of(), FileNaming.DEFAULT);
    assertEquals(List.of(), status.sets());
  }

  @Test
  void theEncryptedOneOfTwoVolumesIsUsedAndTheCaseReported() {
    List<String> names = new ArrayList<>(listing(full(A)));
    names.add("duplicity-full." + A + ".vol1.difftar.gpg");
    names.add("duplicity-full." + A + ".manifest.gpg");
    CollectionStatus status = status(names);
    BackupSet set = status.chains().get(0).full();
    assertEquals(FileEncoding.OPENPGP, set.volumes().get(1).encoding());
    assertEquals(FileEncoding.OPENPGP, set.manifest().orElseThrow().encoding());
    assertEquals(2, status.problems().size());
    assertEquals(names.size() - 1, set.remoteNames().size()); // all but the signatures
  }

  @Test
  void aPartialManifestAtTheRemotePlaceDoesNotCount() {
    CollectionStatus status =
        status(
            List.of(
                "duplicity-full." + A + ".manifest.part", "duplicity-full." + A + ".vol1.difftar"));
    assertEquals(List.of(), status.chains());
    assertEquals(1, status.problems().size());
    assertEquals(2, status.setsWithoutManifest().get(0).remoteNames().size());
  }

  @Test
  void gapsInTheVolumesShow() {
    List<String> names = new ArrayList<>(listing(full(A)));
    names.add("duplicity-full." + A + ".vol4.difftar.gz");
    names.add("duplicity-full." + A + ".vol6.difftar.gz");
    BackupSet set = status(names).chains().get(0).full();
    assertEquals(List.of(new VolumeRange(2, 3), new VolumeRange(5, 5)), set.missingVolumes());
    assertEquals("2-3", set.missingVolumes().get(0).toString());
  }

  @Test
  void aTimeChoosesTheChainThatCoversItElseTheOneBeforeElseTheFirst() throws Exception {
    CollectionStatus status = status(listing(full(A), inc(A, B), full(C)));
    assertEquals(time(A), status.chainFor(time(B)).orElseThrow().start());
    assertEquals(time(A), status.chainFor(time(B).plusSeconds(1)).orElseThrow().start());
    assertEquals(time(C), status.chainFor(time(D)).orElseThrow().start());
    assertEquals(time(A), status.chainFor(Instant.EPOCH).orElseThrow().start());
    assertEquals(time(C), status.signatureChainFor(time(D)).orElseThrow().start());
    assertEquals(time(A), status.signatureChainFor(Instant.EPOCH).orElseThrow().start());
    assertEquals(Optional.empty(), status(List.of()).chainFor(time(A)));
    BackupChain first = status.chains().get(0);
    assertEquals(1, first.setsAsOf(time(B).minusSeconds(1)).size());
    assertEquals(2, first.setsAsOf(time(B)).size());
    assertEquals(1, first.setsAsOf(Instant.EPOCH).size());
  }

  @Test
  void aTimeThatTwoChainsCoverIsAmbiguous() {
    CollectionStatus status = status(listing(full(A), inc(A, C), full(B), inc(B, D)));
    var e = assertThrows(AmbiguousTimeException.class, () -> status.chainFor(time(C)));
    assertTrue(e.getMessage().contains("full " + A), e.getMessage());
    assertThrows(AmbiguousTimeException.class, () -> status.signatureChainFor(time(C)));
  }

  @Test
  void listingPrefersLocalSignatures() throws Exception {
    List<String> names = listing(full(A), inc(A, B));
    CollectionStatus status = CollectionStatus.of(names, names, FileNaming.DEFAULT);
    for (Instant when : new Instant[] {Instant.EPOCH, time(A), time(D)}) {
      assertEquals(Place.LOCAL, status.signatureChainFor(when).orElseThrow().place());
    }
    assertFalse(status.signatureChains(Place.REMOTE).isEmpty());
  }

  @Test
  void setIsLostIfItWasTheNewestAndOnlyItsFinishedManifestIsLeftHere() {
    List<String> all = listing(full(A), inc(A, B), inc(B, C));
    assertEquals(List.of(), lost(all, all));
    assertEquals(List.of(incremental(B, C)), lost(all, listing(full(A), inc(A, B))));
    String withoutManifest = without(inc(B, C), ".manifest");
    assertEquals(
        List.of(incremental(B, C)), lost(all, listing(full(A), inc(A, B), withoutManifest)));
    assertEquals(List.of(incremental(A, B), incremental(B, C)), lost(all, listing(full(A))));
    assertEquals(
        List.of(SetId.full(time(A)), incremental(A, B), incremental(B, C)),
        lost(all, List.of("foreign")));
    assertEquals(List.of(), lost(List.of(), listing(full(A)))); // nobody here knows
  }

  @Test
  void setOfAnInterruptedRunIsNotLost() {
    List<String> local = new ArrayList<>(listing(full(A), inc(A, B)));
    local.add("duplicity-inc." + A + ".to." + B + ".manifest.part");
    assertEquals(List.of(), lost(local, listing(full(A))));
    assertEquals(List.of(), lost(local, listing(full(A), inc(A, B))));
    String sigtar = without(inc(A, B), ".manifest"); // stored before the manifests
    assertEquals(List.of(), lost(listing(full(A), sigtar), listing(full(A), sigtar)));
  }

  @Test
  void setThatANewerOneOutlivesIsNotLost() {
    List<String> all = listing(full(A), inc(A, B), full(C), inc(C, D));
    assertEquals(List.of(), lost(all, listing(full(C), inc(C, D))));
    assertEquals(List.of(), lost(all, listing(full(A), full(C), inc(C, D))));
    assertEquals(List.of(), lost(all, listing(full(D)))); // another host's
    assertEquals(List.of(incremental(C, D)), lost(all, listing(full(C))));
  }

  @Test
  void newestSetWithoutItsBaseIsLostEvenIfNothingIsKnownHere() {
    assertEquals(List.of(incremental(B, C)), lost(List.of(), listing(full(A), inc(B, C))));
    assertEquals(List.of(), lost(List.of(), listing(full(A), full(D), inc(B, C))));
    assertEquals(List.of(incremental(B, C)), lost(List.of(), listing(inc(B, C))));
  }

  private static List<SetId> lost(List<String> local, List<String> remote) {
    return CollectionStatus.of(local, remote, FileNaming.DEFAULT).lostSets();
  }

  private static SetId incremental(String previous, String time) {
    return SetId.incremental(time(previous), time(time));
  }

  private static CollectionStatus status(List<String> remote) {
    return CollectionStatus.of(List.of(), remote, FileNaming.DEFAULT);
  }

  static Instant time(String text) {
    return BackupTime.parse(text).orElseThrow();
  }

  /** Returns the names in {@code sets}, each of which is names with blanks between. */
  static List<String> listing(String... sets) {
    return List.of(String.join(" ", sets).split(" "));
  }

  static String full(String time) {
    return "duplicity-full.T.manifest duplicity-full.T.vol1.difftar.gz"
        .concat(" duplicity-full-signatures.T.sigtar.gz")
        .replace(".T.", "." + time + ".");
  }

  static String inc(String previous, String time) {
    return "duplicity-inc.T.manifest duplicity-inc.T.vol1.difftar.gz"
        .concat(" duplicity-new-signatures.T.sigtar.gz")
        .replace(".T.", "." + previous + ".to." + time + ".");
  }

  static String without(String names, String part) {
    return listing(names).stream()
        .filter(name -> !name.contains(part))
        .collect(Collectors.joining(" "));
  }
}
