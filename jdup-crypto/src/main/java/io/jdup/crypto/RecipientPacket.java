package io.jdup.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A packet with the session key for one public key ("public-key encrypted session key", version 3).
 *
 * <p>Source: RFC 4880 section 5.1, RFC 6637 section 10 (ECDH).
 */
final class RecipientPacket {
  static final int VERSION = 3;

  private static final int MAX_BYTES = 8 * 1024; // RSA of 16384 bits takes 2 KiB

  private final long keyId;
  private final int algorithm;
  private final byte[] encrypted;

  private RecipientPacket(long keyId, int algorithm, byte[] encrypted) {
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.encrypted = encrypted;
  }

  /** Reads the rest of a packet after its version octet. */
  static RecipientPacket read(InputStream body) throws IOException {
    long keyId = Octets.number(body, 8);
    int algorithm = Octets.one(body);
    byte[] encrypted = body.readNBytes(MAX_BYTES + 1);
    if (encrypted.length > MAX_BYTES) {
      throw new IntegrityException("a session key of more than " + MAX_BYTES + " bytes", null);
    }
    return new RecipientPacket(keyId, algorithm, encrypted);
  }

  /** Returns the id of the key it is for, or 0 if that is not told. */
  long keyId() {
    return keyId;
  }

  /** Returns the public-key algorithm's number. */
  int algorithm() {
    return algorithm;
  }

  /** Returns the encrypted fields the way Bouncy Castle wants them: numbers with their lengths. */
  byte[][] fields() throws IntegrityException {
    var in = new ByteArrayInputStream(encrypted);
    try {
      return switch (PublicKeyAlgorithm.of(algorithm)) {
        case RSA -> new byte[][] {number(in)};
        case ELGAMAL -> new byte[][] {number(in), number(in)};
        default -> new byte[][] {encrypted};
      };
    } catch (IntegrityException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("reading from memory failed", e);
    }
  }

  private static byte[] number(InputStream in) throws IOException {
    int bits = (int) Octets.number(in, 2);
    byte[] digits = Octets.many(in, (bits + 7) / 8);
    byte[] number = new byte[2 + digits.length];
    number[0] = (byte) (bits >> 8);
    number[1] = (byte) bits;
    System.arraycopy(digits, 0, number, 2, digits.length);
    return number;
  }
}
