package io.jdup.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a key of a passphrase ("S2K"): simple, salted, or iterated and salted. Immutable.
 *
 * <p>Source: RFC 4880 section 3.7.
 */
final class StringToKey {
  /** The count octet gpg 2.2 writes on fast machines: 65011712 bytes are hashed. */
  static final int COUNT_MAX = 0xff;

  static final int SHA1 = 2;
  static final int SHA256 = 8;

  private static final long MAX_COUNT = 1L << 30; // bytes; what a packet can say is far below

  private static final int SIMPLE = 0;
  private static final int SALTED = 1;
  private static final int ITERATED = 3;
  private static final int SALT_BYTES = 8;
  private static final int STEP = 64 * 1024; // bytes hashed in one call, to save calls

  private final int mode;
  private final int hashId;
  private final byte[] salt;
  private final int countOctet;
  private final long count; // bytes to hash, salt and passphrase over and over

  private StringToKey(int mode, int hashId, byte[] salt, int countOctet, long count) {
    this.mode = mode;
    this.hashId = hashId;
    this.salt = salt;
    this.countOctet = countOctet;
    this.count = count;
  }

  /** Returns an iterated and salted one with a fresh salt. */
  static StringToKey fresh(int hashId, int countOctet, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new StringToKey(ITERATED, hashId, salt, countOctet, count(countOctet));
  }

  /** Returns the one with a given salt and count of bytes, as GnuPG's key files state them. */
  static StringToKey iterated(int hashId, byte[] salt, long count) throws IntegrityException {
    digest(hashId);
    if (count < 0 || count > MAX_COUNT) {
      throw new IntegrityException("a key is made by hashing an absurd " + count + " bytes", null);
    }
    return new StringToKey(ITERATED, hashId, salt.clone(), 0, count);
  }

  /** Reads the specifier at the start of {@code in}. */
  static StringToKey read(InputStream in) throws IOException {
    int mode = Octets.one(in);
    int hashId = Octets.one(in);
    if (mode != SIMPLE && mode != SALTED && mode != ITERATED) {
      throw new IntegrityException(
          "unknown way " + mode + " of making a key of a passphrase", null);
    }
    digest(hashId);
    byte[] salt = mode == SIMPLE ? new byte[0] : Octets.many(in, SALT_BYTES);
    int countOctet = mode == ITERATED ? Octets.one(in) : 0;
    return new StringToKey(mode, hashId, salt, countOctet, count(countOctet));
  }

  /** Returns the specifier's bytes as packets hold them. */
  byte[] encoded() {
    var out = new ByteArrayOutputStream();
    out.write(mode);
    out.write(hashId);
    out.writeBytes(salt);
    if (mode == ITERATED) {
      out.write(countOctet);
    }
    return out.toByteArray();
  }

  /** Returns {@code keyBytes} bytes of key made of {@code passphrase}. */
  byte[] key(Passphrase passphrase, int keyBytes) throws IntegrityException {
    byte[] secret = passphrase.utf8();
    byte[] unit = Arrays.copyOf(salt, salt.length + secret.length);
    System.arraycopy(secret, 0, unit, salt.length, secret.length);
    byte[] key = new byte[keyBytes];
    int filled = 0;
    for (int zeros = 0; filled < keyBytes; zeros++) {
      byte[] hash = hash(unit, zeros);
      int used = Math.min(hash.length, keyBytes - filled);
      System.arraycopy(hash, 0, key, filled, used);
      filled += used;
    }
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(unit, (byte) 0);
    return key;
  }

  private byte[] hash(byte[] unit, int zeros) throws IntegrityException {
    MessageDigest digest = digest(hashId);
    digest.update(new byte[zeros]);
    if (unit.length == 0) {
      return digest.digest();
    }
    long left = mode == ITERATED ? Math.max(count, unit.length) : unit.length;
    byte[] repeated = repeat(unit, (int) Math.min(left, STEP));
    while (left > 0) {
      int step = (int) Math.min(left, repeated.length);
      digest.update(repeated, 0, step);
      left -= step;
    }
    Arrays.fill(repeated, (byte) 0);
    return digest.digest();
  }

  /** Returns whole copies of {@code unit}, together at least {@code atLeast} bytes. */
  private static byte[] repeat(byte[] unit, int atLeast) {
    byte[] repeated = new byte[(atLeast + unit.length - 1) / unit.length * unit.length];
    for (int i = 0; i < repeated.length; i += unit.length) {
      System.arraycopy(unit, 0, repeated, i, unit.length);
    }
    return repeated;
  }

  /** Returns whether this makes keys by as much work as a {@link #fresh} one. */
  boolean isIterated(int hash, int octet) {
    return mode == ITERATED && hashId == hash && countOctet == octet;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StringToKey that
        && mode == that.mode
        && hashId == that.hashId
        && count == that.count
        && Arrays.equals(salt, that.salt);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt) + 31 * (mode + hashId);
  }

  /** Returns how many bytes an octet stands for, at most 65011712. */
  static long count(int countOctet) {
    return (16L + (countOctet & 15)) << ((countOctet >> 4) + 6);
  }

  private static MessageDigest digest(int hashId) throws IntegrityException {
    return HashAlgorithm.of(hashId).digest();
  }
}
