package io.jdup.internal.deflate;

/** Turns bytes into literals and matches. Not thread-safe. */
interface MatchFinder {
  /** Matches need so many bytes to look ahead; what is nearer to the end becomes literals. */
  int LOOK_AHEAD = Long.BYTES;

  /** Starts over with {@code bytes}, of which those before {@code start} may be matched. */
  void begin(byte[] bytes, int start);

  /**
   * Adds tokens for the bytes from {@code from} on, not beyond {@code to}, until {@code tokens} are
   * full; returns where it came to. Each call goes on where the one before came to, or further on:
   * what lies between is not matched.
   */
  int find(int from, int to, Tokens tokens);
}
