package io.jdup.report;

import java.io.IOException;
import java.util.List;

/**
 * The newest sets cannot be restored from the target any more, though they were stored there: it is
 * older than it was. Nothing was changed.
 */
public final class BackupsLostException extends IOException {
  private final List<String> lostSets;

  /** Reports {@code lostSets}; {@code message} says which, and what to do next. */
  public BackupsLostException(List<String> lostSets, String message) {
    super(message);
    this.lostSets = List.copyOf(lostSets);
  }

  /**
   * Returns, as a clause for people, that the target has lost {@code lostSets}, the newest last,
   * and why that may be.
   */
  public static String text(List<String> lostSets) {
    int others = lostSets.size() - 1;
    return "the target has lost the newest backup, the "
        + lostSets.get(others)
        + (others == 0 ? "" : ", and " + others + " before it")
        + "; somebody deleted files there, put it back to an older state, or did not mount it";
  }

  /** Returns the sets, oldest first, each such as {@code full 20231114T221320Z}. */
  public List<String> lostSets() {
    return lostSets;
  }
}
