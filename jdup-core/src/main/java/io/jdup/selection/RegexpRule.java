package io.jdup.selection;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Includes or excludes every entry in whose full path a regular expression is found. */
record RegexpRule(String regexp, Pattern pattern, boolean isInclude) implements Rule {
  /**
   * Returns the rule for an expression in Python's dialect.
   *
   * @throws SelectionException if it is malformed or not supported
   */
  static RegexpRule of(String regexp, boolean ignoreCase, boolean include) {
    return new RegexpRule(regexp, PythonRegexp.compile(regexp, ignoreCase), include);
  }

  @Override
  public @Nullable Verdict judge(Subject subject) {
    if (!isFoundIn(subject.string())) {
      return null;
    }
    return isInclude ? Verdict.INCLUDE : Verdict.EXCLUDE;
  }

  // Java's matcher calls itself for each turn of a repeated group.
  private boolean isFoundIn(String path) {
    try {
      return pattern.matcher(path).find();
    } catch (StackOverflowError e) {
      return new DeepMatch(regexp, pattern, path).isFound();
    }
  }
}
