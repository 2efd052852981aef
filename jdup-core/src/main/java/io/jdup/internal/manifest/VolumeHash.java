package io.jdup.internal.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hash of a volume's file as it is stored remotely.
 *
 * @param algorithm the algorithm as manifests name it, in upper case, such as {@code SHA1}
 * @param hex the value, lower-case hex as a rule; not checked, as it is compared only
 */
public record VolumeHash(String algorithm, String hex) {
  private static final List<String> KNOWN =
      List.of("SHA1", "MD5", "SHA256", "SHA512"); // best first
  private static final List<Integer> HEX_LENGTHS = List.of(40, 32, 64, 128);

  public VolumeHash {
    if (!isToken(algorithm) || !isToken(hex)) {
      throw new IllegalArgumentException("not a hash: '" + algorithm + " " + hex + "'");
    }
    algorithm = algorithm.toUpperCase(Locale.ROOT);
    hex = hex.toLowerCase(Locale.ROOT);
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  /** Returns the SHA-1 {@code hex}, which every volume must have. */
  public static VolumeHash sha1(String hex) {
    return new VolumeHash("SHA1", hex);
  }

  /** Returns the algorithm's name for {@code MessageDigest}, if it is one that can be computed. */
  public Optional<String> digestName() {
    return KNOWN.contains(algorithm)
        ? Optional.of(algorithm.replace("SHA", "SHA-"))
        : Optional.empty();
  }

  /** Returns whether the value is as long as the algorithm makes it; for unknown ones true. */
  boolean hasFullLength() {
    int index = KNOWN.indexOf(algorithm);
    return index < 0 || HEX_LENGTHS.get(index) == hex.length();
  }

  /** Returns how much a reader should like this hash: the lower the better. */
  int rank() {
    int index = KNOWN.indexOf(algorithm);
    return index < 0 ? KNOWN.size() : index;
  }
}
