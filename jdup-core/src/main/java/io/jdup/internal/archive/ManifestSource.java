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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads manifests, from the archive dir where it has them and from the target otherwise. */
public final class ManifestSource {
  private static final int COMPARED_BYTES = 1 << 16; // at a time

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

  /**
   * Returns the manifest of {@code set}: the local copy, else the remote one. The ranges of its
   * volumes take in what its list of changed files says.
   */
  public Manifest any(BackupSet set) throws IOException {
    return any(set, name -> new ManifestReader(name).wideningRanges());
  }

  /** Returns the same with the ranges of volumes as they are told. */
  public Manifest asTold(BackupSet set) throws IOException {
    return any(set, ManifestSource::brief);
  }

  /** Returns the same with the list of changed files, which may take much memory. */
  public Manifest withFileList(BackupSet set) throws IOException {
    return any(set, ManifestReader::new);
  }

  private static ManifestReader brief(String fileName) {
    return new ManifestReader(fileName).withoutFileList();
  }

  private Manifest any(BackupSet set, Function<String, ManifestReader> reader) throws IOException {
    Optional<Manifest> local = local(set, reader);
    return local.isPresent() ? local.get() : remote(set, decoding, Optional.empty(), reader);
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
      return compared(set, local, remote(set, decoding, local, ManifestSource::brief));
    }
    Manifest stored;
    try {
      stored = remote(set, decoding.unattended(), local, ManifestSource::brief);
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
    return local(set, ManifestSource::brief);
  }

  private Optional<Manifest> local(BackupSet set, Function<String, ManifestReader> reader)
      throws IOException {
    Optional<ListedFile> file = set.localManifest();
    if (archive == null || file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = archive.read(file.get().name())) {
      Manifest manifest = reader.apply(file.get().name()).read(in);
      manifest.binding().require(set.id(), file.get().name());
      return Optional.of(manifest);
    } catch (CorruptBackupException e) {
      return Optional.empty(); // it is a copy only, and the target has the original
    }
  }

  private Manifest remote(
      BackupSet set,
      VolumeDecoding decoding,
      Optional<Manifest> local,
      Function<String, ManifestReader> reader)
      throws IOException {
    List<ListedFile> files = set.manifestFiles();
    if (files.isEmpty()) {
      throw new CorruptBackupException(
          set.id().toString(), "it has no manifest", "restore an earlier state");
    }
    for (ListedFile file : files.subList(0, files.size() - 1)) {
      try {
        return remote(set, file, decoding, local, reader);
      } catch (CorruptBackupException | CryptoException e) {
        // a copy under a wrong name, maybe: the listing was found doubtful already
      }
    }
    return remote(set, files.get(files.size() - 1), decoding, local, reader);
  }

  // One that has the bytes of the local copy need not be parsed: that is what that says.
  private Manifest remote(
      BackupSet set,
      ListedFile file,
      VolumeDecoding decoding,
      Optional<Manifest> local,
      Function<String, ManifestReader> reader)
      throws IOException {
    try (var work = WorkDirectory.in(tempDir)) {
      Path raw = work.resolve("manifest");
      remote.get(file.name(), raw);
      decoding.requireSigned(file.name(), file.encoding(), raw);
      if (local.isPresent() && isCopied(set, file, raw, decoding)) {
        return local.get();
      }
      try (InputStream in = decoded(file, raw, decoding)) {
        Manifest manifest = reader.apply(file.name()).read(in);
        manifest.binding().require(set.id(), file.name());
        return manifest;
      }
    }
  }

  private static InputStream decoded(ListedFile file, Path raw, VolumeDecoding decoding)
      throws IOException {
    return decoding.decode(file.name(), file.encoding(), Files.newInputStream(raw));
  }

  private boolean isCopied(BackupSet set, ListedFile file, Path raw, VolumeDecoding decoding)
      throws IOException {
    Optional<ListedFile> copy = set.localManifest();
    if (archive == null || copy.isEmpty()) {
      return false;
    }
    try (InputStream stored = decoded(file, raw, decoding);
        InputStream kept = archive.read(copy.get().name())) {
      while (true) {
        byte[] some = stored.readNBytes(COMPARED_BYTES);
        if (!Arrays.equals(some, kept.readNBytes(COMPARED_BYTES))) {
          return false;
        }
        if (some.length < COMPARED_BYTES) {
          return true;
        }
      }
    }
  }
}
