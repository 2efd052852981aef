package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  private static final byte[] PLAIN = "some text".getBytes(StandardCharsets.UTF_8);

  private static byte[] message() throws IOException {
    return TestData.encrypt(TestData.quick("right"), PLAIN);
  }

  /** Returns protected packets made of {@code inside}, which need not make sense. */
  private static byte[] messageOf(byte[] inside) throws IOException {
    var sink = new ByteArrayOutputStream();
    var random = new SecureRandom();
    var s2k = StringToKey.fresh(StringToKey.SHA256, 0, random);
    PassphrasePacket.write(sink, s2k);
    SessionKey key = PassphrasePacket.sessionKey(s2k, Passphrase.of("right"));
    try (var out = new ProtectedOutput(sink, key, random)) {
      out.write(inside);
    }
    return sink.toByteArray();
  }

  private static byte[] packet(int tag, byte[]... parts) throws IOException {
    var body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.write(part);
    }
    var out = new ByteArrayOutputStream();
    PacketOutput.write(out, tag, body.toByteArray());
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] literal() throws IOException {
    return packet(PacketTag.LITERAL, new byte[] {'b', 0, 0, 0, 0, 0}, PLAIN);
  }

  private static byte[] onePass() throws IOException {
    return packet(PacketTag.ONE_PASS_SIGNATURE, new byte[] {3, 0, 8, 1}, new byte[8], new byte[1]);
  }

  private static byte[] signature() throws IOException {
    return packet(PacketTag.SIGNATURE, new byte[20]);
  }

  private static void assertDamaged(byte[] message, String words) {
    var e = assertThrows(IntegrityException.class, () -> TestData.decrypt("right", message));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  private static void assertDamagedInside(byte[] inside, String words) throws IOException {
    assertDamaged(messageOf(inside), words);
  }

  @Test
  void aWrongPassphraseIsToldFromDamage() throws IOException {
    byte[] message = message();
    assertThrows(WrongPassphraseException.class, () -> TestData.decrypt("wrong", message));
    message[message.length - 30] ^= 1;
    assertDamaged(message, "integrity check");
  }

  @Test
  void aMessageForKeysIsNotOpenedByAPassphrase() throws IOException {
    byte[] message = TestData.encrypt(OpenPgp.encryptTo(TestData.publicKey("cv25519")), PLAIN);
    var e = assertThrows(NoMatchingKeyException.class, () -> TestData.decrypt("right", message));
    assertTrue(e.getMessage().contains("61A499218D100548"), e.getMessage());
    var other = OpenPgp.decryptWith(TestData.secretKey("rsa2048"));
    assertThrows(NoMatchingKeyException.class, () -> TestData.decrypt(other, message));
    var forPassphrase = message();
    assertThrows(NoMatchingKeyException.class, () -> TestData.decrypt(other, forPassphrase));
  }

  @Test
  void everyTruncationIsDamage() throws IOException {
    byte[] message = message();
    for (int length = 0; length < message.length; length++) {
      byte[] part = Arrays.copyOf(message, length);
      assertThrows(IntegrityException.class, () -> TestData.decrypt("right", part), "" + length);
    }
  }

  @Test
  void theEndIsNotReportedBeforeTheIntegrityCheck() throws IOException {
    byte[] plain = TestData.noise(300_000, 1);
    var uncompressed = TestData.quick("right").compress(OpenPgpCompression.NONE, 0);
    byte[] message = TestData.encrypt(uncompressed, plain);
    message[message.length - 1] ^= 1;
    try (InputStream in =
        OpenPgp.decryptWith(Passphrase.of("right")).decrypt(new ByteArrayInputStream(message))) {
      assertThrows(IntegrityException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
      assertThrows(IntegrityException.class, in::read, "it must fail again, not end");
      assertThrows(IntegrityException.class, () -> in.read(new byte[9]));
    }
  }

  @Test
  void aClosedStreamDoesNotEnd() throws IOException {
    InputStream in =
        OpenPgp.decryptWith(Passphrase.of("right")).decrypt(new ByteArrayInputStream(message()));
    in.close();
    assertThrows(IOException.class, in::read);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000})
  void whatFollowsTheMessageIsRefused(int zeros) throws IOException { // as gpg -d does: exit code 2
    assertDamaged(join(message(), new byte[zeros + 1]), "follows");
    assertDamaged(join(message(), message()), "follows");
  }

  @Test
  void otherThingsThanMessagesAreRefused() throws IOException {
    assertDamaged(new byte[0], "empty or truncated");
    assertDamaged("PK zip or text".getBytes(StandardCharsets.UTF_8), "armor");
    assertDamaged(new byte[100_000], "not an OpenPGP message");
    assertDamaged(literal(), "not encrypted");
    assertDamaged(packet(PacketTag.ENCRYPTED_WITHOUT_MDC, new byte[50]), "MDC");
    assertDamaged(packet(PacketTag.PROTECTED, new byte[] {1}, new byte[50]), "session key");
    byte[] aead = packet(PacketTag.AEAD, new byte[50]);
    assertThrows(CryptoException.class, () -> TestData.decrypt("right", aead));
    byte[] version2 = packet(PacketTag.PROTECTED, new byte[] {2}, new byte[50]);
    assertThrows(CryptoException.class, () -> TestData.decrypt("right", version2));
  }

  @Test
  void signaturesAndMarkersAroundTheContentAreSkipped() throws IOException {
    byte[] marker = packet(PacketTag.MARKER, new byte[] {'P', 'G', 'P'});
    byte[] inside = join(marker, onePass(), onePass(), literal(), signature(), signature());
    assertArrayEquals(PLAIN, TestData.decrypt("right", messageOf(inside)));
    assertArrayEquals(PLAIN, TestData.decrypt("right", messageOf(join(signature(), literal()))));
  }

  @Test
  void contentThatIsNotAsItShouldBeIsRefused() throws IOException {
    assertDamagedInside(new byte[0], "no content");
    assertDamagedInside(join(literal(), literal()), "after the message's content");
    assertDamagedInside(join(literal(), new byte[3]), "no OpenPGP packet");
    assertDamagedInside(join(onePass(), literal()), "signature is missing");
    assertDamagedInside(join(literal(), signature()), "after the message's content");
    assertDamagedInside(packet(PacketTag.PROTECTED, new byte[50]), "content should be");
    assertDamagedInside(packet(PacketTag.COMPRESSED, new byte[] {9, 1, 2}), "compression");
    for (byte algorithm = 1; algorithm <= 3; algorithm++) {
      byte[] noise = packet(PacketTag.COMPRESSED, new byte[] {algorithm}, new byte[] {-1, -1, -1});
      assertThrows(IntegrityException.class, () -> TestData.decrypt("right", messageOf(noise)));
    }
  }

  @Test
  void compressionInsideCompressionHasALimit() throws IOException {
    byte[] inside = literal();
    for (int depth = 1; depth <= 100; depth++) {
      inside = packet(PacketTag.COMPRESSED, new byte[] {0}, inside);
      if (depth == 1) {
        assertArrayEquals(PLAIN, TestData.decrypt("right", messageOf(inside)));
      }
    }
    assertDamagedInside(inside, "compressed more than once");
  }

  @Test
  void absurdLengthsCostNoMemory() throws IOException {
    byte[] hugeKeyPacket = {(byte) 0xc3, (byte) 0xff, -1, -1, -1, -1, 4, 9, 3, 8};
    assertDamaged(hugeKeyPacket, "ends inside a packet");
    byte[] hugeData = {(byte) 0xd2, (byte) 0xff, -1, -1, -1, -1, 1};
    assertDamaged(hugeData, "ends inside a packet");
    byte[] manyKeys = new byte[40_000]; // empty packets of an unknown version
    for (int i = 0; i < manyKeys.length; i += 4) {
      System.arraycopy(new byte[] {(byte) 0xc3, 2, 9, 9}, 0, manyKeys, i, 4);
    }
    assertDamaged(manyKeys, "absurdly many");
  }

  @Test
  void aFailureToWriteLeavesTheMessageIncomplete() throws IOException {
    var sink =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] data, int offset, int length) {
            if (size() > 200_000) {
              throw new UncheckedIOException(new IOException("disk full"));
            }
            super.write(data, offset, length);
          }
        };
    var uncompressed = TestData.quick("right").compress(OpenPgpCompression.NONE, 0);
    OutputStream out = uncompressed.encrypt(sink);
    assertThrows(RuntimeException.class, () -> out.write(new byte[1_000_000]));
    int before = sink.size();
    out.close();
    assertEquals(before, sink.size());
    assertDamaged(sink.toByteArray(), "trunc");
  }

  @Test
  void errorsOfTheSourceStayWhatTheyAre() throws IOException {
    byte[] message = TestData.encrypt(TestData.quick("right"), TestData.noise(500_000, 1));
    var source =
        new SequenceInputStream(
            new ByteArrayInputStream(message, 0, 300_000),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new FileNotFoundException("gone");
              }

              @Override
              public int read(byte[] into, int offset, int length) throws IOException {
                return read();
              }
            });
    InputStream in = OpenPgp.decryptWith(Passphrase.of("right")).decrypt(source);
    assertThrows(FileNotFoundException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
  }
}
