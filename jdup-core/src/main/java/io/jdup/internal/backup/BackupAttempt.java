package io.jdup.internal.backup;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.SignatureChain;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ArchiveSync;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.KnownState;
import io.jdup.internal.archive.SignatureHashes;
import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.index.IndexDamagedException;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what set a run makes and what it is based on, and makes it. */
final class BackupAttempt {
  private static final String FORGEABLE =
      "Whoever can write to the target can forge this backup, as it is encrypted to a public key"
          + " and not signed; --sign-key KEY signs it, and a restore with the same option demands"
          + " that.";

  private final RunContext run;
  private final BackupSettings settings;
  private final ArchiveDir archive;
  private final ArchiveSync sync;
  private final Instant time;

  /** Prepares to make a set of {@code time}, unless an interrupted one is to be completed. */
  BackupAttempt(RunContext run, ArchiveSync sync, Instant time) {
    this.run = run;
    this.settings = run.settings;
    this.archive = run.archive;
    this.sync = sync;
    this.time = time;
  }

  /**
   * Makes the set.
   *
   * @param there what the target has
   * @param changed the file that was found changed when going on within it, if one was
   * @throws CutFileChangedException if one is found changed now; nothing was stored then
   */
  BackupReport make(TreeWalker walker, ArchiveSync.Listing there, @Nullable EntryPath changed)
      throws IOException {
    CollectionStatus status = there.status();
    try (var local = WorkDirectory.in(archive.path());
        var temporary = WorkDirectory.in(settings.tempDir)) {
      Optional<Restart> restart =
          settings.dryRun
              ? Optional.empty()
              : new Resumption(run).decide(status, there.local(), local, changed);
      if (restart.isPresent()) {
        settings.maxDeleted.requireEntries(settings.source);
      }
      BackupPlan plan =
          restart.isPresent()
              ? BackupPlan.resumed(restart.get().set(), status)
              : BackupPlan.decide(status, settings.mode, settings.fullIfOlderThan, time);
      RunContext making = run;
      if (plan.chain().isPresent()) {
        checkSource(plan.chain().get());
        making = run.goingOn();
      }
      if (restart.isEmpty() && plan.set().isFull() && run.encoding.isForgeable()) {
        settings.listener.progress(FORGEABLE);
      }
      KnownState state = knownState(plan, local);
      try (KnownSignatures known = state.open()) {
        return new SetMaking(making, plan, restart, status, local, temporary, state)
            .make(walker, known);
      }
    } catch (CorruptBackupException e) {
      throw sync.dropCopy(e);
    } catch (IndexDamagedException e) {
      KnownState.drop(archive);
      throw new IOException(e.getMessage() + "; it was removed: run the backup again", e);
    }
  }

  private void checkSource(BackupPlan.Continued chain) throws IOException {
    var last = run.manifests().confirmed(chain.backups().last(), settings.symmetric);
    if (!settings.allowSourceMismatch) {
      run.source().check(last);
    }
  }

  private KnownState knownState(BackupPlan plan, WorkDirectory work) throws IOException {
    if (plan.chain().isEmpty()) {
      return KnownState.none(archive, work, settings.listener);
    }
    BackupPlan.Continued continued = plan.chain().get();
    SignatureChain chain = continued.signatures();
    sync.ensure(
        chain, new SignatureHashes(continued.backups().sets(), run.manifests(), settings.listener));
    var signatures =
        new ChainSignatures(
            chain.files(), archive, run.remote, settings.naming, run.decoding, work);
    return KnownState.of(signatures, archive, work, settings.listener);
  }
}
