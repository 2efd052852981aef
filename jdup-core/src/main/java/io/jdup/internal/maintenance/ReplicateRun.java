package io.jdup.internal.maintenance;

import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.SetId;
import io.jdup.crypto.Decryptor;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.LostSets;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.internal.volume.VolumePacker;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.JdupListener;
import io.jdup.report.ReplicateReport;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One copying of backups from one place to another. Used once. */
public final class ReplicateRun {
  private static final long USUAL_VOLUME_BYTES = 200L << 20;

  private final ReplicateSettings settings;
  private final ReadSettings reading;
  private final JdupListener listener;
  private final Transport source;
  private final Transport target;
  private final WorkDirectory work;
  private final VolumeDecoding decoding;
  private final FileNaming targetNaming;
  private final RunMarker marker;
  private final List<String> copied = new ArrayList<>();
  private int present;
  private int files;
  private long bytes;

  /**
   * Prepares a copy from {@code source}, read as {@code reading} says, to {@code target}, whose
   * {@code archive} is locked if there is one. All stay the caller's to close, and so does {@code
   * work}.
   */
  public ReplicateRun(
      ReplicateSettings settings,
      ReadSettings reading,
      Transport source,
      Transport target,
      WorkDirectory work,
      Optional<ArchiveDir> archive)
      throws IOException {
    this.settings = settings;
    this.reading = reading;
    this.listener = reading.listener;
    this.source = source;
    this.target = target;
    this.work = work;
    this.decoding = reading.decoding();
    this.targetNaming = settings.targetNaming == null ? reading.naming : settings.targetNaming;
    this.marker = reading.marker(target, targetNaming, settings.targetArchiveDir, archive);
  }

  /** Copies what is there and asked for. */
  public ReplicateReport run() throws IOException {
    return marker.during(this::copyAll);
  }

  private ReplicateReport copyAll() throws IOException {
    Map<String, Long> sourceSizes = new HashMap<>();
    source.list().forEach(file -> sourceSizes.put(file.name(), file.sizeBytes()));
    CollectionStatus status = CollectionStatus.of(List.of(), sourceSizes.keySet(), reading.naming);
    status.problems().forEach(problem -> listener.warning(problem.message()));
    warnOfLost(sourceSizes.keySet());
    if (status.chains().isEmpty()) {
      throw new BackupNotFoundException(
          "there is no backup to copy; check its address and the file prefixes, or look with"
              + " collection-status");
    }
    ReplicaPlan plan = ReplicaPlan.of(status, reading.asOf);
    plan.leftOut().forEach(this::warnOfLeavingOut);
    List<RemoteFile> listed = target.list();
    List<String> names = listed.stream().map(RemoteFile::name).toList();
    if (!reading.dryRun) {
      marker.requireAlone(names, reading.allowConcurrent);
    }
    plan.requireRoom(names, targetNaming);
    copy(plan.wanted(), TargetSet.of(listed, targetNaming), sourceSizes);
    return new ReplicateReport(
        copied,
        present,
        plan.newer(),
        plan.leftOut().stream().map(set -> set.id().toString()).toList(),
        files,
        bytes);
  }

  private void warnOfLost(Set<String> names) throws IOException {
    Optional<ArchiveDir> archive = ArchiveDir.reading(reading.archiveDir);
    if (archive.isPresent()) {
      var known =
          CollectionStatus.of(
              ArchiveDir.finishedFiles(archive, reading.naming),
              ListedFiles.of(names, reading.naming));
      Instant time = reading.asOf == null ? Instant.MAX : reading.asOf;
      List<String> lost = LostSets.before(known, time);
      if (!lost.isEmpty()) {
        listener.warning(BackupsLostException.text(lost));
      }
    }
  }

  private void warnOfLeavingOut(BackupSet set) {
    String why =
        set.isComplete()
            ? "it belongs to no chain"
            : "it has no manifest, so its backup did not come to its end";
    listener.warning("the " + set.id() + " is not copied: " + why);
  }

  private void copy(
      List<SourceSet> sets, Map<SetId, TargetSet> there, Map<String, Long> sourceSizes)
      throws IOException {
    try (var fetcher = new VolumeFetcher(source, decoding, work.path(), false, listener);
        var checker = new VolumeFetcher(target, decoding, work.path(), false, JdupListener.SILENT);
        var uploads = new TaskScope(1, 1);
        var hashing = new TaskScope(1, 1);
        var workers = new TaskScope(settings.threads, settings.threads)) {
      var manifests = manifests();
      var asItIs = new ByteCopy(source, target, fetcher, checker, decoding, sourceSizes, work);
      Packing anew = anew(fetcher, workers, hashing);
      for (SourceSet set : sets) {
        TargetSet here = there.getOrDefault(set.id(), new TargetSet());
        Packing packing = anew == null || staysAsItIs(set) ? asItIs : anew;
        if (reading.dryRun) {
          count(set, here, Map.of());
        } else {
          if (here.manifest().isEmpty()) {
            listener.progress("Replicating the " + set.files() + ".");
          }
          SourceManifest manifest = manifests.fetch(set, work.resolve("manifest"));
          var one =
              new SetReplication(
                  set, manifest, packing, target, here, targetNaming, uploads, marker, listener);
          count(set, here, one.run());
        }
      }
    }
  }

  private SourceManifests manifests() {
    return new SourceManifests(
        new RemoteFiles(source, reading.naming, listener),
        reading.naming,
        decoding,
        ArchiveDir.reading(reading.archiveDir));
  }

  private @Nullable Packing anew(VolumeFetcher fetcher, TaskScope workers, TaskScope hashing) {
    VolumeEncoding said = settings.encoding;
    if (said == null) {
      return null;
    }
    VolumeEncoding encoding = said.atLevel(settings.compressLevel);
    var deflate = ParallelDeflate.forVolumes(workers, USUAL_VOLUME_BYTES);
    Decryptor ofTarget =
        settings.targetDecryptor == null ? reading.decryptor : settings.targetDecryptor;
    return new Repacking(
        encoding,
        new VolumePacker(encoding, deflate, hashing, work.path()),
        fetcher,
        decoding,
        new VolumeDecoding(ofTarget),
        source,
        target,
        work);
  }

  private boolean staysAsItIs(SourceSet set) {
    FileEncoding wanted =
        settings.encoding == null ? FileEncoding.PLAIN : settings.encoding.fileEncoding();
    if (wanted == FileEncoding.OPENPGP) { // the keys may be others
      return settings.keepEncrypted && set.isPackedAs(FileEncoding.OPENPGP);
    }
    return set.isPackedAs(wanted) || settings.keepEncrypted && set.isPackedAs(FileEncoding.OPENPGP);
  }

  private void count(SourceSet set, TargetSet here, Map<String, Long> stored) {
    if (here.manifest().isPresent()) {
      present++;
    } else {
      copied.add(set.id().toString());
    }
    files += stored.size();
    bytes += stored.values().stream().mapToLong(size -> size).sum();
  }
}
