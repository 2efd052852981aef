package io.jdup.crypto;

/**
 * CFB mode with an initial vector of zeros, decrypting, at the speed of the bare block cipher.
 *
 * <p>The keystream of a block is the cipher of the ciphertext block before it, and when decrypting
 * all ciphertext is there already: so it is made for many blocks in one call. Not thread-safe.
 *
 * <p>Source: RFC 4880 section 5.13 (no resynchronisation).
 */
final class CfbDecryption {
  private static final int STEP = 16 * 1024; // bytes of keystream at a time; fits the L1 cache

  private final BlockEncryption cipher;
  private final int block; // bytes
  private final byte[] keystream = new byte[STEP];
  private final byte[] previous; // the last ciphertext block, at first the initial vector
  private boolean ended;

  CfbDecryption(BlockEncryption cipher) {
    this.cipher = cipher;
    block = cipher.blockBytes();
    previous = new byte[block];
  }

  /** Starts with {@code initialVector} instead of zeros; it has a block's length. */
  CfbDecryption(BlockEncryption cipher, byte[] initialVector) {
    this(cipher);
    System.arraycopy(initialVector, 0, previous, 0, block);
  }

  /** Decrypts in place. All calls but the last are for whole blocks. */
  void decrypt(byte[] data, int at, int length) {
    if (ended && length > 0) {
      throw new AssertionError("decrypting past an incomplete block");
    }
    int done = 0;
    while (length - done >= block) {
      int whole = Math.min(STEP, (length - done) / block * block);
      decryptBlocks(data, at + done, whole);
      done += whole;
    }
    if (done < length) {
      ended = true;
      cipher.encrypt(previous, 0, block, keystream, 0);
      LongXor.xor(data, at + done, keystream, 0, data, at + done, length - done);
    }
  }

  private void decryptBlocks(byte[] data, int at, int length) {
    cipher.encrypt(previous, 0, block, keystream, 0);
    if (length > block) {
      cipher.encrypt(data, at, length - block, keystream, block);
    }
    System.arraycopy(data, at + length - block, previous, 0, block);
    LongXor.xor(data, at, keystream, 0, data, at, length);
  }
}
