package io.jdup.internal.maintenance;

import io.jdup.collection.SetId;
import io.jdup.internal.manifest.VolumeHash;
import java.util.Optional;

/**
 * A file at the target whose hash stands in a manifest: a volume, or the signatures of a set.
 *
 * @param set the set it is of
 * @param name its name at the target
 * @param number the volume's number; that of signatures is higher than any
 * @param hash what the manifest says of it, if that can be computed
 * @param loss what cannot be done if it is damaged, as a part of a sentence for people
 * @param sizeBytes its length there, -1 if the target does not tell
 */
record HashedPart(
    SetId set, String name, int number, Optional<VolumeHash> hash, String loss, long sizeBytes) {
  static final int SIGNATURES = Integer.MAX_VALUE;
}
