/**
 * Decides what of a source tree goes into a backup set, and reads it.
 *
 * <pre>
 * TreeWalker -> TreeDiff -> DifftarWriter   (what is new, changed or gone)
 * KnownSignatures -^     -> SigtarWriter    (what the next backup compares with)
 * </pre>
 *
 * <p>Both outputs come from one reading of each file. Not API.
 */
@NullMarked
package io.jdup.internal.diff;

import org.jspecify.annotations.NullMarked;
