package io.jdup;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.RetentionPlan;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.maintenance.RemoveRun;
import io.jdup.report.RemovalReport;
import java.io.IOException;
import java.util.function.Function;

/**
 * A removal of old backups or leftovers to be made: {@link #plan} tells what would go, {@link
 * #delete} deletes it. Immutable; {@link Backups} makes them.
 *
 * <p>Whatever the removal, no file of the newest chain goes that is of use, nor any file that is
 * none of a backup's. Needs no key: file names tell all of it.
 */
public final class Removal {
  private final Place at;
  private final ReadSettings settings;
  private final Function<CollectionStatus, RetentionPlan> policy;

  Removal(Place at, ReadSettings settings, Function<CollectionStatus, RetentionPlan> policy) {
    this.at = at;
    this.settings = settings;
    this.policy = policy;
  }

  /** Returns what would be deleted now. */
  public RetentionPlan plan() throws IOException {
    return at.use(settings, (transport, s) -> new RemoveRun(s, transport, policy).plan());
  }

  /**
   * Deletes what {@code plan} says, and keeps other runs out of the archive dir meanwhile. A file
   * that cannot be deleted stays with all that must outlive it, and is told in the report; the rest
   * is deleted. A run that is cut short at any point leaves the sets that are not deleted yet, but
   * for the newest of them complete, and the next one goes on.
   *
   * @throws io.jdup.report.PlanOutdatedException if something else would be deleted now; nothing
   *     was deleted
   * @throws io.jdup.report.ArchiveDirLockedException if another run uses the archive dir
   * @throws io.jdup.report.ConcurrentBackupException if another host is writing to the target;
   *     nothing was deleted
   */
  public RemovalReport delete(RetentionPlan plan) throws IOException {
    return at.use(settings, (transport, s) -> new RemoveRun(s, transport, policy).delete(plan));
  }
}
