package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ManifestLinesTest {
  private static final int LONGEST = 1024 * 1024;

  private static ManifestLines lines(String text) {
    return lines(text, Long.MAX_VALUE);
  }

  private static ManifestLines lines(String text, long maxBytes) {
    return new ManifestLines(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), maxBytes);
  }

  private static ManifestLines first(String text) throws IOException {
    ManifestLines lines = lines(text);
    assertTrue(lines.next());
    return lines;
  }

  @Test
  void linesOfAMebibyteAreTheLongest() throws IOException {
    ManifestLines lines = lines("a\n".repeat(3000) + "x".repeat(LONGEST) + "\nb");
    for (int i = 0; i < 3000; i++) {
      assertTrue(lines.next());
    }
    assertTrue(lines.next());
    assertEquals(LONGEST, lines.bytes().length);
    assertTrue(lines.next());
    assertArrayEquals(new byte[] {'b'}, lines.bytes());
    assertEquals(3002, lines.number());
    ManifestLines tooLong = lines("x".repeat(LONGEST + 1) + "\n");
    assertThrows(IllegalArgumentException.class, tooLong::next);
  }

  @Test
  void textsUpToTheLimitAreRead() throws IOException {
    ManifestLines lines = lines("a\nbc\n", 5);
    assertTrue(lines.next());
    assertTrue(lines.next());
    assertFalse(lines.next());
    assertThrows(IllegalArgumentException.class, lines("a\nbc\n", 4)::next);
  }

  @Test
  void tokensBeyondTheLastAreEmptyHoweverLongTheLine() throws IOException {
    for (int length = 1000; length < 1050; length++) {
      ManifestLines line = first("p " + "x".repeat(length - 2) + "\n");
      assertEquals(length - 2, line.token(1).length());
      assertEquals("", line.token(2));
      assertEquals("", line.token(7));
      assertFalse(first(" ".repeat(length) + "\n").isUsualChange());
      assertEquals(0, first("x".repeat(length) + "\n").rest().length);
    }
  }

  @Test
  void tokensOfALongerLineBeforeDoNotShowThrough() throws IOException {
    ManifestLines lines = lines("a b c d\n \te\u000b\n\nf\n g");
    assertTrue(lines.next());
    assertEquals("d", lines.token(3));
    assertTrue(lines.next());
    assertEquals("e", lines.token(0));
    assertEquals("", lines.token(1));
    assertTrue(lines.isIndented());
    assertTrue(lines.next());
    assertEquals("", lines.keyword());
    assertFalse(lines.isIndented());
    assertTrue(lines.isTerminated());
    assertTrue(lines.next());
    assertEquals("", lines.token(1));
    assertFalse(lines.isIndented());
    assertTrue(lines.next());
    assertTrue(lines.isIndented());
    assertFalse(lines.isTerminated());
    assertFalse(lines.next());
  }

  @Test
  void restIsWhatFollowsOneBlankAndMayBeNothing() throws IOException {
    assertEquals(" a b ", new String(first("Localdir  a b \r\n").rest(), ISO_8859_1));
    for (String nothing : new String[] {"Localdir", "Localdir ", "Localdir\r", "Localdir \r"}) {
      assertEquals(0, first(nothing + "\n").rest().length, nothing);
    }
    assertEquals("a", new String(first("Localdir a").rest(), ISO_8859_1));
  }

  @Test
  void usualChangesAreWordsOfTheListWithAPath() throws IOException {
    for (String usual :
        new String[] {"    new      a\n", " changed  a\n", "    deleted  \"a\"\n"}) {
      assertTrue(first(usual).isUsualChange(), usual);
    }
    for (String other :
        new String[] {
          "    new\n", "    new \n", "    new      a\r\n", "    News a\n", "Volume 1:\n"
        }) {
      assertFalse(first(other).isUsualChange(), other);
    }
  }
}
