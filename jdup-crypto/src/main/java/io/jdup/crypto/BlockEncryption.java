package io.jdup.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The raw block cipher under CFB: encrypts whole blocks, each by itself. Not thread-safe. */
interface BlockEncryption {
  /** Returns the length of a block in bytes: 8 or 16. */
  int blockBytes();

  /** Encrypts {@code length} bytes, a multiple of the block length; the ranges do not overlap. */
  void encrypt(byte[] in, int inAt, int length, byte[] out, int outAt);

  /** AES of the JDK's default provider, which uses the processor's AES instructions. */
  final class Aes implements BlockEncryption {
    private static final int BLOCK_BYTES = 16;

    private final Cipher ecb;

    Aes(byte[] key) {
      try {
        ecb = Cipher.getInstance("AES/ECB/NoPadding");
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every JDK has AES", e);
      }
    }

    @Override
    public int blockBytes() {
      return BLOCK_BYTES;
    }

    @Override
    public void encrypt(byte[] in, int inAt, int length, byte[] out, int outAt) {
      try {
        int done = ecb.update(in, inAt, length, out, outAt);
        if (done != length) {
          throw new AssertionError("AES/ECB held back " + (length - done) + " bytes");
        }
      } catch (GeneralSecurityException e) {
        throw new AssertionError("AES/ECB refused whole blocks", e);
      }
    }
  }
}
