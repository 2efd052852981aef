package io.jdup.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature as messages hold it, of version 4 or 3. Immutable.
 *
 * <p>Source: RFC 4880 sections 5.2.2 to 5.2.4.
 */
final class SignaturePacket {
  /** The type of a signature on content that is taken byte by byte. */
  static final int BINARY = 0;

  private static final int MAX_BYTES = 1 << 16;
  private static final int V4_FIXED_BYTES = 6; // before the subpackets that are hashed
  private static final int V3_HASHED_BYTES = 5;

  private final int version;
  private final int type;
  private final int hashId;
  private final byte[] trailer; // what is hashed after the content
  private final SignatureSubpackets said;
  private final byte[] hashStart;
  private final List<BigInteger> numbers;

  private SignaturePacket(
      int version,
      int type,
      int hashId,
      byte[] trailer,
      SignatureSubpackets said,
      byte[] hashStart,
      List<BigInteger> numbers) {
    this.version = version;
    this.type = type;
    this.hashId = hashId;
    this.trailer = trailer;
    this.said = said;
    this.hashStart = hashStart;
    this.numbers = numbers;
  }

  /**
   * Reads the body of a packet.
   *
   * @throws SignatureRefusedException if it is malformed
   * @throws CryptoException if it is of a version that is not known here
   */
  static SignaturePacket read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw malformed(null);
    }
    int version = bytes[0] & 0xff;
    try {
      return switch (version) {
        case 4 -> readV4(bytes);
        case 2, 3 -> readV3(ByteBuffer.wrap(bytes));
        default -> throw new CryptoException("it is of unknown version " + version, null);
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw malformed(e);
    }
  }

  private static SignatureRefusedException malformed(@Nullable RuntimeException cause) {
    return new SignatureRefusedException("a signature is malformed", cause);
  }

  private static SignaturePacket readV4(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).position(4);
    byte[] hashed = new byte[in.getShort() & 0xffff];
    in.get(hashed);
    byte[] covered = Arrays.copyOf(bytes, in.position());
    byte[] unhashed = new byte[in.getShort() & 0xffff];
    in.get(unhashed);
    SignatureSubpackets said = SignatureSubpackets.of(hashed, unhashed);
    byte[] start = start(in);
    return new SignaturePacket(
        4, covered[1] & 0xff, covered[3] & 0xff, trailer(covered), said, start, numbers(in));
  }

  private static SignaturePacket readV3(ByteBuffer in) {
    in.get();
    if (in.get() != V3_HASHED_BYTES) {
      throw new IllegalArgumentException("length of what is hashed");
    }
    byte[] trailer = new byte[V3_HASHED_BYTES];
    in.get(trailer);
    long created = ByteBuffer.wrap(trailer).getInt(1) & 0xffff_ffffL;
    SignatureSubpackets said = SignatureSubpackets.of(created, in.getLong());
    in.get(); // public-key algorithm, which the key says as well
    int hashId = in.get() & 0xff;
    byte[] start = start(in);
    return new SignaturePacket(3, trailer[0] & 0xff, hashId, trailer, said, start, numbers(in));
  }

  private static byte[] start(ByteBuffer in) {
    byte[] start = new byte[2];
    in.get(start);
    return start;
  }

  private static byte[] trailer(byte[] covered) {
    ByteBuffer trailer = ByteBuffer.allocate(covered.length + V4_FIXED_BYTES);
    trailer.put(covered).put((byte) 4).put((byte) 0xff).putInt(covered.length);
    return trailer.array();
  }

  private static List<BigInteger> numbers(ByteBuffer in) {
    List<BigInteger> numbers = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] number = new byte[((in.getShort() & 0xffff) + 7) / 8];
      in.get(number);
      numbers.add(new BigInteger(1, number));
    }
    return List.copyOf(numbers);
  }

  /** How a hash becomes the numbers of a signature. */
  interface Signing {
    List<BigInteger> sign(byte[] digest) throws CryptoException;
  }

  /**
   * Returns the body of a packet of version 4 that signs {@code content}, a digest that has hashed
   * the content and is used up by this.
   */
  static byte[] signed(
      MessageDigest content,
      HashAlgorithm hash,
      int keyAlgorithm,
      byte[] fingerprint,
      Instant created,
      Signing signing)
      throws CryptoException {
    byte[] hashed = SignatureSubpackets.hashed(fingerprint, created);
    byte[] covered =
        ByteBuffer.allocate(V4_FIXED_BYTES + hashed.length)
            .put(new byte[] {4, BINARY, (byte) keyAlgorithm, (byte) hash.id()})
            .putShort((short) hashed.length)
            .put(hashed)
            .array();
    byte[] digest = content.digest(trailer(covered));
    var body = new ByteArrayOutputStream();
    body.writeBytes(covered);
    byte[] unhashed = SignatureSubpackets.unhashed(fingerprint);
    body.writeBytes(new byte[] {0, (byte) unhashed.length});
    body.writeBytes(unhashed);
    body.write(digest, 0, 2);
    for (BigInteger number : signing.sign(digest)) {
      byte[] bytes = number.toByteArray();
      int zeros = bytes[0] == 0 ? 1 : 0; // where the highest bit would be the number's sign
      body.writeBytes(new byte[] {(byte) (number.bitLength() >> 8), (byte) number.bitLength()});
      body.write(bytes, zeros, bytes.length - zeros);
    }
    return body.toByteArray();
  }

  /** Returns the number of the hash algorithm. */
  int hashId() {
    return hashId;
  }

  /** Returns whether content is taken byte by byte; text signatures change ends of lines. */
  boolean isBinary() {
    return type == BINARY;
  }

  /** Returns when it was made, by the signer's account. */
  Instant created() {
    return said.created();
  }

  /** Returns whether it depends on something that is not known here. */
  boolean hasUnknownCondition() {
    return said.hasUnknownCondition();
  }

  /** Returns whether it claims to be by {@code fingerprint}, whose end is the key's id. */
  boolean claims(byte[] fingerprint) {
    return said.claims(fingerprint);
  }

  /** Returns the id of the key it claims to be by; 0 if it does not say. */
  long keyId() {
    return said.keyId();
  }

  /** Returns the numbers that the key's algorithm made. */
  List<BigInteger> numbers() {
    return numbers;
  }

  /**
   * Returns the hash that was signed, if {@code content} has hashed the content; {@code content}
   * stays as it is.
   */
  byte[] digest(MessageDigest content) {
    try {
      MessageDigest copy = (MessageDigest) content.clone();
      return copy.digest(trailer);
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's digests can be cloned", e);
    }
  }

  /** Returns whether {@code digest} begins as the signature says. */
  boolean beginsAs(byte[] digest) {
    return digest[0] == hashStart[0] && digest[1] == hashStart[1];
  }

  /** Returns the version and the issuer. */
  @Override
  public String toString() {
    return "signature v" + version + " by " + Octets.keyIdText(keyId());
  }
}
