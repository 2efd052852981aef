package io.jdup.collection;

import java.util.List;

/**
 * What a clean-up would delete. Nothing is deleted before the caller does so, in the order given:
 * newest first, so that a run cut short leaves chains that can still be restored from.
 *
 * @param sets the sets to delete
 * @param remoteNames the remote files to delete: of those sets, and their signatures
 * @param localNames the files to delete from the archive directory
 * @param stillNeeded sets that are old enough to go but that newer ones, which stay, build on
 */
public record RetentionPlan(
    List<BackupSet> sets,
    List<String> remoteNames,
    List<String> localNames,
    List<BackupSet> stillNeeded) {
  public RetentionPlan {
    sets = List.copyOf(sets);
    remoteNames = List.copyOf(remoteNames);
    localNames = List.copyOf(localNames);
    stillNeeded = List.copyOf(stillNeeded);
  }

  /** Returns whether there is nothing to delete. */
  public boolean isEmpty() {
    return remoteNames.isEmpty() && localNames.isEmpty();
  }
}
