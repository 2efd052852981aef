package io.jdup.internal.deflate;

import java.util.Random;

/** Bytes with all that a compressor may meet. */
final class Mixtures {
  private Mixtures() {}

  /** Stretches of repetition from near and far, small alphabets, noise and zeros. */
  static byte[] of(int length, Random random) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      int part = Math.min(length - at, 1 + random.nextInt(1 << 1 + random.nextInt(16)));
      int kind = random.nextInt(4);
      int back = at == 0 ? 0 : 1 + random.nextInt(at);
      int alphabet = 1 << random.nextInt(8);
      for (int i = at; i < at + part; i++) {
        bytes[i] =
            switch (kind) {
              case 0 -> (byte) random.nextInt();
              case 1 -> back == 0 ? 0 : bytes[i - back];
              case 2 -> (byte) random.nextInt(alphabet);
              default -> 0;
            };
      }
      at += part;
    }
    return bytes;
  }
}
