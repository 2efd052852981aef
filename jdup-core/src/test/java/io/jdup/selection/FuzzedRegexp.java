package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;

/**
 * A line of flags, a regular expression, a path. The expression is refused or judges every path,
 * and always in the same way.
 */
public final class FuzzedRegexp {
  private static final int MOST_BYTES = 12; // trying all ways takes 2 to the power of this

  private FuzzedRegexp() {}

  public static void fuzzerTestOneInput(byte[] input) {
    byte[][] lines = Lines.of(input, 3);
    if (lines.length < 3) {
      return;
    }
    boolean anyCase = lines[0].length > 0 && (lines[0][0] & 1) != 0;
    var path = new FileCandidate(Arrays.copyOf(lines[2], Math.min(lines[2].length, MOST_BYTES)));
    Selection start = Selection.everything().reading(PatternStyle.REGEXP);
    start = anyCase ? start.ignoringCase() : start;
    try {
      SelectionJudge judge = start.exclude(lines[1]).startAt(new FileCandidate(new byte[0]));
      Verdict verdict = judge.judge(path);
      assertNotEquals(Verdict.SCAN, verdict);
      String regexp = PathText.decodeToString(lines[1]);
      Selection other = anyCase ? Selection.everything().ignoringCase() : Selection.everything();
      SelectionJudge same = other.excludeRegexp(regexp).startAt(new FileCandidate(new byte[0]));
      assertEquals(verdict, same.judge(path));
    } catch (SelectionException e) {
      assertEquals(SelectionException.Reason.MALFORMED_REGEXP, e.reason());
    }
  }
}
