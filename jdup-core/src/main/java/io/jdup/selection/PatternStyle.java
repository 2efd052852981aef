package io.jdup.selection;

/** How the patterns of include and exclude rules are written. */
public enum PatternStyle {
  /** Shell patterns: {@code **}, {@code *}, {@code ?} and {@code [...]} stand for other text. */
  GLOB,

  /** Paths as they are; no character stands for another. */
  LITERAL,

  /**
   * Regular expressions in Python's dialect, which are searched for in the full path. One covers
   * what it is found in only, not what lies below that, nor the directories above.
   */
  REGEXP
}
