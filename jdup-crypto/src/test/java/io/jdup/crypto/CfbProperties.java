package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CfbProperties {
  private static final byte[] KEY = TestData.noise(32, 1);

  @Test
  void everyShortLengthEqualsTheJdk() throws Exception {
    for (int length = 0; length <= 100; length++) {
      checkAgainstJdk(TestData.noise(length, length), 1000, KEY);
    }
  }

  @Test
  void lengthsAroundTheStepEqualTheJdk() throws Exception {
    for (int length = 16384 - 34; length <= 16384 + 34; length++) {
      checkAgainstJdk(TestData.noise(length, length), length, KEY);
    }
  }

  @Property(tries = 200)
  void anyChunkingOfAnyLengthEqualsTheJdk(
      @ForAll @IntRange(max = 70_000) int length,
      @ForAll @IntRange(min = 1, max = 40_000) int maxChunk,
      @ForAll @IntRange(min = 2, max = 4) int keyWords)
      throws Exception {
    checkAgainstJdk(TestData.noise(length, length), maxChunk, Arrays.copyOf(KEY, 8 * keyWords));
  }

  private static void checkAgainstJdk(byte[] plain, int maxChunk, byte[] key) throws Exception {
    Cipher jdk = Cipher.getInstance("AES/CFB/NoPadding");
    jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    byte[] expected = jdk.doFinal(plain);
    byte[] encrypted = encryptInChunks(plain, maxChunk, key);
    assertArrayEquals(expected, encrypted);
    decryptInChunks(encrypted, maxChunk, key);
    assertArrayEquals(plain, encrypted);
  }

  private static byte[] encryptInChunks(byte[] plain, int maxChunk, byte[] key) {
    var cfb = new CfbEncryption(key);
    var random = new Random(maxChunk);
    byte[] out = new byte[plain.length];
    for (int at = 0; at < plain.length; ) {
      int chunk = Math.min(plain.length - at, 1 + random.nextInt(maxChunk));
      cfb.encrypt(plain, at, chunk, out, at);
      at += chunk;
    }
    return out;
  }

  private static void decryptInChunks(byte[] data, int maxChunk, byte[] key) {
    var cfb = new CfbDecryption(new BlockEncryption.Aes(key));
    var random = new Random(maxChunk);
    for (int at = 0; at < data.length; ) {
      int chunk = Math.min(data.length - at, 16 * (1 + random.nextInt((maxChunk + 15) / 16)));
      cfb.decrypt(data, at, chunk);
      at += chunk;
    }
  }
}
