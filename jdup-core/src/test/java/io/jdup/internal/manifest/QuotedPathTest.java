package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class QuotedPathTest {
  @Test
  void namesAreQuotedAsDuplicityQuotesThem() throws IOException {
    Path file = Path.of("..", "testdata", "vectors", "quoting.json");
    JsonArray vectors = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
    assertTrue(vectors.size() > 20);
    for (JsonElement element : vectors) {
      JsonObject vector = element.getAsJsonObject();
      byte[] raw = HexFormat.of().parseHex(vector.get("raw_hex").getAsString());
      byte[] quoted = HexFormat.of().parseHex(vector.get("quoted_hex").getAsString());
      assertArrayEquals(quoted, QuotedPath.quote(raw));
      assertArrayEquals(raw, QuotedPath.unquote(quoted));
    }
  }

  @Test
  void escapesMayBeInUpperCase() {
    assertArrayEquals(ascii("a\nb"), QuotedPath.unquote(ascii("\"a\\x0Ab\"")));
  }

  @Test
  void quotesThatGoWrongAreRefused() {
    for (String bad :
        new String[] {"\"", "\"a", "\"a\\\"", "\"a\\x\"", "\"a\\x2\"", "\"\\xg0\"", "\"\\n00\""}) {
      assertThrows(IllegalArgumentException.class, () -> QuotedPath.unquote(ascii(bad)), bad);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
