package io.jdup.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.SignatureChain.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class CollectionStatusProperties {
  private static final long DAY = 86_400;

  @Property(tries = 500)
  void parsingUndoesFormatting(
      @ForAll("files") BackupFileName file, @ForAll("namings") FileNaming naming) {
    assertEquals(Optional.of(file), naming.parse(naming.format(file)));
  }

  @Property(tries = 500)
  void oddNamesAreForeignOrRead(@ForAll("oddNames") String name) {
    Optional<BackupFileName> file = FileNaming.DEFAULT.parse(name);
    assertTrue(file.isEmpty() || FileNaming.DEFAULT.parse(name).equals(file));
  }

  @Property(tries = 300)
  void theOrderOfNamesDoesNotMatter(
      @ForAll("listings") List<String> local,
      @ForAll("listings") List<String> remote,
      @ForAll Random random) {
    String before = told(CollectionStatus.of(local, remote, FileNaming.DEFAULT));
    List<String> shuffledLocal = new ArrayList<>(local);
    List<String> shuffledRemote = new ArrayList<>(remote);
    Collections.shuffle(shuffledLocal, random);
    Collections.shuffle(shuffledRemote, random);
    assertEquals(
        before, told(CollectionStatus.of(shuffledLocal, shuffledRemote, FileNaming.DEFAULT)));
  }

  @Property(tries = 300)
  void everyFileHasItsPlace(@ForAll("listings") List<String> remote) {
    CollectionStatus status = CollectionStatus.of(List.of(), remote, FileNaming.DEFAULT);
    Set<String> seen = new HashSet<>();
    status.sets().forEach(set -> seen.addAll(set.remoteNames()));
    for (SignatureChain chain : status.signatureChains(Place.REMOTE)) {
      seen.addAll(chain.names());
    }
    status.orphanedSignatures(Place.REMOTE).forEach(file -> seen.add(file.name()));
    status.strayStatistics().forEach(file -> seen.add(file.name()));
    status.problems().forEach(problem -> seen.addAll(problem.fileNames()));
    Set<String> ours = new HashSet<>(remote);
    ours.removeIf(name -> FileNaming.DEFAULT.parse(name).isEmpty());
    assertEquals(ours, seen);
  }

  @Property(tries = 300)
  void cleanupLeavesAllThatCanBeRestored(
      @ForAll("listings") List<String> local, @ForAll("listings") List<String> remote) {
    CollectionStatus before = CollectionStatus.of(local, remote, FileNaming.DEFAULT);
    RetentionPlan plan = RetentionPolicy.cleanup(before);
    List<String> left = new ArrayList<>(remote);
    left.removeAll(plan.remoteNames());
    CollectionStatus after = CollectionStatus.of(List.of(), left, FileNaming.DEFAULT);
    for (BackupChain chain : before.chains()) {
      List<SetId> finished =
          chain.sets().stream().filter(set -> !set.isPartial()).map(BackupSet::id).toList();
      boolean wasCut = finished.size() < chain.sets().size();
      assertTrue(
          wasCut || after.chains().stream().map(this::ids).anyMatch(ids -> starts(ids, finished)),
          () -> chain + " is gone");
    }
  }

  @Example
  void cleanupMayLeaveALongerChain() {
    cleanupLeavesAllThatCanBeRestored(
        List.of("di.1uo0.5k00.m.p"), List.of("df.1uo0.m", "df.5k00.m", "di.5k00.7eo0.m"));
  }

  // A chain may have become longer: what followed an unfinished set of its time follows it now.
  private static boolean starts(List<SetId> ids, List<SetId> first) {
    return ids.size() >= first.size() && ids.subList(0, first.size()).equals(first);
  }

  @Property(tries = 300)
  void aSyncLeavesNothingToSync(
      @ForAll("listings") List<String> local, @ForAll("listings") List<String> remote) {
    SyncPlan plan = SyncPlan.of(local, remote, FileNaming.DEFAULT);
    List<String> after = new ArrayList<>(local);
    after.removeAll(plan.deletions());
    plan.fetches().forEach(fetch -> after.add(fetch.localName()));
    assertTrue(SyncPlan.of(after, remote, FileNaming.DEFAULT).isEmpty());
  }

  private List<SetId> ids(BackupChain chain) {
    return chain.sets().stream().map(BackupSet::id).toList();
  }

  private static String told(CollectionStatus status) {
    return String.join(
        "\n",
        status.chains().toString(),
        status.sets().stream().map(set -> set + " " + set.remoteNames()).toList().toString(),
        status.activeChain().toString(),
        status.activeSignatureChain().map(SignatureChain::names).toString(),
        status.incompleteSets().toString(),
        status.orphanedSets().toString(),
        status.supersededSets().toString(),
        status.partialSet().toString(),
        status.orphanedSignatures(Place.LOCAL).toString(),
        status.orphanedSignatures(Place.REMOTE).toString(),
        status.problems().toString());
  }

  @Provide
  Arbitrary<FileNaming> namings() {
    return Arbitraries.of(
        FileNaming.DEFAULT,
        FileNaming.DEFAULT.shortNames(),
        FileNaming.DEFAULT.old('_', ZoneId.of("America/St_Johns")),
        FileNaming.DEFAULT.old('.', ZoneId.of("Asia/Kolkata")),
        FileNaming.DEFAULT.withPrefix("a.*").withSignaturePrefix("duplicity-full."));
  }

  @Provide
  Arbitrary<BackupFileName> files() {
    return files(Arbitraries.longs().between(1, 4_102_444_799L), 999_999_999);
  }

  private static Arbitrary<BackupFileName> files(Arbitrary<Long> seconds, int maxVolume) {
    Arbitrary<Instant> time = seconds.map(Instant::ofEpochSecond);
    Arbitrary<SetId> set =
        Arbitraries.oneOf(
            time.map(SetId::full), Combinators.combine(time, time).as(SetId::incremental));
    return Combinators.combine(
            Arbitraries.of(BackupFileName.Kind.class),
            set,
            Arbitraries.integers().between(1, maxVolume),
            Arbitraries.of(FileEncoding.class),
            Arbitraries.of(true, false))
        .as(
            (kind, id, number, encoding, partial) -> {
              boolean volume = kind == BackupFileName.Kind.VOLUME;
              boolean whole = volume || kind == BackupFileName.Kind.STATISTICS;
              return new BackupFileName(kind, id, volume ? number : 0, encoding, partial && !whole);
            });
  }

  /** Few times and numbers, so that files often belong together, and some foreign names. */
  @Provide
  Arbitrary<List<String>> listings() {
    Arbitrary<Long> seconds = Arbitraries.longs().between(1, 5).map(day -> day * DAY);
    Arbitrary<String> name =
        Combinators.combine(files(seconds, 3), Arbitraries.of(true, false))
            .as(
                (file, isShort) ->
                    (isShort ? FileNaming.DEFAULT.shortNames() : FileNaming.DEFAULT).format(file));
    return Arbitraries.frequencyOf(
            Tuple.of(9, name),
            Tuple.of(1, Arbitraries.of("lockfile", "duplicity-full.x.manifest", "")))
        .list()
        .ofMaxSize(25);
  }

  @Provide
  Arbitrary<String> oddNames() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "duplicity-full.",
            "duplicity-inc.",
            "duplicity-new-signatures.",
            "df.",
            "di.",
            "dns.",
            "20231114T221320Z",
            "2023-11-14T22:13:20",
            "+01:00",
            "s44we8",
            "1700000000",
            ".to.",
            ".vol",
            "1",
            "-9",
            "\u0661",
            ".difftar",
            ".manifest",
            ".sigtar",
            ".jsonstat",
            ".m",
            ".dt",
            ".part",
            ".gz",
            ".g",
            ".",
            "9999999999999999999999999",
            "\u0130");
    return piece.list().ofMaxSize(9).map(list -> String.join("", list));
  }
}
