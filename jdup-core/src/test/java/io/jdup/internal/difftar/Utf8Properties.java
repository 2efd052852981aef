package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8Properties {
  @Property(tries = 3000)
  void agreesWithTheDecoderOfTheJdk(@ForAll("nearlyText") byte[] bytes) {
    boolean decodes;
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      decodes = true;
    } catch (CharacterCodingException e) {
      decodes = false;
    }
    assertEquals(decodes, Utf8.isWellFormed(bytes, bytes.length));
  }

  @Provide
  Arbitrary<byte[]> nearlyText() {
    // the bytes at the borders of the table: overlong forms, surrogates, the last code point
    var border =
        Arbitraries.of(
            0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
            0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
    return border.map(Integer::byteValue).array(byte[].class).ofMinSize(0).ofMaxSize(6);
  }
}
