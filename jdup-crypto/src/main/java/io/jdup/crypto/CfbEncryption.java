package io.jdup.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in CFB mode with an initial vector of zeros, encrypting, nearly twice as fast as the JDK's.
 *
 * <p>CFB's next block of keystream is the cipher of {@code plaintext ^ keystream}: the very thing
 * CBC computes when it is started with the first block of keystream. So the JDK's CBC loop, which
 * is compiled to the processor's AES instructions, makes the keystream, and one long-wise
 * exclusive-or makes the ciphertext. Not thread-safe.
 *
 * <p>Source: RFC 4880 section 5.13 (no resynchronisation); {@code CfbProperties} compares with the
 * JDK's {@code AES/CFB}.
 */
final class CfbEncryption {
  private static final int BLOCK = 16; // bytes
  private static final int STEP = 16 * 1024; // bytes of keystream at a time; fits the L1 cache

  private final Cipher cbc;
  private final byte[] keystream = new byte[STEP + BLOCK]; // begins with the current block
  private final byte[] open = new byte[BLOCK]; // plaintext of the block that is not full yet
  private int openBytes;

  /** Starts a stream under {@code key} of 16, 24 or 32 bytes. */
  CfbEncryption(byte[] key) {
    var first = new BlockEncryption.Aes(key);
    first.encrypt(new byte[BLOCK], 0, BLOCK, keystream, 0);
    try {
      cbc = Cipher.getInstance("AES/CBC/NoPadding");
      var start = new IvParameterSpec(Arrays.copyOf(keystream, BLOCK));
      cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), start);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has AES/CBC", e);
    }
  }

  /** Encrypts the next {@code length} bytes; {@code out} may be {@code in} at the same place. */
  void encrypt(byte[] in, int inAt, int length, byte[] out, int outAt) {
    int done = 0;
    if (openBytes > 0) {
      done = Math.min(BLOCK - openBytes, length);
      encryptInOpenBlock(in, inAt, done, out, outAt);
    }
    while (length - done >= BLOCK) {
      int whole = Math.min(STEP, length - done & -BLOCK);
      nextKeystream(in, inAt + done, whole, BLOCK);
      LongXor.xor(in, inAt + done, keystream, 0, out, outAt + done, whole);
      System.arraycopy(keystream, whole, keystream, 0, BLOCK);
      done += whole;
    }
    if (done < length) {
      encryptInOpenBlock(in, inAt + done, length - done, out, outAt + done);
    }
  }

  private void encryptInOpenBlock(byte[] in, int inAt, int length, byte[] out, int outAt) {
    System.arraycopy(in, inAt, open, openBytes, length);
    LongXor.xor(in, inAt, keystream, openBytes, out, outAt, length);
    openBytes += length;
    if (openBytes == BLOCK) {
      nextKeystream(open, 0, BLOCK, 0);
      openBytes = 0;
    }
  }

  private void nextKeystream(byte[] plain, int at, int length, int keystreamAt) {
    try {
      int done = cbc.update(plain, at, length, keystream, keystreamAt);
      if (done != length) {
        throw new AssertionError("AES/CBC held back " + (length - done) + " bytes");
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError("AES/CBC refused whole blocks", e);
    }
  }
}
