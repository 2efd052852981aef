package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * OpenPGP: behind a zero byte a message as it comes, armored or not; behind a one what stands
 * inside its encryption. Reading byte by byte finds the same as reading all at once.
 */
public final class FuzzedMessage {
  private static final Passphrase PASSPHRASE = Passphrase.of("right");
  private static final int MOST_BYTES = 1 << 22; // some compressions stretch things
  private static final SecureRandom FIXED = new Fixed();

  private FuzzedMessage() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    byte[] message = input[0] == 0 ? rest : around(rest);
    byte[] once = content(message, 8192);
    if (input[0] != 0 && (once == null || once.length < 10_000)) { // else the key takes its time
      assertArrayEquals(once, content(message, 1));
    }
  }

  private static byte[] around(byte[] inside) throws IOException {
    var sink = new ByteArrayOutputStream();
    var s2k = StringToKey.fresh(StringToKey.SHA256, 0, FIXED);
    PassphrasePacket.write(sink, s2k);
    SessionKey key = PassphrasePacket.sessionKey(s2k, PASSPHRASE);
    try (var out = new ProtectedOutput(sink, key, FIXED)) {
      out.write(inside);
    }
    return sink.toByteArray();
  }

  private static byte @Nullable [] content(byte[] message, int portion) throws IOException {
    var content = new ByteArrayOutputStream();
    byte[] buffer = new byte[portion];
    try (InputStream in =
        OpenPgp.decryptWith(PASSPHRASE).decrypt(new ByteArrayInputStream(message))) {
      for (int count; (count = in.read(buffer)) >= 0 && content.size() < MOST_BYTES; ) {
        content.write(buffer, 0, count);
      }
      return content.toByteArray();
    } catch (CryptoException e) {
      return null;
    }
  }

  /** Always the same, so that an input means the same each time. */
  private static final class Fixed extends SecureRandom {
    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 7);
    }
  }
}
