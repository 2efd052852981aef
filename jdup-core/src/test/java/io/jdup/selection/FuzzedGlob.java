package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;

/**
 * A line of flags, a glob, a path, a line each. The glob matches what a matcher that tries
 * everything matches, and as a rule it says nothing but what its glob does.
 */
public final class FuzzedGlob {
  private static final int MOST_CHARACTERS = 24; // for a matcher that tries everything

  private FuzzedGlob() {}

  public static void fuzzerTestOneInput(byte[] input) {
    byte[][] lines = Lines.of(input, 3);
    if (lines.length < 3) {
      return;
    }
    boolean anyCase = lines[0].length > 0 && (lines[0][0] & 1) != 0;
    checkRules(lines[1], lines[2], anyCase);
    int[] pattern = PathText.decode(lines[1]);
    int[] text = PathText.decode(lines[2]);
    if (pattern.length > MOST_CHARACTERS || text.length > MOST_CHARACTERS) {
      return;
    }
    Glob glob;
    try {
      glob = Glob.compile(pattern, false);
    } catch (SelectionException e) {
      return; // a range that runs backwards
    }
    Glob.Match match = glob.match(text);
    boolean chopped = text.length > 0 && text[text.length - 1] == '\n';
    int[] shorter = Arrays.copyOf(text, text.length - (chopped ? 1 : 0));
    boolean exact = NaiveGlob.matches(pattern, text) || NaiveGlob.matches(pattern, shorter);
    assertEquals(exact, match.exact(), "exact");
    boolean below = false;
    for (int i = 0; i < text.length; i++) {
      below |= text[i] == '/' && NaiveGlob.matches(pattern, Arrays.copyOf(text, i));
    }
    assertEquals(below, match.below(), "below");
  }

  private static void checkRules(byte[] pattern, byte[] path, boolean anyCase) {
    Selection start = Selection.everything();
    start = anyCase ? start.ignoringCase() : start;
    try {
      var root = new FileCandidate(new byte[0]);
      Selection without = start.exclude(pattern);
      Selection with = start.include(pattern).exclude("**");
      Verdict excluded = without.startAt(root).judge(new FileCandidate(path));
      Verdict included = with.startAt(root).judge(new FileCandidate(path));
      assertNotEquals(Verdict.SCAN, excluded);
      // What the pattern covers is left out by the one and taken by the other.
      assertEquals(excluded == Verdict.EXCLUDE, included == Verdict.INCLUDE);
    } catch (SelectionException e) {
      assertNotEquals(SelectionException.Reason.REDUNDANT_INCLUDE, e.reason());
    }
  }
}
