/**
 * Reads the state of a backup at a time back: to restore it, or to hold it against a directory.
 *
 * <pre>
 * StateReading -> SetCursor (one a set) -> ChainMerger -> StateEntry
 * </pre>
 *
 * <p>{@link io.jdup.internal.restore.RestoreRun} and {@link io.jdup.internal.restore.VerifyRun} are
 * the doors. Not API.
 */
@NullMarked
package io.jdup.internal.restore;

import org.jspecify.annotations.NullMarked;
