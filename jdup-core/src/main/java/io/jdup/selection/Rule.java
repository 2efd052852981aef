package io.jdup.selection;

import org.jspecify.annotations.Nullable;

/** One rule of a selection. */
interface Rule {
  /** Returns what the rule says about an entry, null if nothing. */
  @Nullable Verdict judge(Subject subject);

  /** Returns whether the rule can include something. */
  default boolean isInclude() {
    return false;
  }

  /**
   * Checks that the rule can match something in the tree whose root is {@code root}.
   *
   * @throws SelectionException if it cannot
   */
  default void checkAgainst(Subject root) {}
}
