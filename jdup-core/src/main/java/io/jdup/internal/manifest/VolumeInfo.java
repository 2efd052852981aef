package io.jdup.internal.manifest;

import io.jdup.internal.tree.EntryPath;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest says of one volume.
 *
 * @param number the volume's number, from 1
 * @param start its first entry; the root for a volume without entries
 * @param end its last entry; for a volume without entries the last one of the volume before
 * @param hashes the hashes of the stored file, as a rule one SHA-1; none in odd archives
 */
public record VolumeInfo(int number, VolumeEdge start, VolumeEdge end, List<VolumeHash> hashes) {
  static final int MAX_NUMBER = 999_999_999;

  public VolumeInfo {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("not a volume number: " + number);
    }
    hashes = List.copyOf(hashes);
  }

  /** Describes a volume with the SHA-1 {@code sha1Hex}. */
  public static VolumeInfo of(int number, VolumeEdge start, VolumeEdge end, String sha1Hex) {
    return new VolumeInfo(number, start, end, List.of(VolumeHash.sha1(sha1Hex)));
  }

  /** Returns the hash to check the volume with: SHA-1 if there is one, else MD5, else any. */
  public Optional<VolumeHash> hash() {
    return hashes.stream().min(Comparator.comparing(VolumeHash::rank));
  }

  /**
   * Returns whether the volume may hold {@code path} or something below it.
   *
   * <p>Source: format specification section 2.3.
   */
  public boolean mayContain(EntryPath path) {
    boolean startsInTime = start.path().compareTo(path) <= 0 || start.path().startsWith(path);
    return startsInTime && path.compareTo(end.path()) <= 0;
  }
}
