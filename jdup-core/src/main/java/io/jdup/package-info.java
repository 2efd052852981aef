/**
 * Encrypted, incremental backups of directories in duplicity's archive format.
 *
 * <p>{@link io.jdup.Backup} makes them, {@link io.jdup.Restore} and {@link io.jdup.Verify} read
 * them, {@link io.jdup.Backups} tells what there is, {@link io.jdup.Replicate} copies it elsewhere.
 * Each is an immutable description whose steps return changed copies; the last step runs it and
 * returns what happened. Everything the world does wrong is an {@link java.io.IOException} whose
 * message says which thing and what to do next.
 */
@NullMarked
package io.jdup;

import org.jspecify.annotations.NullMarked;
