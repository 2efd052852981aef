package io.jdup.collection;

import io.jdup.collection.SignatureChain.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses what to delete. Each choice is a plan; nothing here deletes anything.
 *
 * <p>Only whole chains go, and never the one that ends last nor the active one. Duplicity deletes
 * the last one too if its signatures do not match, and if the active one is older than the time
 * given, its remote signatures.
 *
 * <p>Source: format specification section 7.7.
 */
public final class RetentionPolicy {
  private static final Comparator<BackupSet> NEWEST_FIRST =
      Comparator.comparing(BackupSet::id).reversed();

  private RetentionPolicy() {}

  /** Plans to delete the chains that ended before {@code time}. */
  public static RetentionPlan removeOlderThan(CollectionStatus status, Instant time) {
    return removal(status, time, endedBefore(status, time), set -> true);
  }

  /**
   * Plans to delete the chains that ended before the full that is the {@code count}-th latest.
   *
   * @throws IllegalArgumentException if {@code count} is not positive
   */
  public static RetentionPlan removeAllButNFull(CollectionStatus status, int count) {
    return removeOlderThan(status, latestFull(status, count));
  }

  /**
   * Plans to delete the incrementals of the chains that {@link #removeAllButNFull} would delete.
   *
   * @throws IllegalArgumentException if {@code count} is not positive
   */
  public static RetentionPlan removeAllIncrementalsOfButNFull(CollectionStatus status, int count) {
    Instant time = latestFull(status, count);
    List<BackupChain> chains =
        endedBefore(status, time).stream()
            .filter(chain -> !chain.incrementals().isEmpty())
            .toList();
    return removal(status, time, chains, set -> !set.isFull());
  }

  private static Instant latestFull(CollectionStatus status, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one full must stay: " + count);
    }
    return status.chains().stream()
        .map(BackupChain::start)
        .sorted(Comparator.reverseOrder())
        .skip(count - 1L)
        .findFirst()
        .orElse(Instant.MIN); // which nothing is older than
  }

  private static List<BackupChain> endedBefore(CollectionStatus status, Instant time) {
    List<BackupChain> chains = status.chains();
    return chains.stream()
        .limit(Math.max(0, chains.size() - 1)) // the active chain is the last if there is one
        .filter(chain -> chain.end().isBefore(time))
        .toList();
  }

  private static RetentionPlan removal(
      CollectionStatus status, Instant time, List<BackupChain> chains, Predicate<BackupSet> goes) {
    List<BackupSet> sets =
        chains.stream()
            .flatMap(chain -> chain.sets().stream())
            .filter(goes)
            .sorted(NEWEST_FIRST)
            .toList();
    Set<SetId> useless = signaturesBeyond(status, chains);
    return new RetentionPlan(
        status,
        chains,
        sets,
        new RemovedFiles(status, sets).with((place, id) -> useless.contains(id)),
        stillNeeded(status, time),
        newest(status).filter(chain -> chain.end().isBefore(time)));
  }

  /** What signature chains hold that began with one of {@code chains}, but of no set in a chain. */
  private static Set<SetId> signaturesBeyond(
      CollectionStatus status, Collection<BackupChain> chains) {
    Set<SetId> beyond = new HashSet<>();
    for (BackupChain chain : chains) {
      Stream.of(Place.REMOTE, Place.LOCAL)
          .flatMap(place -> status.signatureChains(place).stream())
          .filter(signatures -> signatures.start().equals(chain.start()))
          .flatMap(signatures -> signatures.files().stream())
          .forEach(file -> beyond.add(file.set()));
    }
    status.chains().forEach(chain -> chain.sets().forEach(set -> beyond.remove(set.id())));
    return beyond;
  }

  private static List<BackupSet> stillNeeded(CollectionStatus status, Instant time) {
    return status.chains().stream()
        .filter(chain -> !chain.end().isBefore(time))
        .flatMap(chain -> chain.sets().stream())
        .filter(set -> set.time().isBefore(time))
        .toList();
  }

  private static Optional<BackupChain> newest(CollectionStatus status) {
    List<BackupChain> chains = status.chains();
    return chains.isEmpty() ? Optional.empty() : Optional.of(chains.get(chains.size() - 1));
  }

  /**
   * Plans to delete what is of no use: sets without a manifest, incrementals without their
   * predecessor, signature files and statistics without theirs, and the set of an interrupted run,
   * which then cannot be resumed any more.
   *
   * <p>Unlike duplicity's own this leaves the newest set alone when it lacks only its signatures,
   * as it can be restored from, and takes the signatures of the sets that go.
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
    Set<SetId> remote = orphaned(status, Place.REMOTE);
    Set<SetId> local = orphaned(status, Place.LOCAL);
    List<SetFiles> files =
        new RemovedFiles(status, sets)
            .with(
                (place, id) -> (place == Place.REMOTE ? remote : local).contains(id),
                status.strayStatistics());
    return new RetentionPlan(status, List.of(), sets, files, List.of(), Optional.empty());
  }

  private static Set<SetId> orphaned(CollectionStatus status, Place place) {
    Set<SetId> sets = new HashSet<>();
    status.orphanedSignatures(place).forEach(file -> sets.add(file.set()));
    return sets;
  }
}
