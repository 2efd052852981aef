package io.jdup.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PathTextTest {
  // python3 -c "import os; print(ascii(os.fsdecode(bytes.fromhex('...'))))"
  @Test
  void decodesAsPythonDoes() {
    assertDecodes("6162", "ab");
    assertDecodes("c3bc", "\u00fc");
    assertDecodes("f09f9880", "\ud83d\ude00");
    assertDecodes("ff41", "\udcffA");
    assertDecodes("e28241", "\udce2\udc82A"); // cut short
    assertDecodes("c0af", "\udcc0\udcaf"); // longer than need be
    assertDecodes("e08080", "\udce0\udc80\udc80");
    assertDecodes("eda080", "\udced\udca0\udc80"); // a surrogate
    assertDecodes("f4908080", "\udcf4\udc90\udc80\udc80"); // beyond Unicode
    assertDecodes("f0808080", "\udcf0\udc80\udc80\udc80");
    assertDecodes("f09f98", "\udcf0\udc9f\udc98");
    assertDecodes("edbfbf", "\udced\udcbf\udcbf"); // the last surrogate
    assertDecodes("c1bf", "\udcc1\udcbf");
    assertDecodes("e09fbf", "\udce0\udc9f\udcbf");
    assertDecodes("f08fbfbf", "\udcf0\udc8f\udcbf\udcbf");
  }

  private static void assertDecodes(String hex, String expected) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertEquals(expected, PathText.decodeToString(bytes), hex);
  }

  @Test
  void allOfUnicodeDecodesAsTheJdkDoes() {
    var all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += 7) {
      if (c < 0xd800 || c > 0xdfff) {
        all.appendCodePoint(c);
      }
    }
    for (int border : new int[] {0x80, 0x800, 0x10000}) {
      all.appendCodePoint(border - 1).appendCodePoint(border);
    }
    all.appendCodePoint(0xd7ff).appendCodePoint(0xe000).appendCodePoint(Character.MAX_CODE_POINT);
    String text = all.toString();
    assertArrayEquals(
        text.codePoints().toArray(), PathText.decode(text.getBytes(StandardCharsets.UTF_8)));
  }
}
