package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KnownAnswersTest {
  // NIST SP 800-38A, F.3.17 CFB128-AES256.Encrypt uses another initial vector, which CFB turns into
  // a first block: encrypting X = E(0) ^ IV makes the ciphertext IV, and the vector's data follows.
  @Test
  void cfbEncryptsTheNistVector() {
    byte[] key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    byte[] iv = hex("000102030405060708090a0b0c0d0e0f");
    byte[] data =
        hex(
            "00000000000000000000000000000000"
                + "6bc1bee22e409f96e93d7e117393172a"
                + "ae2d8a571e03ac9c9eb76fac45af8e51");
    new BlockEncryption.Aes(key).encrypt(new byte[16], 0, 16, data, 0);
    LongXor.xor(data, 0, iv, 0, data, 0, 16);
    byte[] out = new byte[48];
    new CfbEncryption(key).encrypt(data, 0, 48, out, 0);
    assertArrayEquals(
        hex(
            "000102030405060708090a0b0c0d0e0f"
                + "dc7e84bfda79164b7ecd8486985d3860"
                + "39ffed143b28b1c832113c6331e5407b"),
        out);
  }

  // printf 'hello, world\n' > f; gpg --batch --pinentry-mode loopback --passphrase abc --s2k-count
  // 1024 --compress-algo none -c -o - f | xxd -p (gpg 2.2.40)
  @Test
  void aMessageOfGpgIsRead() throws Exception {
    byte[] message =
        hex(
            "8c0d0409030208771473cc6fd8e1ffd23f01bc1d01a64cf99750f007c70944d5f579eeaea3413907f2ff9b6cb5dafaa831b33e9f5da2c936bbbfabfb0cdb297861bff5c52b421da4006d23b061b7d2f1");
    byte[] plain = TestData.decrypt("abc", message);
    assertEquals("hello, world\n", new String(plain, StandardCharsets.UTF_8));
  }

  @Test
  void aMessageIsWrittenInTheSamePacketsAsByGpg() throws Exception {
    byte[] message =
        TestData.encrypt(
            TestData.quick("abc")
                .compress(OpenPgpCompression.NONE, 0)
                .random(new Zeros())
                .literalTime(Instant.ofEpochSecond(1)),
            "hello, world\n".getBytes(StandardCharsets.UTF_8));
    // SKESK: version 4, AES-256, S2K iterated, SHA-256, salt, count; SEIPD of version 1
    assertEquals(
        "c30d04090308000000000000000000" + "d23e01", HexFormat.of().formatHex(message, 0, 18));
    assertEquals(18 + 18 + 2 + 6 + 13 + 22, message.length);
  }

  /** Not random at all, to see the same bytes each time. */
  private static final class Zeros extends SecureRandom {
    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Test
  void aPassphraseDoesNotShow() {
    var passphrase = Passphrase.of("sesame");
    assertFalse(passphrase.toString().contains("sesame"));
    assertArrayEquals(new byte[] {(byte) 0xc3, (byte) 0xa4}, Passphrase.of("ä").utf8());
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
