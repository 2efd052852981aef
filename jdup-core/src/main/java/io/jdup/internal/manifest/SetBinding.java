package io.jdup.internal.manifest;

import io.jdup.collection.SetId;
import io.jdup.report.CorruptBackupException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ties the files of a set together beyond its volumes: which set the manifest is of, and the
 * hash of the signature file. Without it, the files of one set can pass for those of another. The
 * two lines stand in a manifest's header; duplicity, whose own manifests lack them, passes over
 * them.
 *
 * @param set the set's identity as {@link SetId} tells it; null if not told
 * @param signatures the hash of the signature file as it is stored remotely; null if not told
 */
public record SetBinding(@Nullable String set, @Nullable VolumeHash signatures) {
  /** Says nothing, as the manifests of duplicity. */
  public static final SetBinding NONE = new SetBinding(null, null);

  /** The digest for new bindings, as {@code MessageDigest} calls it. */
  public static final String DIGEST = "SHA-256";

  /** Returns the binding of {@code set}, whose signature file has the SHA-256 {@code hex}. */
  public static SetBinding of(SetId set, @Nullable String hex) {
    return new SetBinding(set.toString(), hex == null ? null : new VolumeHash("SHA256", hex));
  }

  /** Returns the hash to check the signature file with, if it is told and can be computed. */
  public Optional<VolumeHash> usableHash() {
    return Optional.ofNullable(signatures).filter(hash -> hash.digestName().isPresent());
  }

  /**
   * Requires that {@code fileName}, which told this, is named as the manifest of the set that it is
   * of.
   */
  public void require(SetId wanted, String fileName) throws CorruptBackupException {
    if (set != null && !set.equals(wanted.toString())) {
      throw new CorruptBackupException(
          fileName,
          "it is the manifest of another set, the " + set + ", not of the " + wanted,
          "somebody may have put it there; look for another copy of it, or restore an earlier state"
              + " with --time");
    }
  }
}
