package io.jdup.selection;

import io.jdup.selection.SelectionException.Reason;
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
  static Rule of(int[] pattern, boolean ignoreCase, boolean include) {
    String written = new String(pattern, 0, pattern.length);
    if (written.equals("**")) {
      return new Always(include);
    }
    boolean prefixed = written.regionMatches(true, 0, IGNORE_CASE, 0, IGNORE_CASE.length());
    boolean blind = ignoreCase || prefixed;
    String text = prefixed ? written.substring(IGNORE_CASE.length()) : written;
    text = blind ? text.toLowerCase(Locale.ROOT) : text;
    requirePath(text, written);
    if (text.equals("/")) {
      text = "/**";
    }
    boolean directoriesOnly = text.endsWith("/");
    return new GlobRule(written, Glob.compile(body(text), blind), directoriesOnly, include);
  }

  /** Returns the rule for the path of the given code points, none of which is special. */
  static Rule literal(int[] path, boolean ignoreCase, boolean include) {
    String written = new String(path, 0, path.length);
    String text = ignoreCase ? written.toLowerCase(Locale.ROOT) : written;
    requirePath(text, written);
    if (text.equals("/")) {
      return new Always(include);
    }
    return new GlobRule(written, Glob.literal(body(text), ignoreCase), text.endsWith("/"), include);
  }

  private static void requirePath(String text, String written) {
    if (text.isEmpty() || text.contains("//")) {
      throw new SelectionException(
          Reason.MALFORMED_GLOB,
          "pattern '" + written + "' is empty or has two slashes in a row, which no path has");
    }
  }

  private static int[] body(String text) {
    String withoutSlash = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return withoutSlash.codePoints().toArray();
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
