package io.jdup.internal.maintenance;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.SealedVolume;
import io.jdup.internal.volume.StoredFiles;
import io.jdup.internal.volume.VolumeUploader;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.report.ReplicaConflictException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings one set to the target: volumes, then signatures, then statistics if the run that made the
 * set left some, then, all of them being there, the manifest. Used once.
 */
final class SetReplication {
  private final SourceSet set;
  private final SourceManifest manifest;
  private final Packing packing;
  private final Transport target;
  private final TargetSet there;
  private final boolean complete; // at the target, before
  private final FileNaming naming;
  private final TaskScope uploads;
  private final RunMarker marker;
  private final JdupListener listener;
  private final Map<String, Long> stored = new HashMap<>(); // sizes in bytes, by name

  SetReplication(
      SourceSet set,
      SourceManifest manifest,
      Packing packing,
      Transport target,
      TargetSet there,
      FileNaming naming,
      TaskScope uploads,
      RunMarker marker,
      JdupListener listener) {
    this.set = set;
    this.manifest = manifest;
    this.packing = packing;
    this.target = target;
    this.there = there;
    this.complete = there.manifest().isPresent();
    this.naming = naming;
    this.uploads = uploads;
    this.marker = marker;
    this.listener = listener;
  }

  /** Does it; returns the sizes in bytes of what was stored, by name. */
  Map<String, Long> run() throws IOException {
    requireNothingElse();
    List<VolumeInfo> volumes = storeVolumes();
    storeSignatures();
    storeStatistics();
    if (!stored.isEmpty()) {
      StoredFiles.having(target, stored.keySet(), Thread::sleep).require(stored);
    }
    if (!complete) {
      store(packing.nameOf(set.manifest()), packing.manifest(manifest, volumes));
    }
    return stored;
  }

  private void requireNothingElse() throws IOException {
    Optional<ListedFile> found = there.manifest();
    if (found.isPresent()) {
      if (!packing.isCopy(found.get(), manifest)) {
        throw new ReplicaConflictException(
            "the target holds another "
                + set.id()
                + ": '"
                + found.get().name()
                + "' is not what a copy would have; if it is a copy that was packed in another way,"
                + " say so again, otherwise copy to another place");
      }
      return;
    }
    Set<BackupFileName> wanted = new HashSet<>();
    for (VolumeInfo info : manifest.content().volumes()) {
      wanted.add(packing.nameOf(set.volume(info)));
    }
    set.signatures().ifPresent(file -> wanted.add(packing.nameOf(file)));
    set.files().statistics().ifPresent(file -> wanted.add(packing.nameOf(file)));
    Optional<String> other = there.besides(wanted);
    if (other.isPresent()) {
      throw new ReplicaConflictException(
          "the target holds '"
              + other.get()
              + "' of an unfinished "
              + set.id()
              + ", which a copy would not have; delete what cleanup lists there, or copy to"
              + " another place");
    }
  }

  private List<VolumeInfo> storeVolumes() throws IOException {
    Map<Integer, String> names = new ConcurrentHashMap<>(); // the storing thread looks into it
    var uploader =
        new VolumeUploader(target, uploads, names::get, listener, volume -> marker.beat());
    for (VolumeInfo info : manifest.content().volumes()) {
      ListedFile volume = set.volume(info);
      BackupFileName name = packing.nameOf(volume);
      Optional<RemoteFile> found = there.file(name);
      if (found.isPresent() && packing.isCopy(found.get(), volume, info, complete)) {
        continue;
      }
      requireRepairable(info);
      String text = found.map(RemoteFile::name).orElseGet(() -> naming.format(name));
      names.put(info.number(), text);
      SealedVolume sealed = packing.volume(volume, info);
      stored.put(text, sealed.sizeBytes());
      uploader.accept(sealed);
    }
    return uploader.finish();
  }

  private void requireRepairable(VolumeInfo info) throws CorruptBackupException {
    if (!complete) {
      return;
    }
    String what = "volume " + info.number() + " of the " + set.id();
    if (!packing.canRepair()) {
      throw new CorruptBackupException(
          what,
          "it is missing at the target",
          "delete the manifest of this set there, and the next run makes the set anew");
    }
    listener.warning(what + " is missing or damaged at the target; it is copied again");
  }

  private void storeSignatures() throws IOException {
    if (set.signatures().isEmpty()) {
      listener.warning(
          "the "
              + set.id()
              + " has no signatures at the source: it can be restored from the copy, not continued");
      return;
    }
    storeWhole(set.signatures().get());
  }

  // No restore needs them, so a set with damaged ones is worth its copy.
  private void storeStatistics() throws IOException {
    Optional<ListedFile> statistics = set.files().statistics();
    if (statistics.isEmpty()) {
      return;
    }
    try {
      storeWhole(statistics.get());
    } catch (CorruptBackupException e) {
      listener.warning("the statistics of the " + set.id() + " are not copied: " + e.getMessage());
    }
  }

  private void storeWhole(ListedFile file) throws IOException {
    BackupFileName name = packing.nameOf(file);
    Optional<RemoteFile> found = there.file(name);
    if (found.isEmpty() || !packing.isCopy(found.get(), file, complete)) {
      store(name, packing.whole(file, manifest));
    }
  }

  private void store(BackupFileName name, Path file) throws IOException {
    String text = there.file(name).map(RemoteFile::name).orElseGet(() -> naming.format(name));
    target.put(text, file);
    long size = Files.size(file);
    listener.volumeStored(text, size);
    stored.put(text, size);
  }
}
