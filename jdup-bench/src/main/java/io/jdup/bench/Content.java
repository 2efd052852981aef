package io.jdup.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** What the bytes of a benchmark are like; the same in every run. */
public enum Content {
  /**
   * Compressible to about a quarter: the file that the system property {@code jdup.bench.text}
   * names, over and over, or else made-up prose.
   */
  TEXT {
    @Override
    public byte[] bytes(int length) throws IOException {
      String file = System.getProperty("jdup.bench.text", "");
      byte[] found = file.isEmpty() ? prose(length) : Files.readAllBytes(Path.of(file));
      if (found.length == 0) {
        throw new IOException("the file of text is empty: '" + file + "'");
      }
      byte[] result = Arrays.copyOf(found, length);
      for (int at = found.length; at < length; at += found.length) {
        System.arraycopy(found, 0, result, at, Math.min(found.length, length - at));
      }
      return result;
    }
  },
  /** Incompressible. */
  NOISE {
    @Override
    public byte[] bytes(int length) {
      byte[] result = new byte[length];
      new Random(42).nextBytes(result);
      return result;
    }
  };

  private static final int WORDS = 4_000;
  private static final int WORDS_IN_A_LINE = 9;

  /** Returns {@code length} new bytes. */
  public abstract byte[] bytes(int length) throws IOException;

  // Frequent words are far more frequent than rare ones, as in any language.
  private static byte[] prose(int length) {
    var random = new Random(42);
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = Long.toString(random.nextLong(1L << 10 + i % 28), 36);
    }
    var text = new StringBuilder(length + 64);
    for (int count = 1; text.length() < length; count++) {
      double rank = Math.pow(WORDS, random.nextDouble());
      text.append(words[(int) rank % WORDS]).append(count % WORDS_IN_A_LINE == 0 ? '\n' : ' ');
    }
    return Arrays.copyOf(text.toString().getBytes(US_ASCII), length);
  }
}
