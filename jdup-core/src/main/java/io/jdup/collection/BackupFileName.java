package io.jdup.collection;

/**
 * What the name of a backup file says; {@link FileNaming} turns it into text and back.
 *
 * @param kind what the file holds
 * @param set the set it belongs to
 * @param volumeNumber the number of a volume, 1 to 999999999; 0 for other files
 * @param encoding how its bytes are wrapped
 * @param partial whether it is the local copy of a manifest or signature file still being written
 */
public record BackupFileName(
    Kind kind, SetId set, int volumeNumber, FileEncoding encoding, boolean partial) {
  static final int MAX_VOLUME_NUMBER = 999_999_999;

  /** What a backup file holds. */
  public enum Kind {
    VOLUME,
    MANIFEST,
    SIGNATURES,
    /** What the run counted, as duplicity 3 stores it on demand. */
    STATISTICS
  }

  public BackupFileName {
    boolean isVolume = kind == Kind.VOLUME;
    int lowest = isVolume ? 1 : 0;
    if (volumeNumber < lowest || volumeNumber > (isVolume ? MAX_VOLUME_NUMBER : 0)) {
      throw new IllegalArgumentException("no volume number for a " + kind + ": " + volumeNumber);
    }
    if (partial && (isVolume || kind == Kind.STATISTICS)) {
      throw new IllegalArgumentException("volumes and statistics are never partial");
    }
  }

  /** Returns the name of a volume; its number counts from 1. */
  public static BackupFileName volume(SetId set, int volumeNumber, FileEncoding encoding) {
    return new BackupFileName(Kind.VOLUME, set, volumeNumber, encoding, false);
  }

  /** Returns the name of a manifest. */
  public static BackupFileName manifest(SetId set, FileEncoding encoding) {
    return new BackupFileName(Kind.MANIFEST, set, 0, encoding, false);
  }

  /** Returns the name of a signature file. */
  public static BackupFileName signatures(SetId set, FileEncoding encoding) {
    return new BackupFileName(Kind.SIGNATURES, set, 0, encoding, false);
  }

  /** Returns the name of a file of statistics. */
  public static BackupFileName statistics(SetId set, FileEncoding encoding) {
    return new BackupFileName(Kind.STATISTICS, set, 0, encoding, false);
  }

  /**
   * Returns the name this file, which is no volume, has in the archive directory: manifests are
   * plain there, all else is gzipped, nothing is encrypted.
   *
   * <p>Source: format specification sections 1.1 and 14; fixture dup3-jsonstat.
   */
  public BackupFileName inArchiveDir() {
    return switch (kind) {
      case MANIFEST -> manifest(set, FileEncoding.PLAIN);
      case SIGNATURES -> signatures(set, FileEncoding.GZIP);
      case STATISTICS -> statistics(set, FileEncoding.GZIP);
      case VOLUME -> throw new IllegalStateException("volumes are not kept in the archive dir");
    };
  }

  /** Returns the name of this manifest or signature file while it is being written: plain. */
  public BackupFileName whilePartial() {
    return new BackupFileName(kind, set, volumeNumber, FileEncoding.PLAIN, true);
  }
}
