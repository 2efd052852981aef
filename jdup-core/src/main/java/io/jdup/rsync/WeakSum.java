package io.jdup.rsync;

/** The 32-bit checksum that finds candidates: cheap to move along a file byte by byte. */
public enum WeakSum {
  /** The checksum of the original rsync, what duplicity uses. */
  ROLLSUM,
  /** A Rabin-Karp hash, better spread; librsync 2.2 and newer, the default of {@code rdiff}. */
  RABIN_KARP;

  RollingSum newRolling() {
    return this == ROLLSUM ? new RollingChecksum() : new RabinKarp();
  }
}
