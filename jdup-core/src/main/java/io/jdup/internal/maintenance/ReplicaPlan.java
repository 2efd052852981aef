package io.jdup.internal.maintenance;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupFileName;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.collection.SignatureChain.Place;
import io.jdup.report.ReplicaConflictException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which sets are to be copied, told from the names at the source. Sets that nothing can be restored
 * from are left out.
 *
 * @param wanted the sets to copy, each after the one that it builds on
 * @param newer number of sets that are newer than what is asked for
 * @param leftOut sets without a manifest, without a chain, or replaced by a later one
 */
record ReplicaPlan(List<SourceSet> wanted, int newer, List<BackupSet> leftOut) {
  /** Plans to copy what {@code source} has, up to {@code notAfter} if that is not null. */
  static ReplicaPlan of(CollectionStatus source, @Nullable Instant notAfter) {
    Map<SetId, ListedFile> signatures =
        Stream.concat(
                source.signatureChains(Place.REMOTE).stream().flatMap(c -> c.files().stream()),
                source.orphanedSignatures(Place.REMOTE).stream())
            .collect(Collectors.toMap(ListedFile::set, file -> file, (one, other) -> one));
    List<SourceSet> all =
        source.chains().stream()
            .flatMap(chain -> chain.sets().stream())
            .sorted(Comparator.comparing(BackupSet::id))
            .map(set -> new SourceSet(set, Optional.ofNullable(signatures.get(set.id()))))
            .toList();
    List<SourceSet> wanted =
        all.stream()
            .filter(set -> notAfter == null || !set.files().time().isAfter(notAfter))
            .toList();
    List<BackupSet> leftOut =
        Stream.of(source.setsWithoutManifest(), source.orphanedSets(), source.supersededSets())
            .flatMap(List::stream)
            .toList();
    return new ReplicaPlan(wanted, all.size() - wanted.size(), leftOut);
  }

  /**
   * Makes sure that with all copies at the target, where {@code names} are now, every set there can
   * be restored from that could be before, and every copy too.
   *
   * @throws ReplicaConflictException if not
   */
  void requireRoom(Collection<String> names, FileNaming naming) throws ReplicaConflictException {
    List<String> together = new ArrayList<>(names);
    for (SourceSet set : wanted) {
      together.add(naming.format(BackupFileName.manifest(set.id(), FileEncoding.PLAIN)));
    }
    CollectionStatus after = CollectionStatus.of(List.of(), together, naming);
    Set<SetId> reachable = reachable(after);
    Set<SetId> needed = reachable(CollectionStatus.of(List.of(), names, naming));
    wanted.forEach(set -> needed.add(set.id()));
    for (SetId id : needed) {
      if (!reachable.contains(id)) {
        throw new ReplicaConflictException(
            "with the copies, the target would hold two increments on the set that the "
                + id
                + " builds on, and that one would be out of reach; copy to another place, or up to"
                + " an earlier --time");
      }
    }
    requireNoOverlap(after);
  }

  private static Set<SetId> reachable(CollectionStatus status) {
    return status.chains().stream()
        .flatMap(chain -> chain.sets().stream())
        .map(BackupSet::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  // A state is asked for by its time, and only one chain may have an answer.
  private void requireNoOverlap(CollectionStatus after) throws ReplicaConflictException {
    Set<SetId> copies = wanted.stream().map(SourceSet::id).collect(Collectors.toSet());
    for (BackupChain copied : after.chains()) {
      for (BackupChain other : after.chains()) {
        boolean foreign = !copies.contains(other.full().id());
        if (foreign
            && copies.contains(copied.full().id())
            && (other.covers(copied.start()) || copied.covers(other.start()))) {
          throw new ReplicaConflictException(
              "the target holds other backups of the same time ("
                  + other
                  + ", here "
                  + copied
                  + "), and nobody could tell which to restore; copy to another place, or use a"
                  + " file prefix");
        }
      }
    }
  }
}
