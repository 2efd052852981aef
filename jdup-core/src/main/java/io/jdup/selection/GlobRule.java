package io.jdup.selection;

import io.jdup.selection.SelectionException.Reason;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Includes or excludes what a glob covers. */
final class GlobRule implements Rule {
  private static final String IGNORE_CASE = "ignorecase:";

  private final String written;
  private final Glob glob;
  private final boolean directoriesOnly;
  private final boolean include;

  private GlobRule(String written, Glob glob, boolean directoriesOnly, boolean include) {
    this.written = written;
    this.glob = glob;
    this.directoriesOnly = directoriesOnly;
    this.include = include;
  }

  /**
   * Returns the rule for the pattern of the given code points.
   *
   * @throws SelectionException if the pattern is malformed
   */
  static Rule of(int[] pattern, boolean include) {
    String written = new String(pattern, 0, pattern.length);
    if (written.equals("**")) {
      return new Always(include);
    }
    boolean ignoreCase = written.regionMatches(true, 0, IGNORE_CASE, 0, IGNORE_CASE.length());
    String text =
        ignoreCase ? written.substring(IGNORE_CASE.length()).toLowerCase(Locale.ROOT) : written;
    if (text.isEmpty() || text.contains("//")) {
      throw new SelectionException(
          Reason.MALFORMED_GLOB,
          "pattern '" + written + "' is empty or has two slashes in a row, which no path has");
    }
    if (text.equals("/")) {
      text = "/**";
    }
    boolean directoriesOnly = text.endsWith("/");
    int[] points = text.codePoints().toArray();
    int[] body = directoriesOnly ? Arrays.copyOf(points, points.length - 1) : points;
    return new GlobRule(written, Glob.compile(body, ignoreCase), directoriesOnly, include);
  }

  @Override
  public @Nullable Verdict judge(Subject subject) {
    Verdict asInclude = judgeAsInclude(subject);
    if (include) {
      return asInclude;
    }
    return asInclude == Verdict.INCLUDE ? Verdict.EXCLUDE : null;
  }

  // A pattern for directories has nothing to say of another file that it matches, not even by the
  // part of it that matches a directory above. Source: duplicity 0.8.22 run with "--include
  // **/sub/" on a tree with a file sub/x/sub.
  private @Nullable Verdict judgeAsInclude(Subject subject) {
    Glob.Match match = glob.match(subject.text());
    if (match.exact() && directoriesOnly && !subject.candidate().isDirectory()) {
      return null;
    }
    if (match.exact() || match.below()) {
      return Verdict.INCLUDE;
    }
    return match.ancestor() ? Verdict.SCAN : null;
  }

  @Override
  public boolean isInclude() {
    return include;
  }

  @Override
  public void checkAgainst(Subject root) {
    if (judgeAsInclude(root) == null) {
      throw new SelectionException(
          Reason.OUTSIDE_SOURCE,
          "pattern '"
              + written
              + "' cannot match anything in '"
              + root.string()
              + "'; begin it with that path, as it is written there, or with '**'");
    }
  }

  /** The pattern that fits everything, wherever the root is. */
  private record Always(boolean isInclude) implements Rule {
    @Override
    public Verdict judge(Subject subject) {
      return isInclude ? Verdict.INCLUDE : Verdict.EXCLUDE;
    }
  }
}
