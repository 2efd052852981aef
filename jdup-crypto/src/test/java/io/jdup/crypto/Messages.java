package io.jdup.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Messages put together by hand, which need not make sense. */
final class Messages {
  static final byte[] PLAIN = "what was signed".getBytes(StandardCharsets.UTF_8);

  private Messages() {}

  /** Returns {@code inside}, any packets, encrypted with {@code passphrase}. */
  static byte[] encrypted(String passphrase, byte[] inside) throws IOException {
    var sink = new ByteArrayOutputStream();
    var random = new SecureRandom();
    var s2k = StringToKey.fresh(StringToKey.SHA256, 0, random);
    PassphrasePacket.write(sink, s2k);
    SessionKey key = PassphrasePacket.sessionKey(s2k, Passphrase.of(passphrase));
    try (var out = new ProtectedOutput(sink, key, random)) {
      out.write(inside);
    }
    return sink.toByteArray();
  }

  static byte[] packet(int tag, byte[] body) throws IOException {
    var out = new ByteArrayOutputStream();
    PacketOutput.write(out, tag, body);
    return out.toByteArray();
  }

  static byte[] literal(byte[] content) throws IOException {
    return packet(PacketTag.LITERAL, join(new byte[] {'b', 0, 0, 0, 0, 0}, content));
  }

  static byte[] announcement(PgpSigningKey key) throws IOException {
    return packet(PacketTag.ONE_PASS_SIGNATURE, key.announcement());
  }

  /** Returns a signature of {@code content} by {@code key}. */
  static byte[] signature(PgpSigningKey key, byte[] content) throws IOException {
    var digest = key.hash().digest();
    digest.update(content);
    return packet(PacketTag.SIGNATURE, key.signature(digest));
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
