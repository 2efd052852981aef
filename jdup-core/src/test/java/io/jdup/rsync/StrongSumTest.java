package io.jdup.rsync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StrongSumTest {
  // head -c $n /dev/zero | tr '\0' a | openssl dgst -provider legacy -md4   (OpenSSL 3)
  // head -c $n /dev/zero | tr '\0' a | b2sum -l 256                         (coreutils 9)
  @ParameterizedTest
  @CsvSource({
    "0, 31d6cfe0d16ae931b73c59d7e0c089c0,"
        + " 0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
    "55, c889c81dd86c4d2e025778944ea02881,"
        + " 94ac361af706e2cb330ec00a01b685140fba6c8d9b6079640906593e7753114e",
    "56, d5f9a9e9257077a5f08b0b92f348b0ad,"
        + " 749373b29d21d245933e0e994a0070b5db951a9169c3d84f84bc3ca707fce3c8",
    "64, 52f5076fabd22680234a3fa9f9dc5732,"
        + " b1e70fb5c59f0727f1c099e3ddccadc0857c8d21a4b5cd9b637ef964e94c2b29",
    "119, e65dd227ccef97fa1d34d70189120f76,"
        + " e5df6183b80361831ced372710929986892b11f57ba1eefc1092ff597d0181e6",
    "120, b03ddbd470b47c013e0c7ab2ddd763db,"
        + " a0bcfcd8472a227b95eb51256c1b8d3c9c4288ec0d0faee1a74229d40c8d8b98",
    "127, 9733b046ad770b4e093b35de4e09e828,"
        + " 59e2f1aba240f20aa591016f5ef429990bc9c2131dcd0d30f0ffd75ed18f317d",
    "128, cb4a20a561558e29460190c91dced59f,"
        + " ae2aa48507885c4c950fb809b2076f959cde9f8ea6da260d9a3587df33dac450",
    "129, 2adcd303c29f93a3ee33a560ece91cd2,"
        + " 2f64744a6de0d2c0b56e64cf6e29a5aaa255010d415d51c75ccc82f73dccd865",
    "256, 86265cb4b38a4d619a24eba7964be91d,"
        + " eae4d3a7627549b383179dc18049964f91a6fed14c9f3fb26705eda3eeda5558"
  })
  void hashesOfManyLettersAMatch(int count, String md4, String blake2) {
    byte[] message = "a".repeat(count).getBytes(US_ASCII);
    assertEquals(md4, hex(StrongSum.MD4, message));
    assertEquals(blake2, hex(StrongSum.BLAKE2, message));
  }

  // printf abc | openssl dgst -provider legacy -md4; printf abc | b2sum -l 256
  @Test
  void hashesOfAbcMatch() {
    byte[] message = "abc".getBytes(US_ASCII);
    assertEquals("a448017aaf21d8525fc10ae87aa6729d", hex(StrongSum.MD4, message));
    assertEquals(
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
        hex(StrongSum.BLAKE2, message));
  }

  private static String hex(StrongSum sum, byte[] message) {
    return HexFormat.of().formatHex(hash(sum, message, 0, message.length));
  }

  private static byte[] hash(StrongSum sum, byte[] data, int offset, int length) {
    BlockDigest digest = sum.newDigest();
    digest.reset();
    digest.update(data, offset, length);
    byte[] hash = new byte[sum.maxLength()];
    digest.finish(hash, 0, hash.length);
    return hash;
  }

  @ParameterizedTest
  @EnumSource
  void piecesOfAMessageGiveTheSameHash(StrongSum sum) {
    byte[] message = noise(5000);
    var random = new Random(3);
    BlockDigest digest = sum.newDigest();
    digest.reset();
    for (int at = 0; at < message.length; ) {
      int now = Math.min(message.length - at, random.nextInt(300));
      digest.update(message, at, now);
      at += now;
    }
    byte[] hash = new byte[sum.maxLength()];
    digest.finish(hash, 0, hash.length);
    assertArrayEquals(hash(sum, message, 0, message.length), hash);
  }

  @ParameterizedTest
  @EnumSource
  void piecesThatFillAUnitGiveTheSameHash(StrongSum sum) {
    for (int unit : new int[] {64, 128}) {
      byte[] message = noise(2 * unit);
      for (int cut = 0; cut <= unit; cut++) {
        BlockDigest digest = sum.newDigest();
        digest.reset();
        digest.update(message, 0, cut);
        digest.update(message, cut, unit - cut);
        byte[] hash = new byte[sum.maxLength()];
        digest.finish(hash, 0, hash.length);
        assertArrayEquals(hash(sum, message, 0, unit), hash, cut + " of " + unit);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyBlocksAtOnceGiveTheSameHashesAsOneByOne(StrongSum sum) {
    byte[] data = noise(300 * 512);
    for (int blockLength : new int[] {64, 100, 128, 384, 512}) {
      for (int count : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 129, 200, 299}) {
        byte[] hashes = new byte[3 + count * 20];
        sum.newDigest().digestBlocks(data, 5, blockLength, count, hashes, 3, 20, 16);
        for (int i = 0; i < count; i++) {
          byte[] one = hash(sum, data, 5 + i * blockLength, blockLength);
          assertEquals(
              HexFormat.of().formatHex(one, 0, 16),
              HexFormat.of().formatHex(hashes, 3 + i * 20, 3 + i * 20 + 16),
              "block " + i + " of " + count + " of " + blockLength + " bytes");
        }
      }
    }
  }

  private static byte[] noise(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }
}
