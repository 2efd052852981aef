package io.jdup.internal.maintenance;

import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.crypto.CryptoException;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.ManifestReader;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fetches manifests to be copied. Where one cannot be decrypted, the archive dir may know what it
 * says: then a copying needs no key.
 */
final class SourceManifests {
  private final RemoteFiles remote;
  private final FileNaming naming;
  private final VolumeDecoding decoding;
  private final Optional<ArchiveDir> archive;

  SourceManifests(
      RemoteFiles remote,
      FileNaming naming,
      VolumeDecoding decoding,
      Optional<ArchiveDir> archive) {
    this.remote = remote;
    this.naming = naming;
    this.decoding = decoding;
    this.archive = archive;
  }

  /** Fetches the manifest of {@code set} to {@code file}. */
  SourceManifest fetch(SourceSet set, Path file) throws IOException {
    ListedFile listed = set.manifest();
    remote.get(listed.name(), file);
    Manifest content = content(listed, file);
    content.binding().require(set.id(), listed.name());
    return new SourceManifest(listed, file, content);
  }

  private Manifest content(ListedFile listed, Path file) throws IOException {
    String local = naming.archiveDirName(listed.name());
    if (listed.encoding() != FileEncoding.OPENPGP
        || archive.filter(dir -> dir.holds(local)).isEmpty()) {
      return read(listed, file, decoding);
    }
    try {
      return read(listed, file, decoding.unattended());
    } catch (CryptoException e) {
      Optional<Manifest> known = kept(local);
      return known.isPresent() ? known.get() : read(listed, file, decoding);
    }
  }

  private Optional<Manifest> kept(String local) throws IOException {
    try (InputStream in = archive.orElseThrow().read(local)) {
      return Optional.of(new ManifestReader(local).withoutFileList().read(in));
    } catch (CorruptBackupException e) {
      return Optional.empty(); // it is a copy only, and the source has the original
    }
  }

  /** Reads {@code file}, which is called {@code listed}. */
  static Manifest read(ListedFile listed, Path file, VolumeDecoding decoding) throws IOException {
    try (InputStream in =
        decoding.decode(listed.name(), listed.encoding(), Files.newInputStream(file))) {
      return new ManifestReader(listed.name()).withoutFileList().read(in);
    }
  }
}
