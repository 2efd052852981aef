package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.RetentionPlan;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.backup.Chain;
import io.jdup.report.Outcome;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What removals leave of real archives on disk, whole and damaged ones: all of it restores. */
class RemovalProperties {
  private static final String FOREIGN = "README";

  /** What happens to an archive. */
  private enum Event {
    FULL,
    INCREMENT,
    /** A second increment is made on the set before the last. */
    FORK,
    /** The manifest of the last set is lost: the set never came to its end. */
    BREAK_OFF,
    /** The manifest of the last increment but one is lost. */
    ORPHAN
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void whatIsLeftRestores(
      @ForAll("histories") List<Event> history, @ForAll @IntRange(min = 1, max = 3) int count)
      throws IOException {
    try (var chain = new Chain()) {
      Path made = Files.createDirectory(chain.work.resolve("made"));
      try (Transport target = Transports.open(made.toUri())) {
        Files.writeString(made.resolve(FOREIGN), "precious");
        let(Event.FULL, chain, target, made);
        for (Event event : history) {
          let(event, chain, target, made);
        }
        List<BackupChain> chains = Backups.at(target).status().chains();
        check(chain, made, Backups::cleanup);
        check(chain, made, backups -> backups.removeAllButNFull(count));
        check(chain, made, backups -> backups.removeAllIncrementalsOfButNFull(count));
        check(
            chain,
            made,
            backups -> backups.removeOlderThan(chains.get(chains.size() / 2).end().plusSeconds(1)));
      }
    }
  }

  private static void let(Event event, Chain chain, Transport target, Path made)
      throws IOException {
    int turn = chain.states.size();
    chain.write("file" + turn % 3, 1000 * turn, turn);
    chain.change = settings -> settings.allowRollback = true;
    switch (event) {
      case FULL -> {
        chain.change =
            settings -> {
              settings.allowRollback = true;
              settings.mode = BackupSettings.Mode.FULL;
            };
        chain.backUp(target);
      }
      case INCREMENT -> chain.backUp(target);
      case FORK -> fork(chain, target, made);
      case BREAK_OFF -> Files.delete(manifest(lastOf(target, 1), made));
      case ORPHAN -> {
        BackupSet lost = lastOf(target, 2);
        if (!lost.isFull()) {
          Files.delete(manifest(lost, made));
        }
      }
    }
    if (Backups.at(target).status().chains().isEmpty()) {
      chain.backUp(target); // a full one, so that there always is a chain
    }
  }

  private static void fork(Chain chain, Transport target, Path made) throws IOException {
    BackupSet last = lastOf(target, 1);
    if (last.isFull()) {
      return; // its time would belong to two chains
    }
    Path manifest = manifest(last, made);
    Path hidden = chain.work.resolve("hidden");
    Files.move(manifest, hidden);
    chain.backUp(target);
    Files.move(hidden, manifest);
  }

  private static BackupSet lastOf(Transport target, int number) throws IOException {
    List<BackupChain> chains = Backups.at(target).status().chains();
    List<BackupSet> sets = chains.get(chains.size() - 1).sets();
    return sets.get(Math.max(0, sets.size() - number));
  }

  private static Path manifest(BackupSet set, Path made) {
    return made.resolve(set.manifest().orElseThrow().name());
  }

  private static void check(Chain chain, Path made, Function<Backups, Removal> command)
      throws IOException {
    Path copy = Files.createTempDirectory(chain.work.path(), "copy-");
    try (var files = Files.newDirectoryStream(made)) {
      for (Path file : files) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    try (Transport target = Transports.open(copy.toUri())) {
      Set<String> before = names(target);
      CollectionStatus status = Backups.at(target).status();
      Removal removal = command.apply(Backups.at(target));
      RetentionPlan plan = removal.plan();
      assertEquals(Outcome.COMPLETE, removal.delete(plan).outcome());
      plan.remoteNames().forEach(before::remove);
      assertEquals(before, names(target));
      assertTrue(before.contains(FOREIGN));
      assertRestores(chain, target, status, plan);
    }
  }

  private static void assertRestores(
      Chain chain, Transport target, CollectionStatus before, RetentionPlan plan)
      throws IOException {
    Set<Object> left = new TreeSet<>();
    for (BackupChain some : Backups.at(target).status().chains()) {
      for (BackupSet set : some.sets()) {
        assertEquals(chain.states.get(set.time()), chain.restored(target, set.time()));
        left.add(set.id());
      }
    }
    Set<Object> gone = plan.sets().stream().map(BackupSet::id).collect(Collectors.toSet());
    for (BackupChain some : before.chains()) {
      for (BackupSet set : some.sets()) {
        assertEquals(!gone.contains(set.id()), left.contains(set.id()), set::toString);
      }
    }
  }

  private static Set<String> names(Transport target) throws IOException {
    Set<String> names = new TreeSet<>();
    target.list().stream().map(RemoteFile::name).forEach(names::add);
    return names;
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Arbitraries.frequency(
            Tuple.of(3, Event.FULL),
            Tuple.of(6, Event.INCREMENT),
            Tuple.of(1, Event.FORK),
            Tuple.of(1, Event.BREAK_OFF),
            Tuple.of(1, Event.ORPHAN))
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }
}
