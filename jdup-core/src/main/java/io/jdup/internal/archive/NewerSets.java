package io.jdup.internal.archive;

import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.report.JdupListener;
import java.time.Instant;

/**
 * Tells of sets that are newer than the state that is read and have no manifest: nobody should take
 * an old state for the newest one. Of those that surely were complete, {@link LostSets} knows.
 */
public final class NewerSets {
  private NewerSets() {}

  /** Tells of sets that came after {@code last}, the newest that is used, until {@code time}. */
  public static void tell(
      CollectionStatus status, BackupSet last, Instant time, JdupListener listener) {
    for (BackupSet set : status.setsWithoutManifest()) {
      boolean newer = set.time().isAfter(last.time()) && !set.time().isAfter(time);
      if (newer && !status.lostSets().contains(set.id())) {
        listener.warning(
            "the "
                + set.id()
                + " has no manifest at the target, as if its backup had not come to its end; what"
                + " follows is the state of "
                + last.time());
      }
    }
  }
}
