package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StringToKeyTest {
  @Test
  void simpleIsTheHashItself() throws Exception { // printf abc | sha1sum
    assertKey("0002", "abc", "a9993e364706816aba3e25717850c26c", 16);
  }

  @Test
  void whatIsMissingComesFromAHashWithAZeroInFront() throws Exception {
    // printf abc | sha1sum; printf '\0abc' | sha1sum
    assertKey(
        "0002",
        "abc",
        "a9993e364706816aba3e25717850c26c9cd0d89ddd3742ec1a4d2a5b563a2b62aef7fc4a",
        36);
  }

  @Test
  void saltedHashesTheSaltFirst() throws Exception { // printf saltsaltabc | sha256sum
    assertKey("010873616c7473616c74", "abc", "4abd777b473d255442932d92d4559e38", 16);
  }

  @Test
  void iteratedHashesSaltAndPassphraseOverAndOver() throws Exception {
    // yes saltsaltabc | tr -d '\n' | head -c 1024 | sha256sum
    assertKey("030873616c7473616c7400", "abc", "4d8d62dd2ef0c37cffffcd7e7a972188", 16);
  }

  @Test
  void theCountOctetStandsForUpTo65011712Bytes() {
    assertEquals(1024, StringToKey.count(0));
    assertEquals(65536, StringToKey.count(0x60));
    assertEquals(65011712, StringToKey.count(0xff));
  }

  @Test
  void unknownModesHashesAndTooShortSpecifiersAreDamage() {
    for (String bad : new String[] {"", "03", "0202", "0402", "0063", "0302aabbcc", "0102"}) {
      var in = new ByteArrayInputStream(HexFormat.of().parseHex(bad));
      assertThrows(IntegrityException.class, () -> StringToKey.read(in), bad);
    }
  }

  private static void assertKey(String specifier, String passphrase, String key, int length)
      throws Exception {
    var in = new ByteArrayInputStream(HexFormat.of().parseHex(specifier));
    byte[] made = StringToKey.read(in).key(Passphrase.of(passphrase), length);
    assertEquals(key, HexFormat.of().formatHex(made));
  }
}
