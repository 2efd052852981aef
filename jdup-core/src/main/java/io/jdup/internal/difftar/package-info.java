/**
 * The tar files of a backup: difftars, which hold what changed, and sigtars, which describe it.
 *
 * <pre>
 * DifftarWriter -> TarBlock -> TarBlockSink        VolumeSource -> DifftarReader -> DeltaEntry
 * SigtarWriter  -> OutputStream                     InputStream  -> SigtarReader  -> SigtarEntry
 * </pre>
 *
 * <p>Public here: those. Names, link targets and owners are bytes from end to end; no name passes
 * through a {@code String}. Headers are written by hand, to the byte as duplicity does; on reading,
 * Commons Compress parses numbers and checksums, and nothing it returns leaves this package. Not
 * API.
 */
@NullMarked
package io.jdup.internal.difftar;

import org.jspecify.annotations.NullMarked;
