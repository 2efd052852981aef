package io.jdup.internal.index;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Names, by a digest, the signature files that an index was made of. Immutable. */
public final class IndexKey {
  /** The length of a key in an index. */
  static final int BYTES = 32;

  /** The key of indexes that no other run will see. */
  static final IndexKey TEMPORARY = new IndexKey(new byte[BYTES]);

  private final byte[] digest;

  private IndexKey(byte[] digest) {
    this.digest = digest;
  }

  /** Returns the key of what {@code description} tells of the files; equal only for equal bytes. */
  public static IndexKey of(byte[] description) {
    try {
      return new IndexKey(MessageDigest.getInstance("SHA-256").digest(description));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  byte[] bytes() {
    return digest.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexKey key && Arrays.equals(digest, key.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }
}
