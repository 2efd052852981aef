package io.jdup.selection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which entries of a source tree are backed up: rules in the order of a command line, the first
 * that fits decides. Immutable: each step returns a changed copy.
 *
 * <pre>{@code
 * Selection.everything().include("/home/me/Documents").exclude("**");
 * }</pre>
 *
 * <p>Patterns are matched against the full path as reached from the source argument. In a pattern
 * {@code **} stands for any string, {@code *} for one without a slash, {@code ?} for one character
 * but a slash, {@code [...]} for a class of characters; the prefix {@code ignorecase:} makes it
 * blind to case, a slash at the end fits directories only. A pattern covers what it matches and
 * everything below that. Patterns in bytes need not be UTF-8.
 */
public final class Selection {
  private static final Selection EVERYTHING = new Selection(List.of());

  private final List<Rule> rules;

  private Selection(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Returns the selection without rules: every entry is taken. */
  public static Selection everything() {
    return EVERYTHING;
  }

  /**
   * Takes what {@code glob} covers.
   *
   * @throws SelectionException if the pattern is malformed
   */
  public Selection include(String glob) {
    return include(glob.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes what {@code glob} covers; see {@link #include(String)}. */
  public Selection include(byte[] glob) {
    return with(GlobRule.of(PathText.decode(glob), true));
  }

  /**
   * Leaves out what {@code glob} covers.
   *
   * @throws SelectionException if the pattern is malformed
   */
  public Selection exclude(String glob) {
    return exclude(glob.getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves out what {@code glob} covers; see {@link #exclude(String)}. */
  public Selection exclude(byte[] glob) {
    return with(GlobRule.of(PathText.decode(glob), false));
  }

  /**
   * Adds the patterns of a file list; lines without a sign include.
   *
   * @throws SelectionException if a pattern is malformed
   */
  public Selection includeFilelist(Filelist list) {
    return with(list.rules(true));
  }

  /** Adds the patterns of a file list; lines without a sign exclude. */
  public Selection excludeFilelist(Filelist list) {
    return with(list.rules(false));
  }

  /**
   * Takes every entry in whose full path {@code regexp}, in Python's dialect, is found.
   *
   * @throws SelectionException if the expression is malformed or not supported
   */
  public Selection includeRegexp(String regexp) {
    return with(RegexpRule.of(regexp, true));
  }

  /** Leaves out every entry in whose full path {@code regexp} is found. */
  public Selection excludeRegexp(String regexp) {
    return with(RegexpRule.of(regexp, false));
  }

  /** Leaves out directories that hold an entry {@code name}. Goes to the front of the rules. */
  public Selection excludeIfPresent(String name) {
    return excludeIfPresent(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves out directories that hold an entry {@code name}. Goes to the front of the rules. */
  public Selection excludeIfPresent(byte[] name) {
    byte[] copy = name.clone();
    return inFront(
        subject ->
            subject.candidate().isDirectory() && subject.candidate().contains(copy)
                ? Verdict.EXCLUDE
                : null);
  }

  /** Leaves out character and block devices. Goes to the front of the rules. */
  public Selection excludeDeviceFiles() {
    return inFront(subject -> subject.candidate().isDevice() ? Verdict.EXCLUDE : null);
  }

  /** Leaves out what is on another file system than the root, mount points included. */
  public Selection excludeOtherFilesystems() {
    return with(subject -> subject.isOnOtherFileSystem() ? Verdict.EXCLUDE : null);
  }

  /** Leaves out regular files modified before {@code limit}. */
  public Selection excludeOlderThan(Instant limit) {
    return with(
        subject ->
            subject.candidate().isRegularFile() && subject.candidate().modified().isBefore(limit)
                ? Verdict.EXCLUDE
                : null);
  }

  private Selection with(Rule rule) {
    return with(List.of(rule));
  }

  private Selection with(List<Rule> more) {
    var longer = new ArrayList<>(rules);
    longer.addAll(more);
    return new Selection(longer);
  }

  private Selection inFront(Rule rule) {
    var longer = new ArrayList<Rule>(List.of(rule));
    longer.addAll(rules);
    return new Selection(longer);
  }

  /** Returns whether there is no rule, so that everything is taken. */
  public boolean isEverything() {
    return rules.isEmpty();
  }

  /**
   * Begins to judge the tree whose root is {@code root}. The root itself is always taken.
   *
   * @throws SelectionException if a pattern can match nothing in the tree, or the last rule is an
   *     include
   */
  public SelectionJudge startAt(Candidate root) {
    var subject = new Subject(root, root.fileSystemNumber());
    for (Rule rule : rules) {
      rule.checkAgainst(subject);
    }
    if (!rules.isEmpty() && rules.get(rules.size() - 1).isInclude()) {
      throw new SelectionException(
          SelectionException.Reason.REDUNDANT_INCLUDE,
          "the last selection rule is an include, which selects nothing that is not selected"
              + " anyway; end with an exclude, such as '**'");
    }
    return new SelectionJudge(rules, root.fileSystemNumber());
  }
}
