package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName.Kind;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.report.ConcurrentBackupException;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks, right before the manifest of a set is stored, whether the set still fits to what is at the
 * target: the lock in the archive dir keeps out other runs of this host, but not those of others.
 *
 * <p>Two runs that both look before either has stored its manifest do not see each other. That is a
 * matter of the seconds in which signatures are stored.
 */
final class CommitCheck {
  private static final String AGAIN =
      "; see that only one host writes to this target, and run it again";

  private final BackupPlan plan;
  private final boolean resumed;
  private final Set<SetId> before;
  private final RemoteFiles remote;
  private final FileNaming naming;
  private final ManifestSource manifests; // of other runs: they say who these are

  /**
   * Compares with {@code before}, what there was when {@code plan} was made.
   *
   * @param resumed whether the set was begun by a run before, which may have stored its signatures
   */
  CommitCheck(RunContext run, BackupPlan plan, boolean resumed, CollectionStatus before) {
    this.plan = plan;
    this.resumed = resumed;
    this.before =
        before.sets().stream()
            .filter(set -> set.manifest().isPresent())
            .map(BackupSet::id)
            .collect(Collectors.toSet());
    this.remote = run.remote;
    this.naming = run.settings.naming;
    this.manifests =
        new ManifestSource(null, remote, run.decoding.unattended(), run.settings.tempDir);
  }

  /**
   * Makes sure that the set fits to {@code names}, the files that are at the target now. If it does
   * not, no run can go on with it: then {@code part} is deleted, and so are the volumes, unless
   * another run's have the same names.
   *
   * @throws ConcurrentBackupException if it does not
   */
  void check(Collection<String> names, PartFiles part) throws IOException {
    List<ListedFile> files = ListedFile.among(names, naming).toList();
    Set<SetId> manifestsThere = new HashSet<>();
    boolean begun = false;
    for (ListedFile file : files) {
      if (isFinal(file, Kind.MANIFEST)) {
        manifestsThere.add(file.set());
      }
      begun |= isFinal(file, Kind.SIGNATURES) && isOfThisSet(file);
    }
    if (manifestsThere.contains(plan.set()) || begun && !resumed) {
      part.delete();
      throw new ConcurrentBackupException(
          "another run"
              + hostOf(plan.set(), names)
              + ", which began in the same second, stores the "
              + (plan.set() + " too, so this one is not stored" + AGAIN));
    }
    Optional<String> obstacle = obstacle(manifestsThere, names);
    if (obstacle.isPresent()) {
      part.delete();
      for (ListedFile file : files) {
        if (isFinal(file, Kind.VOLUME) && isOfThisSet(file)) {
          remote.delete(file.name());
        }
      }
      throw new ConcurrentBackupException(obstacle.get() + AGAIN);
    }
  }

  private static boolean isFinal(ListedFile file, Kind kind) {
    return file.meaning().kind() == kind && !file.meaning().partial();
  }

  private boolean isOfThisSet(ListedFile file) {
    return file.set().equals(plan.set());
  }

  private Optional<String> obstacle(Set<SetId> there, Collection<String> names) {
    Optional<SetId> other =
        there.stream()
            .filter(set -> !before.contains(set) && isInTheWay(set))
            .min(Comparator.naturalOrder());
    if (other.isPresent()) {
      return Optional.of(
          "another run"
              + hostOf(other.get(), names)
              + " has stored the "
              + other.get()
              + " meanwhile, so the "
              + plan.set()
              + " is not stored");
    }
    return bases()
        .filter(base -> !there.contains(base))
        .findFirst()
        .map(
            base ->
                "the "
                    + base
                    + " was removed meanwhile, on which the "
                    + plan.set()
                    + " builds, so that is not stored");
  }

  private Stream<SetId> bases() {
    return plan.chain().stream()
        .flatMap(chain -> chain.backups().sets().stream())
        .map(BackupSet::id);
  }

  // A full may stand beside what ended before it. An increment may not: readers would find that two
  // chains are of its time, or that two sets build on one.
  private boolean isInTheWay(SetId other) {
    return plan.set().isFull()
        ? !other.time().isBefore(plan.set().time())
        : other.time().isAfter(plan.set().previous());
  }

  private String hostOf(SetId other, Collection<String> names) {
    try {
      Optional<BackupSet> set =
          CollectionStatus.of(List.of(), names, naming).sets().stream()
              .filter(one -> one.id().equals(other))
              .findFirst();
      Optional<String> host =
          set.isPresent() ? manifests.any(set.get()).hostName() : Optional.empty();
      return host.map(name -> " on host '" + name + "'").orElse("");
    } catch (IOException e) {
      return ""; // it may be encrypted for somebody else
    }
  }
}
