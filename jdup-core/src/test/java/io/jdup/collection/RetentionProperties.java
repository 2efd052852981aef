package io.jdup.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.RetentionModel.Fact;
import io.jdup.collection.RetentionModel.Kind;
import io.jdup.collection.RetentionModel.Made;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/**
 * What the retention commands plan, for collections of all kinds, against {@link RetentionModel}.
 */
class RetentionProperties {
  private static final int DAYS = 8;
  private static final Instant FIRST = Instant.parse("2023-11-10T00:00:00Z");
  private static final List<String> FOREIGN =
      List.of(
          "README",
          "lockfile",
          "jdup-state.index",
          "duplicity-full.20231111T000000Z.vol1.difftar.gpg.par2",
          "duplicity-full.x.manifest",
          "xduplicity-full.20231111T000000Z.manifest");

  private record Archive(List<Fact> facts) {
    CollectionStatus status() {
      return statusWithout(Set.of());
    }

    CollectionStatus statusWithout(Set<String> placed) {
      return CollectionStatus.of(names(true, placed), names(false, placed), FileNaming.DEFAULT);
    }

    private List<String> names(boolean local, Set<String> without) {
      return Stream.concat(
              FOREIGN.stream(),
              facts.stream()
                  .filter(fact -> fact.local() == local && !without.contains(fact.placed()))
                  .map(Fact::name))
          .toList();
    }

    RetentionModel model() {
      return new RetentionModel(facts);
    }
  }

  @Property(tries = 2000)
  void removesWhatIsOlderAsTheModelSays(
      @ForAll("archives") Archive all, @ForAll @IntRange(min = 1, max = DAYS + 1) int day) {
    RetentionPlan plan = RetentionPolicy.removeOlderThan(all.status(), time(day));
    assertAgrees(all.model().removeOlderThan(day), plan);
  }

  @Property(tries = 2000)
  void removesAllButSomeFullsAsTheModelSays(
      @ForAll("archives") Archive all, @ForAll @IntRange(min = 1, max = 4) int count) {
    RetentionPlan plan = RetentionPolicy.removeAllButNFull(all.status(), count);
    assertAgrees(all.model().removeAllButNFull(count), plan);
  }

  @Property(tries = 2000)
  void removesIncrementsAsTheModelSays(
      @ForAll("archives") Archive all, @ForAll @IntRange(min = 1, max = 4) int count) {
    RetentionPlan plan = RetentionPolicy.removeAllIncrementalsOfButNFull(all.status(), count);
    assertAgrees(all.model().removeAllIncOfButNFull(count), plan);
  }

  @Property(tries = 2000)
  void cleansUpAsTheModelSays(@ForAll("archives") Archive all) {
    RetentionPlan plan = RetentionPolicy.cleanup(all.status());
    assertAgrees(all.model().cleanup(), plan);
  }

  private static void assertAgrees(Set<String> model, RetentionPlan plan) {
    assertEquals(model, placed(plan));
    Statistics.label("removed").collect(!plan.isEmpty());
  }

  private static Set<String> placed(RetentionPlan plan) {
    List<String> names = order(plan);
    assertEquals(names.size(), new HashSet<>(names).size(), "named twice: " + names);
    return new TreeSet<>(names);
  }

  /** The deletions in the order in which they are made. */
  private static List<String> order(RetentionPlan plan) {
    return plan.files().stream()
        .flatMap(
            files ->
                Stream.of(
                        placed("local ", files.localManifests()),
                        placed("remote ", files.remoteSignatures()),
                        placed("local ", files.localSignatures()),
                        placed("remote ", files.remoteManifests()),
                        placed("remote ", files.volumes()))
                    .flatMap(List::stream))
        .toList();
  }

  private static List<String> placed(String place, List<String> names) {
    return names.stream().map(place::concat).toList();
  }

  /**
   * Two sets of one second can only be told apart as long as no third one is gone. Which chain goes
   * on may change, at no cost of data: when clean-up gives up an interrupted increment, and when an
   * increment counts again as the one goes that was made on the same set.
   */
  @Property(tries = 1000)
  void anInterruptedRemovalLeavesWholeSetsOnly(
      @ForAll("archivesWithoutTwins") Archive all,
      @ForAll @IntRange(min = 1, max = DAYS + 1) int day,
      @ForAll @IntRange(min = 1, max = 3) int count,
      @ForAll @IntRange(min = 0, max = 3) int command) {
    CollectionStatus before = all.status();
    RetentionPlan plan =
        switch (command) {
          case 0 -> RetentionPolicy.removeOlderThan(before, time(day));
          case 1 -> RetentionPolicy.removeAllButNFull(before, count);
          case 2 -> RetentionPolicy.removeAllIncrementalsOfButNFull(before, count);
          default -> RetentionPolicy.cleanup(before);
        };
    List<String> order = order(plan);
    for (int done = 0; done <= order.size(); done++) {
      CollectionStatus after = all.statusWithout(new HashSet<>(order.subList(0, done)));
      assertWhole(before, plan, after);
      boolean nothingCameBack = inChains(before).containsAll(inChains(after));
      Statistics.label("goes on").collect(nothingCameBack);
      if (command < 3 && nothingCameBack) {
        assertGoesOn(before, plan, after);
      }
    }
  }

  private static void assertGoesOn(
      CollectionStatus before, RetentionPlan plan, CollectionStatus after) {
    List<SetId> active = before.activeChain().map(RetentionProperties::ids).orElse(List.of());
    Set<SetId> going = plan.sets().stream().map(BackupSet::id).collect(Collectors.toSet());
    List<SetId> stays = active.stream().filter(id -> !going.contains(id)).toList();
    if (!stays.isEmpty()) {
      List<SetId> next = after.activeChain().map(RetentionProperties::ids).orElse(List.of());
      assertEquals(stays, next.subList(0, Math.min(stays.size(), next.size())));
    }
  }

  private static void assertWhole(
      CollectionStatus before, RetentionPlan plan, CollectionStatus after) {
    for (BackupChain chain : after.chains()) {
      for (BackupSet set : chain.sets()) {
        BackupSet whole =
            before.sets().stream()
                .filter(old -> old.id().equals(set.id()))
                .findFirst()
                .orElseThrow();
        assertEquals(whole.remoteVolumeNames(), set.remoteVolumeNames());
      }
    }
    Set<List<SetId>> left =
        after.chains().stream().map(RetentionProperties::ids).collect(Collectors.toSet());
    for (BackupChain chain : before.chains()) {
      if (chain.sets().stream().noneMatch(plan.sets()::contains)) {
        assertTrue(left.contains(ids(chain)), () -> chain + " is not as it was");
      }
    }
  }

  private static Set<SetId> inChains(CollectionStatus status) {
    return status.chains().stream()
        .flatMap(chain -> ids(chain).stream())
        .collect(Collectors.toSet());
  }

  private static List<SetId> ids(BackupChain chain) {
    return chain.sets().stream().map(BackupSet::id).toList();
  }

  private static Instant time(int day) {
    return FIRST.plusSeconds(86_400L * day);
  }

  @Provide
  Arbitrary<Archive> archives() {
    return sets().list().uniqueElements(Planned::id).ofMinSize(4).ofMaxSize(14).map(this::archive);
  }

  @Provide
  Arbitrary<Archive> archivesWithoutTwins() {
    return sets()
        .list()
        .uniqueElements(set -> set.id().day())
        .ofMinSize(3)
        .ofMaxSize(DAYS)
        .map(this::archive);
  }

  private Archive archive(List<Planned> sets) {
    List<Fact> facts = new ArrayList<>();
    sets.forEach(set -> set.addTo(facts));
    return new Archive(facts);
  }

  /** A set and what there is of it. */
  private record Planned(
      Made id, Set<String> remoteManifests, int volumes, Set<String> remote, Set<String> local) {
    void addTo(List<Fact> facts) {
      String times = (id.full() ? "" : text(id.from()) + ".to.") + text(id.day());
      String set = (id.full() ? "duplicity-full." : "duplicity-inc.") + times + ".";
      String signatures =
          (id.full() ? "duplicity-full-signatures." : "duplicity-new-signatures.")
              + (times + ".sigtar");
      remoteManifests.forEach(end -> add(facts, false, Kind.MANIFEST, set + "manifest", end));
      for (int number = 1; number <= volumes; number++) {
        add(facts, false, Kind.VOLUME, set + "vol" + number + ".difftar", ".gz");
      }
      if (volumes == 3) { // one of them twice
        add(facts, false, Kind.VOLUME, set + "vol2.difftar", ".gpg");
      }
      remote.forEach(end -> add(facts, false, Kind.SIGNATURES, signatures, end));
      for (String end : local) {
        boolean manifest = end.startsWith("m");
        add(
            facts,
            true,
            manifest ? Kind.MANIFEST : Kind.SIGNATURES,
            manifest ? set + "manifest" : signatures,
            end.substring(1));
      }
    }

    private void add(List<Fact> facts, boolean local, Kind kind, String name, String end) {
      facts.add(new Fact(local, kind, id, end.equals(".part"), name + end));
    }

    private static String text(int day) {
      return "202311" + (10 + day) + "T000000Z";
    }
  }

  /** Mostly what a backup leaves, sometimes what one leaves that broke off, or worse. */
  private static Arbitrary<Planned> sets() {
    Arbitrary<Made> id =
        Combinators.combine(
                Arbitraries.integers().between(1, DAYS),
                Arbitraries.frequency(
                    Tuple.of(5, 0), Tuple.of(8, 1), Tuple.of(2, 2), Tuple.of(1, 3)))
            .as((day, back) -> new Made(back == 0 || back >= day, day - back, day))
            .map(known -> known.full() ? new Made(true, known.day(), known.day()) : known);
    return Combinators.combine(
            id,
            some(List.of(""), List.of(), List.of(".gpg", ""), List.of(".part")),
            Arbitraries.integers().between(0, 3),
            some(List.of(".gz"), List.of(), List.of(".gpg", ".gz"), List.of(".part")),
            some(
                List.of("m", "s.gz"),
                List.of(),
                List.of("m.part", "s.part"),
                List.of("m", "m.part", "s.gz", "s.part")))
        .as(Planned::new);
  }

  private static Arbitrary<Set<String>> some(
      List<String> usual, List<String> none, List<String> odd, List<String> odder) {
    return Arbitraries.frequency(
            Tuple.of(12, usual), Tuple.of(3, none), Tuple.of(1, odd), Tuple.of(1, odder))
        .map(TreeSet::new);
  }
}
