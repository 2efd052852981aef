package io.jdup.selection;

import java.util.Arrays;
import java.util.List;

/**
 * A glob, ready to match. All ways of matching run side by side, so that the time is at worst the
 * length of the text times that of the pattern, whatever stars the pattern has.
 *
 * <p>Immutable. Source: format specification section 8.2.
 */
final class Glob {
  /**
   * How a text stands to a glob.
   *
   * @param exact the glob matches the whole text
   * @param below the glob matches the text up to some slash
   * @param ancestor something that the glob matches may lie below the text
   */
  record Match(boolean exact, boolean below, boolean ancestor) {
    private static final Match NONE = new Match(false, false, false);
    private static final Match ANCESTOR = new Match(false, false, true);
  }

  private final int[] start; // what every text begins with
  private final GlobToken[] tokens; // what comes then
  private final long[] ancestorStates; // a state is the number of tokens that are used up; as bits

  private Glob(int[] start, List<GlobToken> tokens) {
    this.start = start;
    this.tokens = tokens.toArray(new GlobToken[0]);
    this.ancestorStates = noStates();
    markAncestorStates();
  }

  /** Returns the glob of the given code points, which has no slash at its end. */
  static Glob compile(int[] glob, boolean ignoreCase) {
    int plain = 0;
    while (!ignoreCase && plain < glob.length && !isSpecial(glob[plain])) {
      plain++;
    }
    int[] rest = Arrays.copyOfRange(glob, plain, glob.length);
    return new Glob(Arrays.copyOf(glob, plain), new GlobParser(rest, ignoreCase).tokens());
  }

  /** Returns the glob that fits {@code text} alone, which has no slash at its end. */
  static Glob literal(int[] text, boolean ignoreCase) {
    return ignoreCase
        ? new Glob(new int[0], GlobParser.inAnyCase(text))
        : new Glob(text, List.of());
  }

  private static boolean isSpecial(int c) {
    return c == '*' || c == '?' || c == '[';
  }

  // The glob cut at each slash, "/" for the empty text before the first. Behind the first double
  // star anything may follow.
  private void markAncestorStates() {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] == GlobToken.SLASH) {
        add(ancestorStates, Math.max(i, 1));
      } else if (tokens[i] == GlobToken.DOUBLE_STAR) {
        add(ancestorStates, i + 1);
        return;
      }
    }
  }

  /** Returns how {@code text} stands to this glob; a newline at its end may be left out. */
  Match match(int[] text) {
    Match whole = match(text, text.length);
    if (text.length == 0 || text[text.length - 1] != '\n') {
      return whole;
    }
    Match shorter = match(text, text.length - 1); // where Python's $ matches too
    return new Match(whole.exact || shorter.exact, whole.below, whole.ancestor || shorter.ancestor);
  }

  private Match match(int[] text, int length) {
    int common = Math.min(length, start.length);
    if (!Arrays.equals(text, 0, common, start, 0, common)) {
      return Match.NONE;
    }
    if (length < start.length) { // a beginning of what matches
      boolean cut = length > 0 && (start[length] == '/' || isSlash(text, length));
      return cut ? Match.ANCESTOR : Match.NONE;
    }
    Match match = matchRest(text, length);
    boolean above = match.ancestor || common == 1 && isSlash(text, length);
    return new Match(match.exact, match.below, above);
  }

  // The file system's root, under which every pattern that begins with a slash has its matches.
  private static boolean isSlash(int[] text, int length) {
    return length == 1 && text[0] == '/';
  }

  private Match matchRest(int[] text, int length) {
    long[] states = noStates();
    long[] next = noStates();
    addWithEmpty(states, 0);
    boolean below = false;
    for (int i = start.length; i < length; i++) {
      below |= text[i] == '/' && contains(states, tokens.length);
      Arrays.fill(next, 0);
      step(states, text[i], next);
      long[] used = states;
      states = next;
      next = used;
    }
    return new Match(contains(states, tokens.length), below, intersect(states, ancestorStates));
  }

  private void step(long[] states, int c, long[] next) {
    for (int word = 0; word < states.length; word++) {
      for (long left = states[word]; left != 0; left &= left - 1) {
        int state = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        if (state < tokens.length && tokens[state].accepts(c)) {
          addWithEmpty(next, tokens[state].repeats() ? state : state + 1);
        }
      }
    }
  }

  // A token that repeats may also stand for nothing.
  private void addWithEmpty(long[] states, int state) {
    int reached = state;
    add(states, reached);
    while (reached < tokens.length && tokens[reached].repeats()) {
      reached++;
      add(states, reached);
    }
  }

  private long[] noStates() {
    return new long[tokens.length / Long.SIZE + 1];
  }

  private static void add(long[] states, int state) {
    states[state / Long.SIZE] |= 1L << state;
  }

  private static boolean contains(long[] states, int state) {
    return (states[state / Long.SIZE] & 1L << state) != 0;
  }

  private static boolean intersect(long[] some, long[] others) {
    for (int i = 0; i < some.length; i++) {
      if ((some[i] & others[i]) != 0) {
        return true;
      }
    }
    return false;
  }
}
