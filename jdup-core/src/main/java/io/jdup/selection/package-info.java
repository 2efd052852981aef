/**
 * Which entries of a source tree a backup takes: duplicity's include and exclude rules.
 *
 * <pre>
 * Selection -> startAt(root) -> SelectionJudge.judge(Candidate) -> Verdict
 * </pre>
 *
 * <p>A {@code Selection} is a list of rules in command-line order. Whoever walks a tree starts it
 * at the root, which checks that every pattern can match there, and asks for a verdict on each
 * entry. Paths are bytes: what is no UTF-8 is matched byte by byte.
 *
 * <p>Source: format specification section 8, and the paths duplicity 0.8.22 selects.
 */
@NullMarked
package io.jdup.selection;

import org.jspecify.annotations.NullMarked;
