package io.jdup.rsync;

/** The hash that decides whether two blocks are equal. Signatures may store a prefix of it. */
public enum StrongSum {
  /**
   * MD4, what duplicity uses. Broken as a hash: whoever writes both files can make blocks collide.
   */
  MD4(16),
  /**
   * BLAKE2b with a digest of 256 bits and no key, what {@code rdiff} uses unless told otherwise.
   */
  BLAKE2(32);

  private final int maxLength; // bytes

  StrongSum(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Returns the length of the whole hash in bytes. */
  public int maxLength() {
    return maxLength;
  }

  BlockDigest newDigest() {
    return this == MD4 ? new Md4() : new Blake2b();
  }
}
