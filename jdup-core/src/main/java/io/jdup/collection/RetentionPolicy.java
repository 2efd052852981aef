package io.jdup.collection;

import io.jdup.collection.SignatureChain.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses what to delete. Each choice is a plan; nothing here deletes anything.
 *
 * <p>Only whole chains go, and never the one that ends last nor the active one.
 *
 * <p>Source: format specification section 7.7.
 */
public final class RetentionPolicy {
  private static final Comparator<BackupSet> NEWEST_FIRST =
      Comparator.comparing(BackupSet::id).reversed();

  private RetentionPolicy() {}

  /** Plans to delete the chains that ended before {@code time}. */
  public static RetentionPlan removeOlderThan(CollectionStatus status, Instant time) {
    return plan(status, deletable(status, time), set -> true, neededBefore(status, time));
  }

  /**
   * Plans to delete the chains that ended before the full that is the {@code count}-th latest.
   *
   * @throws IllegalArgumentException if {@code count} is not positive
   */
  public static RetentionPlan removeAllButNFull(CollectionStatus status, int count) {
    return latestFull(status, count)
        .map(time -> removeOlderThan(status, time))
        .orElseGet(() -> plan(status, List.of(), set -> true, List.of()));
  }

  /**
   * Plans to delete the incrementals of the chains that {@link #removeAllButNFull} would delete.
   *
   * @throws IllegalArgumentException if {@code count} is not positive
   */
  public static RetentionPlan removeAllIncrementalsOfButNFull(CollectionStatus status, int count) {
    List<BackupChain> chains =
        latestFull(status, count).map(time -> deletable(status, time)).orElse(List.of());
    return plan(status, chains, set -> !set.isFull(), List.of());
  }

  private static Optional<Instant> latestFull(CollectionStatus status, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one full must stay: " + count);
    }
    return status.chains().stream()
        .map(BackupChain::start)
        .sorted(Comparator.reverseOrder())
        .skip(count - 1L)
        .findFirst();
  }

  private static List<BackupChain> deletable(CollectionStatus status, Instant time) {
    List<BackupChain> chains = status.chains();
    return chains.stream()
        .limit(Math.max(0, chains.size() - 1)) // the active chain is the last if there is one
        .filter(chain -> chain.end().isBefore(time))
        .toList();
  }

  private static List<BackupSet> neededBefore(CollectionStatus status, Instant time) {
    List<BackupChain> going = deletable(status, time);
    return status.chains().stream()
        .filter(chain -> !going.contains(chain))
        .flatMap(chain -> chain.sets().stream())
        .filter(set -> set.time().isBefore(time))
        .toList();
  }

  private static RetentionPlan plan(
      CollectionStatus status,
      List<BackupChain> chains,
      Predicate<BackupSet> goes,
      List<BackupSet> stillNeeded) {
    List<BackupSet> sets = new ArrayList<>();
    List<String> remote = new ArrayList<>();
    List<String> local = new ArrayList<>();
    chains.stream()
        .sorted(Comparator.comparing(BackupChain::end).reversed())
        .forEach(
            chain -> {
              boolean wholly = goes.test(chain.full());
              remote.addAll(signatures(status, Place.REMOTE, chain, wholly));
              local.addAll(signatures(status, Place.LOCAL, chain, wholly));
              chain.sets().stream().filter(goes).sorted(NEWEST_FIRST).forEach(sets::add);
            });
    sets.forEach(set -> remote.addAll(set.remoteNames()));
    sets.forEach(set -> local.addAll(set.localNames()));
    return new RetentionPlan(sets, remote, local, stillNeeded);
  }

  private static List<String> signatures(
      CollectionStatus status, Place place, BackupChain chain, boolean withFull) {
    List<String> names = new ArrayList<>();
    status.signatureChains(place).stream()
        .filter(signatures -> signatures.start().equals(chain.start()))
        .flatMap(signatures -> signatures.files().stream())
        .filter(file -> withFull || !file.set().isFull())
        .map(ListedFile::name)
        .forEach(name -> names.add(0, name));
    return names;
  }

  /**
   * Plans to delete what is of no use: sets without a manifest, incrementals without their
   * predecessor, signature files without theirs, and the set of an interrupted run, which then
   * cannot be resumed any more.
   *
   * <p>Unlike duplicity's own this leaves the newest set alone when it lacks only its signatures,
   * as it can be restored from.
   */
  public static RetentionPlan cleanup(CollectionStatus status) {
    List<BackupSet> sets =
        Stream.of(
                status.setsWithoutManifest().stream(),
                status.orphanedSets().stream(),
                status.partialSet().stream())
            .flatMap(some -> some)
            .sorted(NEWEST_FIRST)
            .toList();
    List<SetId> ids = sets.stream().map(BackupSet::id).toList();
    return new RetentionPlan(
        sets,
        Stream.concat(
                uselessSignatures(status, Place.REMOTE, ids),
                sets.stream().map(BackupSet::remoteNames).flatMap(Collection::stream))
            .toList(),
        Stream.concat(
                uselessSignatures(status, Place.LOCAL, ids),
                sets.stream().map(BackupSet::localNames).flatMap(Collection::stream))
            .toList(),
        List.of());
  }

  private static Stream<String> uselessSignatures(
      CollectionStatus status, Place place, List<SetId> goingSets) {
    Stream<ListedFile> ofGoingSets =
        status.signatureChains(place).stream()
            .flatMap(chain -> chain.files().stream())
            .filter(file -> goingSets.contains(file.set()));
    return Stream.concat(status.orphanedSignatures(place).stream(), ofGoingSets)
        .sorted(Comparator.comparing(ListedFile::set).reversed())
        .map(ListedFile::name);
  }
}
