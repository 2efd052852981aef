package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.CollectionStatus;
import io.jdup.internal.archive.KnownState;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.diff.DiffCounts;
import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.diff.TreeDiff;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.SigtarLog;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.difftar.TarBlockSink;
import io.jdup.internal.index.IndexUpdate;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.SealedVolume;
import io.jdup.internal.volume.StoredFiles;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.VolumeUploader;
import io.jdup.internal.volume.VolumeWriter;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.BackupStatistics;
import io.jdup.report.SourceGoneException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a run that writes; everything it needs was decided before. Used once. */
final class SetMaking {
  private final RunContext run;
  private final BackupSettings settings;
  private final VolumeEncoding encoding;
  private final BackupPlan plan;
  private final Optional<Restart> restart;
  private final CollectionStatus before;
  private final WorkDirectory local;
  private final WorkDirectory temporary;
  private final KnownState state;

  SetMaking(
      RunContext run,
      BackupPlan plan,
      Optional<Restart> restart,
      CollectionStatus before,
      WorkDirectory local,
      WorkDirectory temporary,
      KnownState state) {
    this.run = run;
    this.settings = run.settings;
    this.encoding = run.encoding;
    this.plan = plan;
    this.restart = restart;
    this.before = before;
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
        var part = new PartFiles(run, plan.set(), restart, local);
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
        signatures.requireReadable(signaturesName()); // while the last volumes are on their way
        var stored = uploader.finish();
        var there = StoredFiles.having(run.transport, uploader.sizes().keySet(), settings.pause);
        new CommitCheck(run, plan, restart.isPresent(), before).check(there.names(), part);
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
    boolean takesOver = plan.set().isFull() && (restart.isPresent() || !before.chains().isEmpty());
    try {
      settings.maxDeleted.check(counts, settings.source, takesOver);
    } catch (SourceGoneException e) {
      uploader.finish();
      part.takeBack();
      for (String volume : uploader.sizes().keySet()) {
        run.remote.delete(volume);
      }
      throw e;
    }
  }

  private Transport volumeTransport() {
    return settings.skippedVolume == 0
        ? run.transport
        : new SkippingTransport(run.transport, volumeName(settings.skippedVolume));
  }

  private void confirmed(PartFiles part, SealedVolume volume) throws IOException {
    part.stored(volume);
    run.marker.beat();
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
    var commit = new SetCommit(run, plan.set(), deflate, local);
    if (restart.isPresent()) {
      commit.removeVolumesAbove(all.size());
    }
    String newName = commit.signatures(signatures);
    if (settings.statisticsTarget != null) {
      commit.statistics(
          StatisticsFile.of(
                  plan, settings.statisticsTarget, run.localDir, run.archive, settings.naming)
              .content(statistics(counts, bytes)));
    }
    commit.manifest(all, fileList);
    if (next != null) {
      state.store(next, newName);
    }
  }

  private List<Path> ownFiles(PartFiles part) {
    List<Path> own = new ArrayList<>(part.files());
    own.addAll(List.of(run.archive.lockFile(), local.path(), temporary.path()));
    return own;
  }

  private boolean isUnchanged(DiffCounts counts) {
    return !plan.set().isFull() && restart.isEmpty() && counts.deltaEntries() == 0;
  }

  private String signaturesName() {
    return settings.naming.format(BackupFileName.signatures(plan.set(), encoding.fileEncoding()));
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
    return StatisticsFile.statistics(counts, run.start, settings.clock.instant(), volumeBytes);
  }
}
