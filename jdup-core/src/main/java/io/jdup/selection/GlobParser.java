package io.jdup.selection;

import io.jdup.selection.SelectionException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a glob into tokens. */
final class GlobParser {
  private final int[] glob;
  private final boolean ignoreCase;
  private int at;

  GlobParser(int[] glob, boolean ignoreCase) {
    this.glob = glob;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Returns the tokens of the glob.
   *
   * @throws SelectionException if a range in a class runs backwards
   */
  List<GlobToken> tokens() {
    var tokens = new ArrayList<GlobToken>();
    while (at < glob.length) {
      tokens.add(token());
    }
    return tokens;
  }

  /** Returns tokens that stand for the characters of {@code text}, in either case. */
  static List<GlobToken> inAnyCase(int[] text) {
    return Arrays.stream(text)
        .mapToObj(c -> c == '/' ? GlobToken.SLASH : literal(c, true))
        .toList();
  }

  private GlobToken token() {
    int c = glob[at++];
    return switch (c) {
      case '/' -> GlobToken.SLASH;
      case '?' -> GlobToken.ANY_ONE;
      case '*' -> star();
      case '[' -> characterClass();
      default -> literal(c, ignoreCase);
    };
  }

  private GlobToken star() {
    if (at < glob.length && glob[at] == '*') {
      at++;
      return GlobToken.DOUBLE_STAR;
    }
    return GlobToken.STAR;
  }

  private static GlobToken literal(int c, boolean ignoreCase) {
    GlobToken exact = codePoint -> codePoint == c;
    return ignoreCase ? new GlobToken.AnyCase(exact) : exact;
  }

  // A bracket that is never closed stands for itself. The first character may be the closing one.
  private GlobToken characterClass() {
    int start = at;
    boolean negated = start < glob.length && (glob[start] == '!' || glob[start] == '^');
    int first = negated ? start + 1 : start;
    int end = first + 1;
    while (end < glob.length && glob[end] != ']') {
      end++;
    }
    if (end >= glob.length) {
      return literal('[', ignoreCase);
    }
    at = end + 1;
    GlobToken members = members(first, end);
    GlobToken anyCase = ignoreCase ? new GlobToken.AnyCase(members) : members;
    return negated ? c -> !anyCase.accepts(c) : anyCase; // may be a slash, as in duplicity
  }

  private GlobToken members(int first, int end) {
    var ranges = new ArrayList<int[]>();
    int i = first;
    while (i < end) {
      boolean range = i + 2 < end && glob[i + 1] == '-';
      int low = glob[i];
      int high = range ? glob[i + 2] : low;
      if (high < low) {
        throw new SelectionException(
            Reason.MALFORMED_GLOB,
            "pattern '" + new String(glob, 0, glob.length) + "' has a range that runs backwards");
      }
      ranges.add(new int[] {low, high});
      i += range ? 3 : 1;
    }
    return c -> ranges.stream().anyMatch(range -> range[0] <= c && c <= range[1]);
  }
}
