package io.jdup.selection;

/**
 * How patterns become rules.
 *
 * @param style the language they are in
 * @param ignoreCase whether they fit whatever the case of letters
 */
record PatternReading(PatternStyle style, boolean ignoreCase) {
  static final PatternReading DEFAULT = new PatternReading(PatternStyle.GLOB, false);

  /**
   * Returns the rule for the pattern of the given code points.
   *
   * @throws SelectionException if the pattern is malformed
   */
  Rule rule(int[] pattern, boolean include) {
    return switch (style) {
      case GLOB -> GlobRule.of(pattern, ignoreCase, include);
      case LITERAL -> GlobRule.literal(pattern, ignoreCase, include);
      case REGEXP -> RegexpRule.of(new String(pattern, 0, pattern.length), ignoreCase, include);
    };
  }
}
