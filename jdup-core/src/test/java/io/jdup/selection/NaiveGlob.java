package io.jdup.selection;

/**
 * Tells whether a glob matches by trying all ways, as section 8.2 of the format specification
 * describes it: slow, and short enough to be seen to be right.
 */
final class NaiveGlob {
  private final int[] glob;
  private final int[] text;
  private final Boolean[][] known;

  private NaiveGlob(int[] glob, int[] text) {
    this.glob = glob;
    this.text = text;
    this.known = new Boolean[glob.length + 1][text.length + 1];
  }

  static boolean matches(int[] glob, int[] text) {
    return new NaiveGlob(glob, text).from(0, 0);
  }

  private boolean from(int g, int t) {
    Boolean before = known[g][t];
    if (before == null) {
      before = tryFrom(g, t);
      known[g][t] = before;
    }
    return before;
  }

  private boolean tryFrom(int g, int t) {
    if (g == glob.length) {
      return t == text.length;
    }
    boolean more = t < text.length;
    if (glob[g] == '*') {
      boolean twice = g + 1 < glob.length && glob[g + 1] == '*';
      int behind = g + (twice ? 2 : 1);
      return from(behind, t) || more && (twice || text[t] != '/') && from(g, t + 1);
    }
    int end = glob[g] == '[' ? endOfClass(g) : -1;
    if (end > 0) {
      return more && inClass(g + 1, end, text[t]) && from(end + 1, t + 1);
    }
    boolean fits = more && (glob[g] == '?' ? text[t] != '/' : glob[g] == text[t]);
    return fits && from(g + 1, t + 1);
  }

  private int endOfClass(int start) {
    int at = start + 1;
    if (at < glob.length && (glob[at] == '!' || glob[at] == '^')) {
      at++;
    }
    for (at++; at < glob.length; at++) { // the first may be the bracket itself
      if (glob[at] == ']') {
        return at;
      }
    }
    return -1;
  }

  private boolean inClass(int start, int end, int c) {
    boolean negated = glob[start] == '!' || glob[start] == '^';
    for (int i = start + (negated ? 1 : 0); i < end; i++) {
      if (i + 2 < end && glob[i + 1] == '-') {
        if (glob[i] <= c && c <= glob[i + 2]) {
          return !negated;
        }
        i += 2;
      } else if (glob[i] == c) {
        return !negated;
      }
    }
    return negated;
  }
}
