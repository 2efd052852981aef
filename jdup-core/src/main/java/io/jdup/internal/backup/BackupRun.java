package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ArchiveSync;
import io.jdup.internal.archive.ChainSignatures;
import io.jdup.internal.archive.KnownState;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.diff.DiffCounts;
import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.diff.TreeDiff;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.SigtarLog;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.index.IndexDamagedException;
import io.jdup.internal.index.IndexUpdate;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.RawNames;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.SignatureRules;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.VolumeUploader;
import io.jdup.internal.volume.VolumeWriter;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.BackupStatistics;
import io.jdup.report.CorruptBackupException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One backup, from the look at what is there to the stored manifest. Used once. */
public final class BackupRun {
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
    this.localDir =
        settings.localDir == null
            ? RawNames.toBytes(withoutDots(settings.source.toAbsolutePath()))
            : settings.localDir;
    this.transport = transport;
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
  }

  // The same directory, however it was said; ".." stays, as it may lead out of a link.
  private static Path withoutDots(Path absolute) {
    Path result = Objects.requireNonNull(absolute.getRoot());
    for (Path name : absolute) {
      result = name.toString().equals(".") ? result : result.resolve(name);
    }
    return result;
  }

  /** Makes the backup, with {@code archive} as the archive dir. */
  public BackupReport run(ArchiveDir archive) throws IOException {
    Instant start = settings.clock.instant();
    TreeWalker walker = walker();
    walker.requireRoot();
    var sync = new ArchiveSync(archive, remote, settings.naming, decoding, settings.listener);
    CollectionStatus status = sync.level();
    status.problems().forEach(problem -> settings.listener.warning(problem.message()));
    status.setWithoutSignatures().ifPresent(this::warnOfReplacing);
    var plan = BackupPlan.decide(status, settings.mode, settings.fullIfOlderThan, start);
    if (plan.chain().isPresent()) {
      checkSource(archive, plan.chain().get());
    }
    try (var local = WorkDirectory.in(archive.path());
        var temporary = WorkDirectory.in(settings.tempDir)) {
      KnownState state = knownState(archive, sync, plan, local);
      try (KnownSignatures known = state.open()) {
        return new Making(plan, start, archive, local, temporary, state).make(walker, known);
      }
    } catch (CorruptBackupException e) {
      throw dropLocalCopy(archive, e);
    } catch (IndexDamagedException e) {
      KnownState.drop(archive);
      throw new IOException(e.getMessage() + "; it was removed: run the backup again", e);
    }
  }

  private TreeWalker walker() {
    var walker = new TreeWalker(settings.source, settings.selection, settings.followLinks);
    return settings.selectionRoot == null ? walker : walker.named(settings.selectionRoot);
  }

  // What the archive dir has is a copy only: without it, the next run fetches what it needs.
  private CorruptBackupException dropLocalCopy(ArchiveDir archive, CorruptBackupException e)
      throws IOException {
    String name = e.fileName();
    if (settings.naming.parse(name).isEmpty() || !archive.holds(name)) {
      return e;
    }
    archive.delete(name);
    KnownState.drop(archive); // it may be what led to where nothing made sense
    return new CorruptBackupException(
        name,
        "the copy in the archive dir cannot be used (" + e.getMessage() + ")",
        "it was removed: run the backup again, which fetches the file from the target",
        e);
  }

  private void warnOfReplacing(BackupSet set) {
    settings.listener.warning(
        "the signatures of the " + set.id() + " are missing; an incremental takes its place");
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
    for (ListedFile file : files) {
      sync.ensure(file);
    }
    var signatures = new ChainSignatures(files, archive, remote, settings.naming, decoding, work);
    return KnownState.of(signatures, archive, work, settings.listener);
  }

  /** The part of a run that writes; everything it needs was decided before. */
  private final class Making {
    private final BackupPlan plan;
    private final Instant start;
    private final ArchiveDir archive;
    private final WorkDirectory local;
    private final WorkDirectory temporary;
    private final KnownState state;

    Making(
        BackupPlan plan,
        Instant start,
        ArchiveDir archive,
        WorkDirectory local,
        WorkDirectory temporary,
        KnownState state) {
      this.plan = plan;
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
          var signatures = new SignatureFiles(encoding, deflate, local);
          @Nullable IndexUpdate next = settings.dryRun ? null : state.startNext()) {
        var events = new RunEvents(settings.listener, settings.fileList ? fileList : null);
        var uploader = new VolumeUploader(transport, uploads, this::volumeName, settings.listener);
        try (var volumes =
                new VolumeWriter(
                    encoding, deflate, settings.volumeSizeBytes, temporary.path(), uploader);
            var sigtar =
                new SigtarWriter(signatures, local.path(), next == null ? SigtarLog.NONE : next)) {
          var progress = SourceProgress.of(settings.measureFirst, walker, settings.listener);
          var difftar =
              new DifftarWriter(progress.watchingBlocks(settings.dryRun ? block -> {} : volumes));
          var names = new OwnerNames(settings.source.getFileSystem());
          var diff =
              new TreeDiff(known, names, difftar, sigtar, settings.maxBlockLength, workers, events);
          walker.walkAhead(progress.watchingWalk(new OwnFilesFilter(ownFiles(), diff)));
          DiffCounts counts = diff.finish();
          if (settings.dryRun || settings.skipIfUnchanged && isUnchanged(counts)) {
            return report(counts, 0, 0, events, false);
          }
          sigtar.finish();
          signatures.finish();
          long bytes = volumes.finish();
          var stored = uploader.finish();
          var commit =
              new SetCommit(plan.set(), encoding, deflate, archive, remote, settings.naming, local);
          String newName = commit.signatures(signatures);
          if (settings.statisticsTarget != null) {
            StatisticsFile file = statisticsFile(settings.statisticsTarget);
            commit.statistics(file.content(statistics(counts, bytes)));
          }
          commit.manifest(hostName, localDir, stored, settings.fileList ? fileList : null);
          if (next != null) {
            state.store(next, newName);
          }
          return report(counts, bytes, stored.size(), events, true);
        }
      }
    }

    private List<Path> ownFiles() {
      return List.of(archive.lockFile(), local.path(), temporary.path());
    }

    private boolean isUnchanged(DiffCounts counts) {
      return !plan.set().isFull() && counts.deltaEntries() == 0;
    }

    private StatisticsFile statisticsFile(String target) throws IOException {
      String source = new String(localDir, StandardCharsets.UTF_8);
      return new StatisticsFile(
          plan, target, source, StatisticsFile.in(archive.names(), settings.naming));
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
      return new BackupStatistics(
          start,
          settings.clock.instant(),
          counts.sourceFiles(),
          counts.sourceBytes(),
          counts.newFiles(),
          counts.newBytes(),
          counts.deletedFiles(),
          counts.changedFiles(),
          counts.changedBytes(),
          counts.deltaEntries(),
          counts.rawBytes(),
          volumeBytes,
          counts.errors());
    }
  }
}
