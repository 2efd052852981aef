package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TimeExpressionTest {
  private static final Path VECTORS = Path.of("..", "testdata", "vectors", "times.json");

  // testdata/gen-misc-vectors.py asked duplicity 0.8.22 in five time zones.
  @TestFactory
  Stream<DynamicTest> readsTimesAsDuplicity() throws IOException {
    JsonObject vectors = JsonParser.parseString(Files.readString(VECTORS)).getAsJsonObject();
    Instant now = Instant.ofEpochSecond(vectors.get("now").getAsLong());
    return StreamSupport.stream(vectors.getAsJsonArray("cases").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(
            vector ->
                dynamicTest(
                    vector.get("TZ").getAsString()
                        + " '"
                        + vector.get("string").getAsString()
                        + "'",
                    () -> check(vector, now)));
  }

  private static void check(JsonObject vector, Instant now) throws UsageException {
    String text = vector.get("string").getAsString();
    ZoneId zone = ZoneId.of(vector.get("TZ").getAsString());
    JsonElement epoch = vector.get("epoch");
    if (epoch.getAsString().equals("error")) {
      assertThrows(UsageException.class, () -> TimeExpression.parse(text, now, zone));
    } else {
      assertEquals(epoch.getAsLong(), TimeExpression.parse(text, now, zone).getEpochSecond());
    }
  }

  @Test
  void refusesNumbersBeyondAllTime() {
    for (String text :
        new String[] {"9999999999999", "999999999999Y", "99999999999999999999D", "2023-11-0"}) {
      assertThrows(
          UsageException.class,
          () -> TimeExpression.parse(text, Instant.ofEpochSecond(1), ZoneOffset.UTC),
          text);
    }
  }
}
