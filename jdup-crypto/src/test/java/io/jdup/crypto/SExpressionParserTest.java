package io.jdup.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SExpressionParserTest {
  // gpg 2.2.40 cuts the lines of private-keys-v1.d/*.key at a column, wherever that falls. A salt
  // of
  // printable bytes, which it writes as a string, may stand there: one key in some hundreds.
  @Test
  void linesAreJoinedInTheMiddleOfStringsWordsAndNumbers() throws IntegrityException {
    String file =
        """
        Created: 20261123T033106
        Key: (protected openpgp-s2k3-ocb
         -aes ((sha1 "sa
         lt\\x01 " "2508
         73856")#0B7
         009#)  #C26E#)
        Description: none
        """;
    assertArrayEquals(
        "(9:protected20:openpgp-s2k3-ocb-aes((4:sha16:salt\u0001 9:250873856)3:\u000bp\t)2:\u00c2n)"
            .getBytes(ISO_8859_1),
        SExpressionParser.parseFile(file.getBytes(ISO_8859_1)).canonical());
  }
}
