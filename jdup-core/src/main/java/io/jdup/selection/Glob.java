package io.jdup.selection;

import java.util.BitSet;
import java.util.List;

/**
 * A glob, ready to match. It runs all ways of matching side by side, so that its time is at worst
 * the length of the text times that of the pattern, whatever stars the pattern has.
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
    static final Match NONE = new Match(false, false, false);
  }

  private final GlobToken[] tokens;
  private final int[] literalStart; // what every text must begin with, as far as it goes
  private final BitSet ancestorStates = new BitSet(); // numbers of tokens after which to scan

  private Glob(List<GlobToken> tokens, int[] literalStart) {
    this.tokens = tokens.toArray(new GlobToken[0]);
    this.literalStart = literalStart;
    markAncestors();
  }

  /** Returns the glob of the given code points, which has no slash at its end. */
  static Glob compile(int[] glob, boolean ignoreCase) {
    int plain = 0;
    while (!ignoreCase && plain < glob.length && !isSpecial(glob[plain])) {
      plain++;
    }
    int[] literalStart = java.util.Arrays.copyOf(glob, plain);
    return new Glob(new GlobParser(glob, ignoreCase).tokens(), literalStart);
  }

  private static boolean isSpecial(int c) {
    return c == '*' || c == '?' || c == '[';
  }

  // The glob cut at its slashes, but behind its first double star everything is worth a look.
  private void markAncestors() {
    int end = 0;
    while (end < tokens.length && tokens[end] != GlobToken.DOUBLE_STAR) {
      end++;
    }
    end = Math.min(end + 1, tokens.length);
    for (int i = 0; i < end; i++) {
      if (tokens[i] == GlobToken.SLASH) {
        ancestorStates.set(i == 0 ? 1 : i); // "/" for the empty text before the first slash
      }
    }
    ancestorStates.set(end);
  }

  /** Returns how {@code text} stands to this glob. */
  Match match(int[] text) {
    if (contradictsLiteralStart(text)) {
      return Match.NONE;
    }
    var states = new BitSet(tokens.length + 1);
    addState(states, 0);
    boolean below = false;
    Match beforeNewline = Match.NONE;
    for (int i = 0; i < text.length && !states.isEmpty(); i++) {
      below |= text[i] == '/' && states.get(tokens.length);
      if (text[i] == '\n' && i == text.length - 1) {
        beforeNewline = atEnd(states, false); // Python's $ stands there too
      }
      states = step(states, text[i]);
    }
    Match end = atEnd(states, below);
    return new Match(
        end.exact || beforeNewline.exact, below, end.ancestor || beforeNewline.ancestor);
  }

  private boolean contradictsLiteralStart(int[] text) {
    int common = Math.min(text.length, literalStart.length);
    int mismatch = java.util.Arrays.mismatch(text, 0, common, literalStart, 0, common);
    return mismatch >= 0 && !(text[mismatch] == '\n' && mismatch == text.length - 1);
  }

  private Match atEnd(BitSet states, boolean below) {
    return new Match(states.get(tokens.length), below, states.intersects(ancestorStates));
  }

  private BitSet step(BitSet states, int c) {
    var next = new BitSet(tokens.length + 1);
    for (int s = states.nextSetBit(0); s >= 0 && s < tokens.length; s = states.nextSetBit(s + 1)) {
      if (tokens[s].accepts(c)) {
        addState(next, tokens[s].repeats() ? s : s + 1);
      }
    }
    return next;
  }

  // A token that repeats may also stand for nothing.
  private void addState(BitSet states, int state) {
    int s = state;
    states.set(s);
    while (s < tokens.length && tokens[s].repeats()) {
      states.set(++s);
    }
  }
}
