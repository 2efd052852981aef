package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keys that are remembered, and salts that are used again. */
class PassphraseKeysTest {
  private static final int PACKET_BYTES = 2 + 4 + 8 + 1; // header, version to hash, salt, count
  private static final int KEY_BYTES = 32;
  private static final byte[] PLAIN = {1, 2, 3};

  private static StringToKey fresh() {
    return StringToKey.fresh(StringToKey.SHA256, 0, new SecureRandom());
  }

  private static byte[] packet(byte[] message) {
    return Arrays.copyOf(message, PACKET_BYTES);
  }

  @Test
  void keysAreThoseOfTheirSaltHoweverManyThereAre() throws IOException {
    Passphrase passphrase = Passphrase.of("secret");
    var keys = new PassphraseKeys(passphrase);
    List<StringToKey> salts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      salts.add(fresh());
    }
    for (int turn = 0; turn < 2; turn++) {
      for (StringToKey salt : salts) {
        assertArrayEquals(salt.key(passphrase, KEY_BYTES), keys.key(salt, KEY_BYTES));
        assertArrayEquals(salt.key(passphrase, 16), keys.key(salt, 16)); // AES-128
      }
    }
  }

  @Test
  void aLongerKeyThanWasRememberedIsMade() throws IOException {
    Passphrase passphrase = Passphrase.of("secret");
    var keys = new PassphraseKeys(passphrase);
    StringToKey salt = StringToKey.fresh(StringToKey.SHA1, 0, new SecureRandom()); // 20 bytes each
    for (int length : new int[] {16, 32, 24, 16, 32}) {
      assertArrayEquals(salt.key(passphrase, length), keys.key(salt, length));
    }
  }

  @Test
  void whoChangesAKeyChangesNobodyElses() throws IOException {
    var keys = new PassphraseKeys(Passphrase.of("secret"));
    StringToKey salt = fresh();
    byte[] key = keys.key(salt, KEY_BYTES);
    byte[] copy = key.clone();
    Arrays.fill(key, (byte) 0);
    assertArrayEquals(copy, keys.key(salt, KEY_BYTES));
  }

  @Test
  void aDestroyedPassphraseTakesItsKeysWithIt() throws IOException {
    Passphrase passphrase = Passphrase.of("secret");
    Decryptor decryptor = OpenPgp.decryptWith(passphrase);
    byte[] message = TestData.encrypt(TestData.quick("secret"), PLAIN);
    assertArrayEquals(PLAIN, TestData.decrypt(decryptor, message));
    passphrase.destroy();
    assertThrows(IllegalStateException.class, () -> TestData.decrypt(decryptor, message));
  }

  @Test
  void theSaltOfTheMessageReadLastIsUsedAgain() throws IOException {
    Decryptor decryptor = OpenPgp.decryptWith(Passphrase.of("secret"));
    byte[] before = TestData.encrypt(TestData.quick("secret"), PLAIN);
    byte[] last = TestData.encrypt(TestData.quick("secret"), PLAIN);
    TestData.decrypt(decryptor, before);
    TestData.decrypt(decryptor, last);
    OpenPgpEncryptor next = TestData.quick("secret").goingOnFrom(decryptor);
    byte[] message = TestData.encrypt(next, PLAIN);
    assertArrayEquals(packet(last), packet(message));
    assertFalse(Arrays.equals(last, message), "equal messages must differ");
    assertArrayEquals(PLAIN, TestData.decrypt("secret", message));
  }

  @Test
  void otherPassphrasesAndCheaperKeysAreNotGoneOnWith() throws IOException {
    Decryptor other = OpenPgp.decryptWith(Passphrase.of("other"));
    byte[] message = TestData.encrypt(TestData.quick("other"), PLAIN);
    TestData.decrypt(other, message);
    assertArrayEquals(
        PLAIN,
        TestData.decrypt(
            "secret", TestData.encrypt(TestData.quick("secret").goingOnFrom(other), PLAIN)));
    OpenPgpEncryptor slower = TestData.quick("other").stringToKey(StringToKey.SHA256, 16);
    byte[] next = TestData.encrypt(slower.goingOnFrom(other), PLAIN);
    assertEquals(16, next[PACKET_BYTES - 1]);
    assertArrayEquals(PLAIN, TestData.decrypt("other", next));
  }

  @Test
  void whatWasNotOpenedIsNotGoneOnWith() throws IOException {
    Decryptor decryptor = OpenPgp.decryptWith(Passphrase.of("wrong"));
    byte[] message = TestData.encrypt(TestData.quick("secret"), PLAIN);
    assertThrows(WrongPassphraseException.class, () -> TestData.decrypt(decryptor, message));
    Optional<PassphraseKeys> keys = ((OpenPgpDecryptor) decryptor).passphraseKeys();
    assertEquals(Optional.empty(), keys.orElseThrow().lastFitting());
  }

  @Test
  void encryptionToKeysHasNoSaltToGoOnWith() throws IOException {
    OpenPgpEncryptor encryptor = OpenPgp.encryptTo(TestData.publicKey("rsa2048"));
    assertSame(encryptor, encryptor.goingOnFrom(OpenPgp.decryptWith(Passphrase.of("p"))));
  }
}
