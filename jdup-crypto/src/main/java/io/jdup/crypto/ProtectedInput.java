package io.jdup.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The packets inside an integrity protected packet, decrypted. The last 22 bytes, the modification
 * detection code, are always held back, and the stream ends only if they fit.
 *
 * <p>Source: RFC 4880 sections 5.13 and 5.14.
 */
final class ProtectedInput extends InputStream {
  /** Bytes of ciphertext that are enough to test a key of any cipher. */
  static final int HEAD_BYTES = 18;

  private static final int STEP = 64 * 1024; // bytes; a multiple of every block length

  private final InputStream encrypted;
  private final CfbDecryption cfb;
  private final MessageDigest digest = Mdc.digest();
  private final byte[] plain = new byte[Mdc.BYTES + STEP];
  private int position;
  private int limit; // end of what may be given out; the next Mdc.BYTES are held back
  private boolean started;
  private boolean ended;

  /** Reads {@code head}, the first 18 bytes of ciphertext, and then {@code rest}. */
  ProtectedInput(byte[] head, InputStream rest, SessionKey key) throws IOException {
    encrypted = new SequenceInputStream(new ByteArrayInputStream(head), rest);
    BlockEncryption cipher = key.cipher();
    cfb = new CfbDecryption(cipher);
    fill();
    position = cipher.blockBytes() + 2;
    if (position > limit) {
      throw new IntegrityException("the message is truncated: no data inside", null);
    }
  }

  /**
   * Returns whether {@code key} fits: two bytes of the random prefix are there twice. One wrong key
   * in 65536 passes.
   */
  static boolean fits(byte[] head, SessionKey key) {
    BlockEncryption cipher = key.cipher();
    int block = cipher.blockBytes();
    byte[] prefix = Arrays.copyOf(head, block + 2);
    new CfbDecryption(cipher).decrypt(prefix, 0, prefix.length);
    return prefix[block] == prefix[block - 2] && prefix[block + 1] == prefix[block - 1];
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return plain[position++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int step = Math.min(length, limit - position);
    System.arraycopy(plain, position, into, offset, step);
    position += step;
    return step;
  }

  /** Decrypts the next bytes; returns false at the end of a message that was found undamaged. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    int held = started ? Mdc.BYTES : 0;
    System.arraycopy(plain, limit, plain, 0, held);
    int got = encrypted.readNBytes(plain, held, STEP);
    cfb.decrypt(plain, held, got);
    started = true;
    position = 0;
    limit = held + got - Mdc.BYTES;
    if (limit < 0) {
      throw new IntegrityException("the message is truncated: no integrity check", null);
    }
    digest.update(plain, 0, limit);
    if (got < STEP) {
      ended = true;
      checkMdc();
    }
    return limit > 0;
  }

  private void checkMdc() throws IntegrityException {
    byte[] header = Arrays.copyOfRange(plain, limit, limit + Mdc.HEADER.length);
    digest.update(header);
    byte[] hash = Arrays.copyOfRange(plain, limit + Mdc.HEADER.length, limit + Mdc.BYTES);
    boolean intact = MessageDigest.isEqual(digest.digest(), hash);
    if (!intact || !Arrays.equals(header, Mdc.HEADER)) {
      limit = 0;
      throw new IntegrityException(
          "the message is damaged: its integrity check (MDC) fails; nothing read from it is to be"
              + " believed",
          null);
    }
  }
}
