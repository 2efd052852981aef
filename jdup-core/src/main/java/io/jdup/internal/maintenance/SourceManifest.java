package io.jdup.internal.maintenance;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.ListedFile;
import io.jdup.internal.manifest.FileListCopy;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.ManifestWriter;
import io.jdup.internal.manifest.SetBinding;
import io.jdup.internal.manifest.VolumeHash;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.FileHash;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.report.CorruptBackupException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The manifest of a set that is to be copied: the file as it is stored, and what it says.
 *
 * @param listed its name at the source
 * @param file the bytes, in the run's directory
 * @param content what it says, without its list of changed files
 */
record SourceManifest(ListedFile listed, Path file, Manifest content) {
  /** Requires that {@code fetched}, if it is the signature file, is the one that this tells of. */
  void require(ListedFile of, Path fetched) throws IOException {
    Optional<VolumeHash> hash = content.binding().usableHash();
    if (of.meaning().kind() != BackupFileName.Kind.SIGNATURES || hash.isEmpty()) {
      return;
    }
    String found = FileHash.hex(fetched, hash.get().digestName().orElseThrow());
    if (!found.equals(hash.get().hex())) {
      throw CorruptBackupException.hashMismatch(of.name(), hash.get().hex(), found);
    }
  }

  /**
   * Writes it to {@code target} as readable text, with the hashes that {@code volumes} have, and
   * with {@code binding}. Host, source and the list of changed files stay, which duplicity's {@code
   * replicate} loses.
   */
  void rewrite(List<VolumeInfo> volumes, SetBinding binding, VolumeDecoding decoding, Path target)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      var writer = new ManifestWriter(out);
      writeHeader(writer);
      writer.binding(binding);
      for (VolumeInfo volume : volumes) {
        writer.volume(volume);
      }
      FileListCopy.copy(() -> open(decoding), out);
    }
  }

  private void writeHeader(ManifestWriter writer) throws IOException {
    try {
      writer.header(content.hostName().orElse(null), content.localDir().orElse(null));
    } catch (IllegalArgumentException e) {
      throw new CorruptBackupException(
          listed.name(), String.valueOf(e.getMessage()), "copy it as it is, not packed anew", e);
    }
  }

  private InputStream open(VolumeDecoding decoding) throws IOException {
    return decoding.decode(listed.name(), listed.encoding(), Files.newInputStream(file));
  }
}
