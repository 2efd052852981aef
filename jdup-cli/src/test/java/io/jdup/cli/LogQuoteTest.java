package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogQuoteTest {
  private static String quoted(String text) {
    return LogQuote.of(text.getBytes(StandardCharsets.UTF_8));
  }

  // duplicity --log-file l full src URL (0.8.22); grep 'INFO 4' l
  @Test
  void namesAreQuotedAsDuplicityDoes() {
    assertEquals("'.'", quoted("."));
    assertEquals("'sp ace\\nnl'", quoted("sp ace\nnl"));
    assertEquals("'quo\\x27te\"d\\\\back'", quoted("quo'te\"d\\back"));
    assertEquals("'tab\\tx\\x01'", quoted("tab\tx\u0001"));
    assertEquals("'caf\\xe9'", quoted("caf\u00e9"));
  }

  // python3 -c "print(b'...'.decode('utf-8', 'surrogateescape').encode('unicode_escape').decode())"
  @Test
  void otherCharactersAreQuotedAsPythonDoes() {
    assertEquals("'\\u20ac\\U0001f600\\x7f\\r'", quoted("\u20ac\ud83d\ude00\u007f\r"));
    assertEquals(
        "'caf\\udce9 \\udcff\\xe9'",
        LogQuote.of(
            new byte[] {'c', 'a', 'f', (byte) 0xe9, ' ', (byte) 0xff, (byte) 0xc3, (byte) 0xa9}));
    assertEquals("'\\udcc3'", LogQuote.of(new byte[] {(byte) 0xc3}));
    assertEquals("''", LogQuote.of(new byte[0]));
  }
}
