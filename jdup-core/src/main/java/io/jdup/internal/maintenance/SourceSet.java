package io.jdup.internal.maintenance;

import io.jdup.collection.BackupSet;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.report.CorruptBackupException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set that is to be copied, and its signatures.
 *
 * @param files volumes and manifest, which is there
 * @param signatures the signature file, if it is not lost
 */
record SourceSet(BackupSet files, Optional<ListedFile> signatures) {
  SetId id() {
    return files.id();
  }

  /** Returns the manifest. */
  ListedFile manifest() {
    return files.manifest().orElseThrow(() -> new AssertionError("no manifest: " + files));
  }

  /** Returns the file of the volume that {@code info} describes. */
  ListedFile volume(VolumeInfo info) throws CorruptBackupException {
    ListedFile file = files.volumes().get(info.number());
    if (file == null) {
      throw new CorruptBackupException(
          "volume " + info.number() + " of the " + id(),
          "it is missing at the source",
          "look for it in copies of the source, or copy only older sets with --time");
    }
    return file;
  }

  /** Returns whether volumes and signatures are packed as {@code encoding}, the manifest to fit. */
  boolean isPackedAs(FileEncoding encoding) {
    boolean encrypted = encoding == FileEncoding.OPENPGP;
    return Stream.concat(files.volumes().values().stream(), signatures.stream())
            .allMatch(file -> file.encoding() == encoding)
        && encrypted == (manifest().encoding() == FileEncoding.OPENPGP);
  }
}
