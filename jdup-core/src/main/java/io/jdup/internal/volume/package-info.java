/**
 * Cuts the difftar stream into volumes and moves volumes to and from the remote directory.
 *
 * <pre>
 * TarBlock -> VolumeWriter -> SealedVolume -> VolumeUploader -> Transport
 * Transport -> VolumeFetcher -> decoded tar stream
 * </pre>
 *
 * <p>A volume is a complete tar file, compressed and encrypted as a whole, so any one can be read
 * without the others. Signature files and manifests take the same way in and out. Not API.
 */
@NullMarked
package io.jdup.internal.volume;

import org.jspecify.annotations.NullMarked;
