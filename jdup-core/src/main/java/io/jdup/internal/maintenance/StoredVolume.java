package io.jdup.internal.maintenance;

import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.internal.manifest.VolumeInfo;

/**
 * A volume that is there.
 *
 * @param set the set it is of
 * @param file its name at the target
 * @param info what the manifest says of it
 * @param sizeBytes its length there, -1 if the target does not tell
 */
record StoredVolume(SetId set, ListedFile file, VolumeInfo info, long sizeBytes) {}
