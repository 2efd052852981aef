package io.jdup.internal.backup;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.SignatureChain;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ArchiveSync;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.KnownState;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.archive.SignatureHashes;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.index.IndexDamagedException;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.CorruptBackupException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One backup, from the look at what is there to the stored manifest. Used once. */
public final class BackupRun {
  private static final String FORGEABLE =
      "Whoever can write to the target can forge this backup, as it is encrypted to a public key"
          + " and not signed; --sign-key KEY signs it, and a restore with the same option demands"
          + " that.";

  private final RunContext run;
  private final BackupSettings settings;

  /** Prepares a backup to {@code transport}, which stays the caller's to close. */
  public BackupRun(BackupSettings settings, VolumeEncoding encoding, Transport transport)
      throws IOException {
    this.settings = settings.forOneRun();
    this.run = new RunContext(this.settings, encoding, transport);
  }

  /** Makes the backup, with {@code archive} as the archive dir. */
  public BackupReport run(ArchiveDir archive) throws IOException {
    Instant start = settings.clock.instant();
    TreeWalker walker =
        new TreeWalker(settings.source, settings.selection, settings.followLinks)
            .named(settings.selectionRoot);
    walker.requireRoot();
    RunMarker marker = settings.marker(run.transport, run.hostName, archive, start);
    try (var early = new TaskScope(1, 0)) {
      boolean first = !archive.holdsSignatures(settings.naming); // an increment has a key's salt
      early.fork(first ? run.encoding::prepare : run.encoding::load); // a failure comes again
      return marker.during(() -> run(archive, walker, marker, start));
    }
  }

  private BackupReport run(ArchiveDir archive, TreeWalker walker, RunMarker marker, Instant start)
      throws IOException {
    var sync =
        new ArchiveSync(archive, run.remote, settings.naming, run.decoding, settings.listener);
    ArchiveSync.Listing found =
        settings.allowRollback ? sync.listing() : sync.settledListing(settings.pause);
    if (!settings.dryRun) {
      marker.requireAlone(found.names(), settings.allowConcurrent);
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
    Instant time = SetTime.after(status, start, settings.allowClockJump, settings.listener);
    EntryPath changed = null;
    while (true) {
      try {
        return attempt(archive, sync, there, walker, marker, start, time, changed);
      } catch (CutFileChangedException e) {
        changed = e.path(); // nothing was stored yet: go on at an earlier point
        there = sync.again(there);
      }
    }
  }

  private BackupReport attempt(
      ArchiveDir archive,
      ArchiveSync sync,
      ArchiveSync.Listing there,
      TreeWalker walker,
      RunMarker marker,
      Instant start,
      Instant time,
      @Nullable EntryPath changed)
      throws IOException {
    CollectionStatus status = there.status();
    try (var local = WorkDirectory.in(archive.path());
        var temporary = WorkDirectory.in(settings.tempDir)) {
      Optional<Restart> restart =
          settings.dryRun
              ? Optional.empty()
              : resumption(archive).decide(status, there.local(), local, changed);
      if (restart.isPresent()) {
        settings.maxDeleted.requireEntries(settings.source);
      }
      BackupPlan plan =
          restart.isPresent()
              ? BackupPlan.resumed(restart.get().set(), status)
              : BackupPlan.decide(status, settings.mode, settings.fullIfOlderThan, time);
      RunContext making = run;
      if (plan.chain().isPresent()) {
        checkSource(archive, plan.chain().get());
        making = run.goingOn();
      }
      if (restart.isEmpty() && plan.set().isFull() && run.encoding.isForgeable()) {
        settings.listener.progress(FORGEABLE);
      }
      KnownState state = knownState(archive, sync, plan, local);
      try (KnownSignatures known = state.open()) {
        return new SetMaking(
                making, plan, restart, status, marker, start, archive, local, temporary, state)
            .make(walker, known);
      }
    } catch (CorruptBackupException e) {
      throw sync.dropCopy(e);
    } catch (IndexDamagedException e) {
      KnownState.drop(archive);
      throw new IOException(e.getMessage() + "; it was removed: run the backup again", e);
    }
  }

  private Resumption resumption(ArchiveDir archive) {
    return new Resumption(
        settings,
        archive,
        run.transport,
        run.remote,
        run.decoding,
        new SourceCheck(run.hostName, run.localDir),
        run.encoding);
  }

  private void checkSource(ArchiveDir archive, BackupPlan.Continued chain) throws IOException {
    var manifests = new ManifestSource(archive, run.remote, run.decoding, settings.tempDir);
    var last = manifests.confirmed(chain.backups().last(), settings.symmetric);
    if (!settings.allowSourceMismatch) {
      new SourceCheck(run.hostName, run.localDir).check(last);
    }
  }

  private KnownState knownState(
      ArchiveDir archive, ArchiveSync sync, BackupPlan plan, WorkDirectory work)
      throws IOException {
    if (plan.chain().isEmpty()) {
      return KnownState.none(archive, work, settings.listener);
    }
    var manifests = new ManifestSource(archive, run.remote, run.decoding, settings.tempDir);
    var hashes =
        new SignatureHashes(plan.chain().get().backups().sets(), manifests, settings.listener);
    SignatureChain chain = plan.chain().get().signatures();
    sync.ensure(chain, hashes);
    var signatures =
        new ChainSignatures(
            chain.files(), archive, run.remote, settings.naming, run.decoding, work);
    return KnownState.of(signatures, archive, work, settings.listener);
  }
}
