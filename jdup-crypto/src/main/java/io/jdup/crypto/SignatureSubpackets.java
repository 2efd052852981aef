package io.jdup.crypto;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a signature says about itself: when and by which key it was made.
 *
 * <p>Source: RFC 4880 section 5.2.3.1; the issuer's fingerprint (33) as gpg 2.2.40 writes it.
 */
final class SignatureSubpackets {
  private static final int CREATED = 2;
  private static final int ISSUER = 16;
  private static final int ISSUER_FINGERPRINT = 33;
  private static final int CRITICAL = 0x80;
  private static final int KEY_VERSION = 4;
  private static final int KEY_ID_BYTES = 8;

  private long createdSeconds;
  private long keyId;
  private byte @Nullable [] fingerprint;
  private boolean unknownCondition;

  private SignatureSubpackets() {}

  /** Returns what a signature of version 3 says, which has no subpackets. */
  static SignatureSubpackets of(long createdSeconds, long keyId) {
    var said = new SignatureSubpackets();
    said.createdSeconds = createdSeconds;
    said.keyId = keyId;
    return said;
  }

  /**
   * Reads both areas of a signature; anybody can have changed the second.
   *
   * @throws IllegalArgumentException or BufferUnderflowException if they are malformed
   */
  static SignatureSubpackets of(byte[] hashed, byte[] unhashed) {
    var said = new SignatureSubpackets();
    said.read(ByteBuffer.wrap(unhashed), /* isHashed= */ false);
    said.read(ByteBuffer.wrap(hashed), /* isHashed= */ true); // what it says counts
    return said;
  }

  private void read(ByteBuffer in, boolean isHashed) {
    while (in.hasRemaining()) {
      int length = length(in);
      if (length < 1 || length > in.remaining()) {
        throw new IllegalArgumentException("length of a subpacket");
      }
      int type = in.get() & 0xff;
      byte[] data = new byte[length - 1];
      in.get(data);
      take(type, data, isHashed);
    }
  }

  private static int length(ByteBuffer in) {
    int first = in.get() & 0xff;
    if (first < 192) {
      return first;
    }
    return first == 255 ? in.getInt() : (first - 192 << 8) + (in.get() & 0xff) + 192;
  }

  private void take(int type, byte[] data, boolean isHashed) {
    switch (type & ~CRITICAL) {
      case CREATED -> createdSeconds = isHashed ? number(data, 4) : createdSeconds;
      case ISSUER -> keyId = number(data, KEY_ID_BYTES);
      case ISSUER_FINGERPRINT ->
          fingerprint =
              data.length > 1 && data[0] == KEY_VERSION
                  ? Arrays.copyOfRange(data, 1, data.length)
                  : fingerprint;
      default -> unknownCondition |= isHashed && (type & CRITICAL) != 0;
    }
  }

  private static long number(byte[] data, int bytes) {
    ByteBuffer in = ByteBuffer.wrap(data);
    return bytes == KEY_ID_BYTES ? in.getLong() : in.getInt() & 0xffff_ffffL;
  }

  /** Returns the area that is hashed of a signature by {@code fingerprint}, in gpg's order. */
  static byte[] hashed(byte[] fingerprint, Instant created) {
    return ByteBuffer.allocate(fingerprint.length + 9)
        .put(new byte[] {(byte) (fingerprint.length + 2), ISSUER_FINGERPRINT, KEY_VERSION})
        .put(fingerprint)
        .put(new byte[] {5, CREATED})
        .putInt((int) created.getEpochSecond())
        .array();
  }

  /** Returns the area that is not hashed: the key's id, for readers before gpg 2.2. */
  static byte[] unhashed(byte[] fingerprint) {
    return ByteBuffer.allocate(KEY_ID_BYTES + 2)
        .put(new byte[] {KEY_ID_BYTES + 1, ISSUER})
        .put(fingerprint, fingerprint.length - KEY_ID_BYTES, KEY_ID_BYTES)
        .array();
  }

  Instant created() {
    return Instant.ofEpochSecond(createdSeconds);
  }

  /** Returns whether there is a critical subpacket of a kind that is not known here. */
  boolean hasUnknownCondition() {
    return unknownCondition;
  }

  /** Returns whether the key with {@code candidate} as fingerprint is said to have signed. */
  boolean claims(byte[] candidate) {
    if (fingerprint != null) {
      return Arrays.equals(fingerprint, candidate);
    }
    return ByteBuffer.wrap(candidate).getLong(candidate.length - KEY_ID_BYTES) == keyId;
  }

  /** Returns the id of the key that is said to have signed; 0 if none is. */
  long keyId() {
    return fingerprint == null || fingerprint.length < KEY_ID_BYTES
        ? keyId
        : ByteBuffer.wrap(fingerprint).getLong(fingerprint.length - KEY_ID_BYTES);
  }
}
