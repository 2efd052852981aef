/**
 * The local archive dir: copies of manifests and signatures, never encrypted, in duplicity's
 * layout.
 *
 * <p>{@link io.jdup.internal.archive.ArchiveDir} is the directory and its lock, {@link
 * io.jdup.internal.archive.ArchiveSync} brings it level with the remote directory, which is always
 * right. Losing the archive dir costs time, never data. Not API.
 */
@NullMarked
package io.jdup.internal.archive;

import org.jspecify.annotations.NullMarked;
