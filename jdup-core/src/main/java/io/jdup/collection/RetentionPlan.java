package io.jdup.collection;

import java.util.List;
import java.util.Optional;

/**
 * What a clean-up would delete. Nothing is deleted before {@code io.jdup.Removal} does so, in the
 * order given: newest first, so that a run cut short leaves chains that can still be restored from.
 *
 * @param found what backups there are
 * @param chains the chains that go, or whose incrementals go, the one that ends first at the
 *     beginning; none if leftovers are cleaned up
 * @param sets the sets to delete, newest first in each chain
 * @param files the files to delete: of those sets, their signatures, and other signatures and
 *     statistics that are of no use
 * @param stillNeeded sets that are old enough to go but that newer ones, which stay, build on
 * @param sparedChain the newest chain, if it is old enough to go; it always stays
 */
public record RetentionPlan(
    CollectionStatus found,
    List<BackupChain> chains,
    List<BackupSet> sets,
    List<SetFiles> files,
    List<BackupSet> stillNeeded,
    Optional<BackupChain> sparedChain) {
  public RetentionPlan {
    chains = List.copyOf(chains);
    sets = List.copyOf(sets);
    files = List.copyOf(files);
    stillNeeded = List.copyOf(stillNeeded);
  }

  /** Returns the names of the remote files to delete, in this order. */
  public List<String> remoteNames() {
    return files.stream().flatMap(some -> some.remoteNames().stream()).toList();
  }

  /** Returns the names of the files to delete from the archive directory. */
  public List<String> localNames() {
    return files.stream().flatMap(some -> some.localNames().stream()).toList();
  }

  /** Returns whether there is nothing to delete. */
  public boolean isEmpty() {
    return files.isEmpty();
  }
}
