package io.jdup.internal.backup;

import io.jdup.collection.CollectionStatus;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ArchiveSync;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.BackupReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;

/** One backup, from the look at what is there to the stored manifest. Used once. */
public final class BackupRun {
  private final BackupSettings settings;
  private final VolumeEncoding encoding;
  private final Transport transport;

  /** Prepares a backup to {@code transport}, which stays the caller's to close. */
  public BackupRun(BackupSettings settings, VolumeEncoding encoding, Transport transport) {
    this.settings = settings.forOneRun();
    this.encoding = encoding;
    this.transport = transport;
  }

  /** Makes the backup, with {@code archive} as the archive dir. */
  public BackupReport run(ArchiveDir archive) throws IOException {
    var run = new RunContext(settings, encoding, transport, archive);
    TreeWalker walker =
        new TreeWalker(settings.source, settings.selection, settings.followLinks)
            .named(settings.selectionRoot);
    walker.requireRoot();
    try (var early = new TaskScope(1, 0)) {
      boolean first = !archive.holdsSignatures(settings.naming); // an increment has a key's salt
      early.fork(first ? encoding::prepare : encoding::load); // a failure comes again
      return run.marker.during(() -> run(run, walker));
    }
  }

  private BackupReport run(RunContext run, TreeWalker walker) throws IOException {
    var sync =
        new ArchiveSync(run.archive, run.remote, settings.naming, run.decoding, settings.listener);
    ArchiveSync.Listing found =
        settings.allowRollback ? sync.listing() : sync.settledListing(settings.pause);
    if (!settings.dryRun) {
      run.marker.requireAlone(found.names(), settings.allowConcurrent);
    }
    ArchiveSync.Listing there = sync.level(found, settings.allowRollback);
    CollectionStatus status = there.status();
    status.problems().forEach(problem -> settings.listener.warning(problem.message()));
    status
        .setWithoutSignatures()
        .ifPresent(
            set ->
                settings.listener.warning(
                    "the signatures of the "
                        + set.id()
                        + " are missing; an incremental takes its place"));
    Instant time = SetTime.after(status, run.start, settings.allowClockJump, settings.listener);
    var attempt = new BackupAttempt(run, sync, time);
    EntryPath changed = null;
    while (true) {
      try {
        return attempt.make(walker, there, changed);
      } catch (CutFileChangedException e) {
        changed = e.path(); // nothing was stored yet: go on at an earlier point
        there = sync.again(there);
      }
    }
  }
}
