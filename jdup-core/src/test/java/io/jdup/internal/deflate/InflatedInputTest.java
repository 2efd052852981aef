package io.jdup.internal.deflate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InflatedInputTest {
  // python3 -c "import zlib; c=zlib.compressobj(9,8,-15);
  // print((c.compress(b'a'*20)+c.flush()).hex())"
  private static final String TWENTY_A = "4b4cc40400"; // a literal, a match of 19; fixed codes

  // python3 -c "import zlib; c=zlib.compressobj(0,8,-15);
  // print((c.compress(b'abc')+c.flush()).hex())"
  private static final String STORED = "010300fcff616263";

  @Test
  void knownStreams() throws IOException {
    assertEquals("a".repeat(20), text(TWENTY_A));
    assertEquals("abc", text(STORED));
    assertEquals("", text("0300"));
  }

  // Four empty blocks of fixed codes are 40 bits. Without the tables kept, this takes minutes.
  @Test
  void millionsOfEmptyBlocksAreNothing() {
    byte[] bytes = new byte[50_000_000];
    byte[] four = HexFormat.of().parseHex("0208208000");
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = four[at % four.length];
    }
    var in = new InflatedInput(new ByteArrayInputStream(bytes));
    assertThrows(DamagedDeflateException.class, in::read);
  }

  @Test
  void whatFollowsIsForTheTrailer() throws IOException {
    byte[] bytes = HexFormat.of().parseHex(TWENTY_A + "01020304");
    var in = new InflatedInput(new ByteArrayInputStream(bytes));
    assertEquals(20, in.readAllBytes().length);
    byte[] trailer = new byte[6];
    assertEquals(4, in.readTrailer(trailer));
    assertArrayEquals(new byte[] {1, 2, 3, 4, 0, 0}, trailer);
  }

  // Each was made from the format's description; zlib says no to all of them as well, see the
  // properties.
  @ParameterizedTest
  @CsvSource({
    "07, a block of unknown type",
    "010300fcfe616263, the two lengths of a stored block differ",
    "010300fcff6162, it ends too early",
    "'', it ends too early",
    "4b4cc4, it ends too early",
    "0302, a repetition of what is not there",
    "fd, too many symbols",
    "0500000000000000, codes are missing",
    "05009204000000000000, more codes than bits allow",
  })
  void damageHasAName(String hex, String problem) {
    var thrown = assertThrows(DamagedDeflateException.class, () -> text(hex));
    assertEquals(problem, thrown.getMessage());
  }

  @Test
  void failureComesBehindTheBytesBeforeItAndStays() throws IOException {
    byte[] bytes = HexFormat.of().parseHex("000300fcff616263" + "07");
    var in = new InflatedInput(new ByteArrayInputStream(bytes));
    assertEquals("abc", new String(in.readNBytes(3), US_ASCII));
    IOException first = assertThrows(DamagedDeflateException.class, in::read);
    assertSame(first, assertThrows(DamagedDeflateException.class, in::read));
  }

  @Test
  void failureOfTheSourceIsPassedOn() {
    var broken = new IOException("the disk is gone");
    var source =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw broken;
          }
        };
    assertSame(broken, assertThrows(IOException.class, () -> new InflatedInput(source).read()));
  }

  @Test
  void zlibStreamIsCheckedAtBothEnds() throws IOException {
    // python3 -c "import zlib; print(zlib.compress(b'a'*20).hex())"
    String good = "789c4b4cc404004fa60795";
    assertEquals("a".repeat(20), zlib(good));
    for (String bad :
        new String[] {
          "789c4b4cc404004fa60796", // checksum
          "789c4b4cc404004fa607", // cut
          "78", // cut
          "77854b4cc404004fa60795", // method
          "88984b4cc404004fa60795", // window
          "789d4b4cc404004fa60795", // check bits of the header
          "78bb000000014b4cc404004fa60795" // dictionary
        }) {
      assertThrows(DamagedDeflateException.class, () -> zlib(bad), bad);
    }
    assertTrue(zlib("789c030000000001").isEmpty());
  }

  @Test
  void wrongChecksumStaysWrong() throws IOException {
    byte[] bytes = HexFormat.of().parseHex("789c4b4cc404004fa60796" + "4fa60795");
    var in = new ZlibInput(new ByteArrayInputStream(bytes));
    assertEquals(20, in.readNBytes(20).length);
    IOException first = assertThrows(DamagedDeflateException.class, in::read);
    assertSame(first, assertThrows(DamagedDeflateException.class, in::read));
  }

  @Test
  void whatIsCutOffIsCalledSo() {
    // python3 -c "import zlib; c=zlib.compressobj(9,8,-15);
    //   print((c.compress(bytes(i*i%61 for i in range(300)))+c.flush()).hex())"
    String hex =
        "636064e114905431641651b711d3e7d5e2d115b650e2b3d494e667b53231d0d33330b162e597d6b4e453b210d6e5d1e2d517b351176136549114e064616418599a01";
    for (int length = 0; length < hex.length(); length += 2) {
      String cut = hex.substring(0, length);
      var thrown = assertThrows(DamagedDeflateException.class, () -> text(cut), cut);
      assertEquals("it ends too early", thrown.getMessage(), cut);
    }
  }

  private static String text(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new String(new InflatedInput(new ByteArrayInputStream(bytes)).readAllBytes(), US_ASCII);
  }

  private static String zlib(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    var in = new ZlibInput(new ByteArrayInputStream(bytes));
    String text = new String(in.readAllBytes(), US_ASCII);
    assertEquals(-1, in.read());
    return text;
  }
}
