package io.jdup.collection;

import io.jdup.collection.SignatureChain.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What backups there are, told from the names in the remote and the archive directory. Immutable.
 *
 * <p>Where duplicity stops (two manifests of one set, two volumes of one number) this goes on with
 * the likelier file and lists the case under {@link #problems}.
 *
 * <p>Source: format specification sections 7.2, 7.3 and 9.1.
 */
public final class CollectionStatus {
  private final List<BackupSet> sets; // ordered by identity
  private final BackupChains backups;
  private final SignatureChains local;
  private final SignatureChains remote;
  private final List<ListedFile> localSignatures;
  private final List<ListedFile> remoteSignatures;
  private final Optional<ActivePair> activePair;
  private final List<ListedFile> strayStatistics;
  private final List<ListingProblem> problems;
  private final List<SetId> lostSets;

  private CollectionStatus(
      Listing listing,
      List<BackupSet> sets,
      BackupChains backups,
      SignatureChains local,
      SignatureChains remote) {
    this.sets = sets;
    this.backups = backups;
    this.local = local;
    this.remote = remote;
    this.localSignatures = listing.allSignatures(Place.LOCAL);
    this.remoteSignatures = listing.allSignatures(Place.REMOTE);
    this.activePair =
        last(backups.chains())
            .flatMap(
                latest ->
                    ActivePair.of(
                        latest,
                        Stream.of(local, remote).flatMap(all -> all.chains().stream()).toList()));
    this.strayStatistics = listing.strayStatistics();
    this.problems = listing.problems();
    this.lostSets = lost(listing.withdrawn(), backups);
  }

  /**
   * Tells what backups there are. Names that are none of a backup's are ignored, and so is the
   * order of the names.
   *
   * @param localNames what the archive directory holds
   * @param remoteNames what the remote directory holds
   */
  public static CollectionStatus of(
      Collection<String> localNames, Collection<String> remoteNames, FileNaming naming) {
    return of(ListedFiles.of(localNames, naming), ListedFiles.of(remoteNames, naming));
  }

  /**
   * Tells what backups there are.
   *
   * @param localFiles what the archive directory holds
   * @param remoteFiles what the remote directory holds
   */
  public static CollectionStatus of(ListedFiles localFiles, ListedFiles remoteFiles) {
    Listing listing = Listing.of(localFiles, remoteFiles);
    List<BackupSet> sets = listing.sets();
    BackupChains backups = BackupChains.of(sets);
    SignatureChains local = SignatureChains.of(listing.signatures(Place.LOCAL), Place.LOCAL);
    SignatureChains remote = SignatureChains.of(listing.signatures(Place.REMOTE), Place.REMOTE);
    return new CollectionStatus(listing, sets, backups, local, remote);
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }

  /** Returns all chains that can be restored from, the one that ends last at the end. */
  public List<BackupChain> chains() {
    return backups.chains();
  }

  /**
   * Returns the chain that the next incremental goes on with; none if no signatures fit the latest
   * chain, then only a full backup can be made. If {@link #setWithoutSignatures} is present, this
   * chain lacks it.
   */
  public Optional<BackupChain> activeChain() {
    return activePair.map(ActivePair::backups);
  }

  /** Returns the signatures of the {@link #activeChain}, local ones when both places have them. */
  public Optional<SignatureChain> activeSignatureChain() {
    return activePair.map(ActivePair::signatures);
  }

  /** Returns all chains but the one with the active chain's sets. */
  public List<BackupChain> secondaryChains() {
    int active = activePair.isPresent() ? 1 : 0;
    return chains().subList(0, chains().size() - active);
  }

  /**
   * Returns the newest set of the latest chain if its signatures are missing but those of the set
   * before are there. It can be restored from, but the next incremental takes its place.
   */
  public Optional<BackupSet> setWithoutSignatures() {
    return last(chains())
        .map(BackupChain::last)
        .filter(set -> activeChain().filter(chain -> chain.last() != set).isPresent());
  }

  /** Returns the sets without a manifest, and {@link #setWithoutSignatures} as duplicity does. */
  public List<BackupSet> incompleteSets() {
    return Stream.concat(backups.incomplete().stream(), setWithoutSignatures().stream()).toList();
  }

  /** Returns the sets without a manifest: what runs left that did not get to their end. */
  public List<BackupSet> setsWithoutManifest() {
    return backups.incomplete();
  }

  /** Returns the incrementals whose previous set is gone. */
  public List<BackupSet> orphanedSets() {
    return backups.orphaned();
  }

  /** Returns the incrementals that are in no chain as a later one was made on the same set. */
  public List<BackupSet> supersededSets() {
    return backups.superseded();
  }

  /**
   * Returns the sets that were the newest once and cannot be restored any more, ordered by time:
   * the archive directory has their finished manifests and the remote place has not, or it has, but
   * not what they build on. No run of a backup or a removal leaves such sets, as a removal never
   * takes the newest chain; so somebody deleted files there, or put it back to an older state.
   * Without an archive directory, it cannot be told that the newest set is gone.
   */
  public List<SetId> lostSets() {
    return lostSets;
  }

  private static List<SetId> lost(List<SetId> withdrawn, BackupChains backups) {
    Instant newest =
        backups.chains().stream()
            .flatMap(chain -> chain.sets().stream())
            .filter(set -> !set.isPartial())
            .map(BackupSet::time)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    var orphaned = backups.orphaned().stream().filter(set -> !set.isPartial()).map(BackupSet::id);
    return Stream.concat(withdrawn.stream(), orphaned)
        .filter(id -> id.time().isAfter(newest))
        .sorted()
        .distinct()
        .toList();
  }

  /** Returns every set of the directory, ordered by time. */
  public List<BackupSet> sets() {
    return sets;
  }

  /** Returns the signature chains of one place, the one that ends last at the end. */
  public List<SignatureChain> signatureChains(Place place) {
    return at(place).chains();
  }

  /** Returns the signature files of one place that belong to no chain. */
  public List<ListedFile> orphanedSignatures(Place place) {
    return at(place).orphaned();
  }

  /** Returns every signature file of one place, those too that do not count. */
  List<ListedFile> signatureFiles(Place place) {
    return place == Place.LOCAL ? localSignatures : remoteSignatures;
  }

  /** Returns the remote statistics that sets left when they were deleted. They do no harm. */
  public List<ListedFile> strayStatistics() {
    return strayStatistics;
  }

  private SignatureChains at(Place place) {
    return place == Place.LOCAL ? local : remote;
  }

  /**
   * Returns the set that an interrupted run left and the next backup resumes: the last set of the
   * chain with the latest full, if only the archive directory has its manifest, a partial one.
   */
  public Optional<BackupSet> partialSet() {
    return chains().stream()
        .max(Comparator.comparing(BackupChain::start))
        .map(BackupChain::last)
        .filter(BackupSet::isPartial);
  }

  /** Returns what was doubtful in the listing. */
  public List<ListingProblem> problems() {
    return problems;
  }

  /**
   * Returns the chain to restore the state at {@code time} from: the one that covers it, else the
   * latest that ended before, else the earliest; empty if there is no chain.
   *
   * @throws AmbiguousTimeException if several chains cover {@code time}
   */
  public Optional<BackupChain> chainFor(Instant time) throws AmbiguousTimeException {
    return choose(chains(), time, BackupChain::covers, BackupChain::start, BackupChain::end);
  }

  /**
   * Returns the signatures to list the state at {@code time} from, chosen as by {@link #chainFor};
   * those of the archive directory where they do.
   *
   * @throws AmbiguousTimeException if several chains of one place cover {@code time}
   */
  public Optional<SignatureChain> signatureChainFor(Instant time) throws AmbiguousTimeException {
    List<SignatureChain> chains = local.chains();
    if (chains.stream().noneMatch(chain -> chain.covers(time))) {
      chains =
          Stream.of(remote, local) // the last of equals is taken
              .flatMap(all -> all.chains().stream())
              .sorted(Comparator.comparing(SignatureChain::end))
              .toList();
    }
    return choose(chains, time, SignatureChain::covers, SignatureChain::start, SignatureChain::end);
  }

  private static <T> Optional<T> choose(
      List<T> byEnd,
      Instant time,
      BiPredicate<T, Instant> covers,
      Function<T, Instant> start,
      Function<T, Instant> end)
      throws AmbiguousTimeException {
    List<T> covering = byEnd.stream().filter(chain -> covers.test(chain, time)).toList();
    if (covering.size() > 1) {
      throw new AmbiguousTimeException(time, covering);
    }
    if (!covering.isEmpty()) {
      return Optional.of(covering.get(0));
    }
    Optional<T> before =
        last(byEnd.stream().filter(chain -> end.apply(chain).isBefore(time)).toList());
    return before.isPresent()
        ? before
        : byEnd.stream()
            .reduce((one, next) -> start.apply(next).isAfter(start.apply(one)) ? one : next);
  }
}
