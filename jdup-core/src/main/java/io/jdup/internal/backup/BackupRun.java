package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ArchiveSync;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.KnownState;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.archive.SignatureHashes;
import io.jdup.internal.archive.ThisHost;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.diff.DiffCounts;
import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.diff.TreeDiff;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.SigtarLog;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.difftar.TarBlockSink;
import io.jdup.internal.index.IndexDamagedException;
import io.jdup.internal.index.IndexUpdate;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.SealedVolume;
import io.jdup.internal.volume.SignatureRules;
import io.jdup.internal.volume.StoredFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.VolumeUploader;
import io.jdup.internal.volume.VolumeWriter;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.BackupStatistics;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.SourceGoneException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One backup, from the look at what is there to the stored manifest. Used once. */
public final class BackupRun {
  private static final String FORGEABLE =
      "Whoever can write to the target can forge this backup, as it is encrypted to a public key"
          + " and not signed; --sign-key KEY signs it, and a restore with the same option demands"
          + " that.";

  private final BackupSettings settings;
  private final VolumeEncoding encoding;
  private final VolumeDecoding decoding;
  private final String hostName;
  private final byte[] localDir;
  private final Transport transport;
  private final RemoteFiles remote;

  /** Prepares a backup to {@code transport}, which stays the caller's to close. */
  public BackupRun(BackupSettings settings, VolumeEncoding encoding, Transport transport)
      throws IOException {
    this.settings = settings;
    this.encoding = encoding;
    this.decoding =
        new VolumeDecoding(settings.decryptor)
            .checking(SignatureRules.demandingNone(settings.signers(), settings.listener));
    this.hostName = settings.hostName == null ? ThisHost.name() : settings.hostName;
    this.localDir = settings.localDirBytes();
    this.transport = transport;
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
  }

  /** Makes the backup, with {@code archive} as the archive dir. */
  public BackupReport run(ArchiveDir archive) throws IOException {
    Instant start = settings.clock.instant();
    TreeWalker walker =
        new TreeWalker(settings.source, settings.selection, settings.followLinks)
            .named(settings.selectionRoot);
    walker.requireRoot();
    RunMarker marker = settings.marker(transport, hostName, archive, start);
    try (var early = new TaskScope(1, 0)) {
      early.fork(encoding::prepare); // whose failure comes again with the first file
      return marker.during(() -> run(archive, walker, marker, start));
    }
  }

  private BackupReport run(ArchiveDir archive, TreeWalker walker, RunMarker marker, Instant start)
      throws IOException {
    var sync = new ArchiveSync(archive, remote, settings.naming, decoding, settings.listener);
    List<String> names =
        settings.allowRollback ? remote.names() : sync.settledNames(settings.pause);
    if (!settings.dryRun) {
      marker.requireAlone(names, settings.allowConcurrent);
    }
    CollectionStatus status = sync.level(names, settings.allowRollback);
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
        return attempt(archive, sync, status, walker, marker, start, time, changed);
      } catch (CutFileChangedException e) {
        changed = e.path(); // nothing was stored yet: go on at an earlier point
      }
    }
  }

  private BackupReport attempt(
      ArchiveDir archive,
      ArchiveSync sync,
      CollectionStatus status,
      TreeWalker walker,
      RunMarker marker,
      Instant start,
      Instant time,
      @Nullable EntryPath changed)
      throws IOException {
    try (var local = WorkDirectory.in(archive.path());
        var temporary = WorkDirectory.in(settings.tempDir)) {
      Optional<Restart> restart =
          settings.dryRun ? Optional.empty() : resumption(archive).decide(status, local, changed);
      if (restart.isPresent()) {
        settings.maxDeleted.requireEntries(settings.source);
      }
      BackupPlan plan =
          restart.isPresent()
              ? BackupPlan.resumed(restart.get().set(), status)
              : BackupPlan.decide(status, settings.mode, settings.fullIfOlderThan, time);
      if (plan.chain().isPresent()) {
        checkSource(archive, plan.chain().get());
      }
      if (restart.isEmpty() && plan.set().isFull() && encoding.isForgeable()) {
        settings.listener.progress(FORGEABLE);
      }
      KnownState state = knownState(archive, sync, plan, local);
      try (KnownSignatures known = state.open()) {
        return new Making(plan, restart, status, marker, start, archive, local, temporary, state)
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
        transport,
        remote,
        decoding,
        new SourceCheck(hostName, localDir),
        encoding);
  }

  private void checkSource(ArchiveDir archive, BackupPlan.Continued chain) throws IOException {
    var manifests = new ManifestSource(archive, remote, decoding, settings.tempDir);
    var last = manifests.confirmed(chain.backups().last(), settings.symmetric);
    if (!settings.allowSourceMismatch) {
      new SourceCheck(hostName, localDir).check(last);
    }
  }

  private KnownState knownState(
      ArchiveDir archive, ArchiveSync sync, BackupPlan plan, WorkDirectory work)
      throws IOException {
    if (plan.chain().isEmpty()) {
      return KnownState.none(archive, work, settings.listener);
    }
    List<ListedFile> files = plan.chain().get().signatures().files();
    var manifests = new ManifestSource(archive, remote, decoding, settings.tempDir);
    var hashes =
        new SignatureHashes(plan.chain().get().backups().sets(), manifests, settings.listener);
    for (ListedFile file : files) {
      sync.ensure(file, hashes);
    }
    var signatures = new ChainSignatures(files, archive, remote, settings.naming, decoding, work);
    return KnownState.of(signatures, archive, work, settings.listener);
  }

  /** The part of a run that writes; everything it needs was decided before. */
  private final class Making {
    private final BackupPlan plan;
    private final Optional<Restart> restart;
    private final CollectionStatus before;
    private final RunMarker marker;
    private final Instant start;
    private final ArchiveDir archive;
    private final WorkDirectory local;
    private final WorkDirectory temporary;
    private final KnownState state;

    Making(
        BackupPlan plan,
        Optional<Restart> restart,
        CollectionStatus before,
        RunMarker marker,
        Instant start,
        ArchiveDir archive,
        WorkDirectory local,
        WorkDirectory temporary,
        KnownState state) {
      this.plan = plan;
      this.restart = restart;
      this.before = before;
      this.marker = marker;
      this.start = start;
      this.archive = archive;
      this.local = local;
      this.temporary = temporary;
      this.state = state;
    }

    BackupReport make(TreeWalker walker, KnownSignatures known) throws IOException {
      try (var uploads = new TaskScope(1, 1);
          var workers = new TaskScope(settings.threads, settings.threads)) {
        return make(walker, known, uploads, workers);
      }
    }

    private BackupReport make(
        TreeWalker walker, KnownSignatures known, TaskScope uploads, TaskScope workers)
        throws IOException {
      var deflate = ParallelDeflate.forVolumes(workers, settings.volumeSizeBytes);
      try (var fileList = new FileListSpool(local.resolve("files"));
          var part = partFiles();
          var signatures = new SignatureFiles(encoding, deflate, local, part);
          @Nullable IndexUpdate next = settings.dryRun ? null : state.startNext()) {
        var listed = settings.fileList ? fileList : null;
        var events = new RunEvents(settings.listener, listed);
        var uploader =
            new VolumeUploader(
                volumeTransport(),
                uploads,
                this::volumeName,
                settings.listener,
                volume -> confirmed(part, volume));
        SigtarLog log = next == null ? SigtarLog.NONE : next;
        try (var volumes = volumes(deflate, part, uploader);
            var sigtar = new SigtarWriter(signatures, local.path(), log)) {
          var progress = SourceProgress.of(settings.measureFirst, walker, settings.listener);
          var stages = new RestartStages(restart, part.pieces());
          TarBlockSink blocks = settings.dryRun ? block -> {} : stages.before(volumes);
          var difftar = new DifftarWriter(progress.watchingBlocks(blocks));
          var names = new OwnerNames(settings.source.getFileSystem());
          var diff =
              new TreeDiff(known, names, difftar, sigtar, settings.maxBlockLength, workers, events);
          stages.takeOver(known, signatures, sigtar, log, listed, diff);
          var filter = new OwnFilesFilter(ownFiles(part), stages.before(diff));
          walker.walkAhead(progress.watchingWalk(filter));
          DiffCounts counts = diff.finish();
          requireSource(counts, uploader, part);
          stages.finish();
          if (settings.dryRun || settings.skipIfUnchanged && isUnchanged(counts)) {
            return report(counts, 0, 0, events, false);
          }
          long bytes = volumes.finish();
          sigtar.finish();
          signatures.finish();
          var stored = uploader.finish();
          var there = StoredFiles.having(transport, uploader.sizes().keySet(), settings.pause);
          commitCheck().check(there.names(), part);
          there.require(uploader.sizes());
          commit(signatures, deflate, stored, listed, counts, bytes, next);
          part.delete();
          return report(counts, bytes, stored.size(), events, true);
        }
      }
    }

    // What was stored of a set that says that all is gone must not be gone on with.
    private void requireSource(DiffCounts counts, VolumeUploader uploader, PartFiles part)
        throws IOException {
      boolean takesOver =
          plan.set().isFull() && (restart.isPresent() || !before.chains().isEmpty());
      try {
        settings.maxDeleted.check(counts, settings.source, takesOver);
      } catch (SourceGoneException e) {
        uploader.finish();
        part.takeBack();
        for (String volume : uploader.sizes().keySet()) {
          remote.delete(volume);
        }
        throw e;
      }
    }

    private CommitCheck commitCheck() {
      var manifests = new ManifestSource(null, remote, decoding.unattended(), settings.tempDir);
      return new CommitCheck(plan, restart.isPresent(), before, remote, settings.naming, manifests);
    }

    private PartFiles partFiles() throws IOException {
      return new PartFiles(
          plan.set(),
          restart,
          archive,
          settings.naming,
          local,
          hostName,
          localDir,
          encoding.audience());
    }

    private Transport volumeTransport() {
      return settings.skippedVolume == 0
          ? transport
          : new SkippingTransport(transport, volumeName(settings.skippedVolume));
    }

    private void confirmed(PartFiles part, SealedVolume volume) throws IOException {
      part.stored(volume);
      marker.beat();
      if (volume.info().number() == settings.failAfterVolume) {
        throw new IOException("stopped behind volume " + settings.failAfterVolume + ", as asked");
      }
    }

    private VolumeWriter volumes(
        ParallelDeflate deflate, PartFiles part, SealedVolume.Sink uploader) {
      return new VolumeWriter(
          encoding,
          deflate,
          settings.volumeSizeBytes,
          temporary.path(),
          volume -> {
            part.sealed(volume.info());
            uploader.accept(volume);
          },
          restart.map(from -> from.kept().size()).orElse(0),
          settings.readsBackVolumes);
    }

    private void commit(
        SignatureFiles signatures,
        ParallelDeflate deflate,
        List<VolumeInfo> stored,
        @Nullable FileListSpool fileList,
        DiffCounts counts,
        long bytes,
        @Nullable IndexUpdate next)
        throws IOException {
      List<VolumeInfo> all = new ArrayList<>(restart.map(Restart::volumes).orElse(List.of()));
      all.addAll(stored);
      var commit =
          new SetCommit(plan.set(), encoding, deflate, archive, remote, settings.naming, local);
      if (restart.isPresent()) {
        commit.removeVolumesAbove(all.size());
      }
      String newName = commit.signatures(signatures);
      if (settings.statisticsTarget != null) {
        commit.statistics(
            StatisticsFile.of(plan, settings.statisticsTarget, localDir, archive, settings.naming)
                .content(statistics(counts, bytes)));
      }
      commit.manifest(hostName, localDir, all, fileList);
      if (next != null) {
        state.store(next, newName);
      }
    }

    private List<Path> ownFiles(PartFiles part) {
      List<Path> own = new ArrayList<>(part.files());
      own.addAll(List.of(archive.lockFile(), local.path(), temporary.path()));
      return own;
    }

    private boolean isUnchanged(DiffCounts counts) {
      return !plan.set().isFull() && restart.isEmpty() && counts.deltaEntries() == 0;
    }

    private String volumeName(int number) {
      return settings.naming.format(
          BackupFileName.volume(plan.set(), number, encoding.fileEncoding()));
    }

    private BackupReport report(
        DiffCounts counts, long volumeBytes, int volumes, RunEvents events, boolean stored) {
      return new BackupReport(
          plan.set().isFull(), stored, statistics(counts, volumeBytes), volumes, events.skipped());
    }

    private BackupStatistics statistics(DiffCounts counts, long volumeBytes) {
      return StatisticsFile.statistics(counts, start, settings.clock.instant(), volumeBytes);
    }
  }
}
