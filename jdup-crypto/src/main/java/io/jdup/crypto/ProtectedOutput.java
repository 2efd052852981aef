package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Encrypts what it is given into a packet "symmetrically encrypted and integrity protected" of
 * version 1. Closing appends the modification detection code and closes the sink.
 *
 * <p>Source: RFC 4880 sections 5.13 and 5.14.
 */
final class ProtectedOutput extends OutputStream {
  private static final int VERSION = 1;
  private static final int BLOCK = 16; // bytes

  private final OutputStream packet;
  private final CfbEncryption cfb;
  private final MessageDigest digest = Mdc.digest();
  private final byte[] encrypted = new byte[16 * 1024]; // stays in the L1 cache
  private boolean closed;

  ProtectedOutput(OutputStream sink, SessionKey key, SecureRandom random) throws IOException {
    packet = new PacketOutput(sink, PacketTag.PROTECTED);
    cfb = new CfbEncryption(key.key());
    packet.write(VERSION);
    write(prefix(random));
  }

  /** A random block whose last two bytes are repeated, by which readers test their key. */
  private static byte[] prefix(SecureRandom random) {
    byte[] block = new byte[BLOCK];
    random.nextBytes(block);
    byte[] prefix = Arrays.copyOf(block, BLOCK + 2);
    prefix[BLOCK] = block[BLOCK - 2];
    prefix[BLOCK + 1] = block[BLOCK - 1];
    return prefix;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int step = Math.min(encrypted.length, length - done);
      digest.update(data, offset + done, step);
      encrypt(data, offset + done, step);
      done += step;
    }
  }

  private void encrypt(byte[] data, int offset, int length) throws IOException {
    cfb.encrypt(data, offset, length, encrypted, 0);
    packet.write(encrypted, 0, length);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    digest.update(Mdc.HEADER);
    encrypt(Mdc.HEADER, 0, Mdc.HEADER.length);
    encrypt(digest.digest(), 0, Mdc.HASH_BYTES);
    packet.close();
  }
}
