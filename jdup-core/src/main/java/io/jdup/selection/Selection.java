package io.jdup.selection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * everything below that. Patterns in bytes need not be UTF-8. {@link #reading} and {@link
 * #ignoringCase} change how the patterns that come after them are read.
 */
public final class Selection {
  private static final Selection EVERYTHING =
      new Selection(List.of(), PatternReading.DEFAULT, null);

  private final List<Rule> rules;
  private final PatternReading reading; // of the patterns to come
  private final @Nullable PathList only;

  private Selection(List<Rule> rules, PatternReading reading, @Nullable PathList only) {
    this.rules = List.copyOf(rules);
    this.reading = reading;
    this.only = only;
  }

  /** Returns the selection without rules: every entry is taken. */
  public static Selection everything() {
    return EVERYTHING;
  }

  /**
   * Reads the patterns of the steps that follow, and the lines of their file lists, as {@code
   * style} says; as globs until this is said.
   */
  public Selection reading(PatternStyle style) {
    return new Selection(rules, new PatternReading(style, reading.ignoreCase()), only);
  }

  /** Lets the patterns of the steps that follow fit whatever the case of letters. */
  public Selection ignoringCase() {
    return new Selection(rules, new PatternReading(reading.style(), true), only);
  }

  /** Lets the patterns of the steps that follow heed the case of letters, as at the start. */
  public Selection heedingCase() {
    return new Selection(rules, new PatternReading(reading.style(), false), only);
  }

  /**
   * Takes what {@code pattern} covers.
   *
   * @throws SelectionException if the pattern is malformed
   */
  public Selection include(String pattern) {
    return include(pattern.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes what {@code pattern} covers; see {@link #include(String)}. */
  public Selection include(byte[] pattern) {
    return with(reading.rule(PathText.decode(pattern), true));
  }

  /**
   * Leaves out what {@code pattern} covers.
   *
   * @throws SelectionException if the pattern is malformed
   */
  public Selection exclude(String pattern) {
    return exclude(pattern.getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves out what {@code pattern} covers; see {@link #exclude(String)}. */
  public Selection exclude(byte[] pattern) {
    return with(reading.rule(PathText.decode(pattern), false));
  }

  /**
   * Adds the patterns of a file list; lines without a sign include.
   *
   * @throws SelectionException if a pattern is malformed
   */
  public Selection includeFilelist(Filelist list) {
    return with(list.rules(reading, true));
  }

  /** Adds the patterns of a file list; lines without a sign exclude. */
  public Selection excludeFilelist(Filelist list) {
    return with(list.rules(reading, false));
  }

  /**
   * Takes every entry in whose full path {@code regexp}, in Python's dialect, is found.
   *
   * @throws SelectionException if the expression is malformed or not supported
   */
  public Selection includeRegexp(String regexp) {
    return with(RegexpRule.of(regexp, reading.ignoreCase(), true));
  }

  /** Leaves out every entry in whose full path {@code regexp} is found. */
  public Selection excludeRegexp(String regexp) {
    return with(RegexpRule.of(regexp, reading.ignoreCase(), false));
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

  /**
   * Takes nothing but the entries that {@code list} names, with the directories above them. What a
   * listed directory holds is not taken unless it is listed as well.
   */
  public Selection only(PathList list) {
    return new Selection(rules, reading, list);
  }

  /** Returns the list that {@link #only} was given. */
  public Optional<PathList> list() {
    return Optional.ofNullable(only);
  }

  private Selection with(Rule rule) {
    return with(List.of(rule));
  }

  private Selection with(List<Rule> more) {
    var longer = new ArrayList<>(rules);
    longer.addAll(more);
    return new Selection(longer, reading, only);
  }

  private Selection inFront(Rule rule) {
    var longer = new ArrayList<Rule>(List.of(rule));
    longer.addAll(rules);
    return new Selection(longer, reading, only);
  }

  /** Returns whether there is no rule, so that everything is taken. */
  public boolean isEverything() {
    return rules.isEmpty() && only == null;
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
    return new SelectionJudge(rules, only, root);
  }
}
