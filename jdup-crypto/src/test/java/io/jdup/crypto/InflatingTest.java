package io.jdup.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The door for another decompressor. */
class InflatingTest {
  private static final byte[] PLAIN = "what is to be kept".repeat(1000).getBytes(US_ASCII);
  private static final SignatureCheck NO_DEMAND =
      SignatureCheck.demandingNone(List.of(), (keyId, reason) -> {});

  private int opened;
  private int closed;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isAskedForWhatIsCompressedAndClosedAtTheEnd(OpenPgpCompression format) throws IOException {
    Inflating inflating =
        (asked, deflated) -> {
          assertEquals(format, asked);
          return watched(new JdkInflatedInput(asked, deflated));
        };
    try (InputStream in = decrypt(format, inflating)) {
      assertArrayEquals(PLAIN, in.readAllBytes());
      assertEquals(opened, closed);
    }
    assertEquals(1, opened);
  }

  @Test
  void isNotAskedForWhatIsNotCompressed() throws IOException {
    Inflating none =
        (format, deflated) -> {
          throw new AssertionError("asked for " + format);
        };
    try (InputStream in = decrypt(OpenPgpCompression.NONE, none)) {
      assertArrayEquals(PLAIN, in.readAllBytes());
    }
  }

  @Test
  void isClosedWhereNoMessageIsInside() {
    Inflating zeros = (format, deflated) -> watched(new ByteArrayInputStream(new byte[10]));
    assertThrows(IntegrityException.class, () -> decrypt(OpenPgpCompression.ZIP, zeros));
    assertEquals(1, opened);
    assertEquals(1, closed);
  }

  @Test
  void damageIsToldInOurWords() {
    Inflating failing =
        (format, deflated) -> {
          throw new ZipException("it bites");
        };
    var thrown =
        assertThrows(IntegrityException.class, () -> decrypt(OpenPgpCompression.ZIP, failing));
    assertTrue(thrown.getMessage().endsWith("damaged: it bites"), thrown.getMessage());
  }

  private InputStream decrypt(OpenPgpCompression format, Inflating inflating) throws IOException {
    var message = new ByteArrayOutputStream();
    try (OutputStream out =
        OpenPgp.encryptWith(Passphrase.of("x".toCharArray())).compress(format).encrypt(message)) {
      out.write(PLAIN);
    }
    return OpenPgp.decryptWith(Passphrase.of("x".toCharArray()))
        .decrypt(new ByteArrayInputStream(message.toByteArray()), NO_DEMAND, inflating);
  }

  private InputStream watched(InputStream in) {
    opened++;
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        closed++;
        super.close();
      }
    };
  }
}
