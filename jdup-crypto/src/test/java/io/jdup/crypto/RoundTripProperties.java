package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripProperties {
  @Property(tries = 100)
  void whatWasWrittenInAnyPiecesIsReadInAnyPieces(
      @ForAll @IntRange(max = 300_000) int length,
      @ForAll @IntRange(min = 1, max = 100_000) int maxPiece,
      @ForAll OpenPgpCompression compression)
      throws IOException {
    byte[] plain = TestData.noise(length, length);
    checkRoundTrip(plain, maxPiece, compression);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 185, 186, 191, 192, 8377, 8378, 8383, 8384, 65529, 65530, 65531, 65535})
  void lengthsAtTheBordersOfPacketsSurvive(int length) throws IOException {
    for (int times = 0; times < 3; times++) {
      int whole = times * PacketOutput.PIECE_BYTES + length;
      checkRoundTrip(TestData.noise(whole, whole), 1 << 20, OpenPgpCompression.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65450, 130986, 196522})
  void everyLengthAroundTheHeldBackMdcSurvives(int start) throws IOException {
    for (int length = start; length < start + 100; length++) {
      checkRoundTrip(TestData.noise(length, length), 1 << 20, OpenPgpCompression.NONE);
    }
  }

  private static void checkRoundTrip(byte[] plain, int maxPiece, OpenPgpCompression compression)
      throws IOException {
    var random = new Random(maxPiece);
    var sink = new ByteArrayOutputStream();
    try (var out = TestData.quick("p").compress(compression, 1).encrypt(sink)) {
      for (int at = 0; at < plain.length; ) {
        int piece = Math.min(plain.length - at, 1 + random.nextInt(maxPiece));
        out.write(plain, at, piece);
        at += piece;
      }
    }
    var read = new ByteArrayOutputStream();
    var decryptor = OpenPgp.decryptWith(Passphrase.of("p"));
    try (var in = decryptor.decrypt(new ByteArrayInputStream(sink.toByteArray()))) {
      byte[] buffer = new byte[maxPiece];
      for (int got; (got = in.read(buffer, 0, 1 + random.nextInt(maxPiece))) >= 0; ) {
        read.write(buffer, 0, got);
      }
    }
    assertArrayEquals(plain, read.toByteArray());
  }
}
