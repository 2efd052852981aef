package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void aNegatedClassTakesTheCharactersThatItIsWrittenWith() {
    for (String written : new String[] {"[!a]", "[^a]"}) {
      for (String text : new String[] {"[", "!", "^", "]", "/"}) {
        assertTrue(matches(written, text), written + " " + text);
      }
      assertFalse(matches(written, "a"), written);
    }
    assertFalse(matches("[!]]", "]"));
    assertTrue(matches("[!]]", "!"));
  }

  @Test
  void longPatternsMatchToTheirEnd() {
    for (int length : new int[] {62, 63, 64, 65, 127, 128, 129, 200}) {
      String glob = "?".repeat(length) + "b";
      assertTrue(matches(glob, "a".repeat(length) + "b"), "length " + length);
      assertFalse(matches(glob, "a".repeat(length - 1) + "b"), "length " + length);
      assertFalse(matches(glob, "a".repeat(length + 1) + "b"), "length " + length);
      assertFalse(matches(glob, "a".repeat(length + 1)), "length " + length);
    }
  }

  @Test
  void longPatternsKnowTheDirectoriesAboveTheirMatches() {
    String glob = "?".repeat(100) + "/b";
    assertTrue(match(glob, "a".repeat(100)).ancestor());
    assertFalse(match(glob, "a".repeat(99)).ancestor());
    assertFalse(match(glob, "a".repeat(36)).ancestor()); // 64 less
  }

  @Test
  void theEmptyTextIsAboveNothing() {
    assertEquals(new Glob.Match(false, false, false), match("/a", ""));
    assertEquals(new Glob.Match(false, false, false), match("?/a", ""));
  }

  private static boolean matches(String glob, String text) {
    return match(glob, text).exact();
  }

  private static Glob.Match match(String glob, String text) {
    return Glob.compile(glob.codePoints().toArray(), false).match(text.codePoints().toArray());
  }
}
