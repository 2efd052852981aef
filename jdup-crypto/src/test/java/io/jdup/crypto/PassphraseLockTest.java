package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PassphraseLockTest {
  private static final int PACKET_BYTES = 2 + 4 + 8 + 1; // header, version to hash, salt, count
  private static final byte[] PLAIN = {1, 2, 3};

  @Test
  void messagesOfOneEncryptorShareTheSaltAndNothingElse() throws IOException {
    OpenPgpEncryptor encryptor = TestData.quick("secret");
    byte[] first = TestData.encrypt(encryptor, PLAIN);
    byte[] second = TestData.encrypt(encryptor.compress(OpenPgpCompression.NONE, 0), PLAIN);
    byte[] third = TestData.encrypt(encryptor, PLAIN);
    assertArrayEquals(packet(first), packet(second));
    assertArrayEquals(packet(first), packet(third));
    assertFalse(Arrays.equals(first, third), "equal messages must differ");
  }

  @Test
  void everyEncryptorHasSaltOfItsOwn() throws IOException {
    byte[] first = TestData.encrypt(TestData.quick("secret"), PLAIN);
    byte[] second = TestData.encrypt(TestData.quick("secret"), PLAIN);
    assertFalse(Arrays.equals(packet(first), packet(second)));
  }

  @Test
  void whatIsPreparedIsNotMadeAgain() throws IOException {
    var random = new CountingRandom();
    OpenPgpEncryptor encryptor = TestData.quick("secret").random(random);
    encryptor.prepare();
    assertEquals(1, random.draws, "the salt");
    encryptor.prepare();
    TestData.encrypt(encryptor, PLAIN);
    assertEquals(2, random.draws, "and the beginning of the message");
  }

  private static final class CountingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private int draws;

    @Override
    public void nextBytes(byte[] bytes) {
      draws++;
      super.nextBytes(bytes);
    }
  }

  private static byte[] packet(byte[] message) {
    return Arrays.copyOf(message, PACKET_BYTES);
  }
}
