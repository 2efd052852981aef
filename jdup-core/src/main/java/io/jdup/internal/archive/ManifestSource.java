package io.jdup.internal.archive;

import io.jdup.collection.BackupSet;
import io.jdup.collection.ListedFile;
import io.jdup.crypto.CryptoException;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.ManifestReader;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ManifestMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads manifests, from the archive dir where it has them and from the target otherwise. */
public final class ManifestSource {
  private final @Nullable ArchiveDir archive;
  private final RemoteFiles remote;
  private final VolumeDecoding decoding;
  private final @Nullable Path tempDir;

  /** Reads from {@code archive}, if there is one, and {@code remote}. */
  public ManifestSource(
      @Nullable ArchiveDir archive,
      RemoteFiles remote,
      VolumeDecoding decoding,
      @Nullable Path tempDir) {
    this.archive = archive;
    this.remote = remote;
    this.decoding = decoding;
    this.tempDir = tempDir;
  }

  /** Returns the manifest of {@code set}: the local copy, else the remote one. */
  public Manifest any(BackupSet set) throws IOException {
    Optional<Manifest> local = local(set);
    return local.isPresent() ? local.get() : remote(set, decoding);
  }

  /**
   * Returns the manifest of {@code set} after the local and the remote one were compared, as far as
   * both can be read. If {@code mustDecrypt}, a remote one that cannot be decrypted is an error.
   *
   * @throws ManifestMismatchException if they are not of the same set
   */
  public Manifest confirmed(BackupSet set, boolean mustDecrypt) throws IOException {
    Optional<Manifest> local = local(set);
    if (mustDecrypt || local.isEmpty()) {
      return compared(set, local, remote(set, decoding));
    }
    Manifest stored;
    try {
      stored = remote(set, decoding.unattended());
    } catch (CryptoException e) {
      return local.get(); // a backup to a public key goes on without the secret key
    }
    return compared(set, local, stored);
  }

  private static Manifest compared(BackupSet set, Optional<Manifest> local, Manifest stored)
      throws ManifestMismatchException {
    Optional<String> difference = local.flatMap(stored::firstDifference);
    if (difference.isPresent()) {
      throw new ManifestMismatchException(
          "the manifest of the "
              + set.id()
              + " at the target is not the one in the archive dir ("
              + difference.get()
              + "); somebody else wrote to the target, or the archive dir belongs to another one: "
              + "check both, then remove the archive dir to trust the target");
    }
    return stored;
  }

  private Optional<Manifest> local(BackupSet set) throws IOException {
    Optional<ListedFile> file = set.localManifest();
    if (archive == null || file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = archive.read(file.get().name())) {
      return Optional.of(new ManifestReader(file.get().name()).withoutFileList().read(in));
    } catch (CorruptBackupException e) {
      return Optional.empty(); // it is a copy only, and the target has the original
    }
  }

  private Manifest remote(BackupSet set, VolumeDecoding decoding) throws IOException {
    ListedFile file =
        set.manifest()
            .orElseThrow(
                () ->
                    new CorruptBackupException(
                        set.id().toString(), "it has no manifest", "restore an earlier state"));
    try (var work = WorkDirectory.in(tempDir)) {
      Path raw = work.resolve("manifest");
      remote.get(file.name(), raw);
      try (InputStream in =
          decoding.decode(file.name(), file.encoding(), Files.newInputStream(raw))) {
        return new ManifestReader(file.name()).withoutFileList().read(in);
      }
    }
  }
}
