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
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TimeExpressionTest {
  private static final Path VECTORS = Path.of("..", "testdata", "vectors", "times.json");

  // Local times of a summer, in which duplicity is an hour late.
  private static final Set<String> SUMMER =
      Set.of(
          "2002-04-26T04:22:01",
          "2002-04-26",
          "2002/04/26",
          "4/26/2002",
          "4-26-2002",
          "20020426Z",
          "2023-07-01T12:00:00",
          "2023-07-01");
  private static final Set<String> SUMMER_IN_EUROPE = Set.of("2002/4/6", "2002-4-6");

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
      assertThrows(UsageException.class, () -> TimeExpression.parse(text, now, LocalZone.of(zone)));
    } else {
      long late = isSummer(text, zone.getId()) ? 3600 : 0;
      assertEquals(
          epoch.getAsLong() - late,
          TimeExpression.parse(text, now, LocalZone.of(zone)).getEpochSecond());
    }
  }

  private static boolean isSummer(String text, String zone) {
    boolean observed =
        Set.of("Europe/Berlin", "America/New_York", "America/St_Johns").contains(zone);
    return observed && SUMMER.contains(text)
        || zone.equals("Europe/Berlin") && SUMMER_IN_EUROPE.contains(text);
  }

  // TZ=Europe/Berlin date -d "2023-03-26 02:30" says that there is no such time
  @Test
  void timesThatClocksSkipAreTheLaterOnesAndThoseThatComeTwiceTheFirst() throws UsageException {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant now = Instant.ofEpochSecond(1_700_000_000);
    assertEquals(
        Instant.parse("2023-03-26T01:30:00Z"),
        TimeExpression.parse("2023-03-26T02:30:00", now, LocalZone.of(berlin)));
    assertEquals(
        Instant.parse("2023-10-29T00:30:00Z"),
        TimeExpression.parse("2023-10-29T02:30:00", now, LocalZone.of(berlin)));
    assertEquals(
        Instant.parse("2023-07-31T22:00:00Z"),
        TimeExpression.parse("2023-8-1", now, LocalZone.of(berlin)));
  }

  @Test
  void refusesNumbersBeyondAllTime() {
    for (String text :
        new String[] {"9999999999999", "999999999999Y", "99999999999999999999D", "2023-11-0"}) {
      assertThrows(
          UsageException.class,
          () -> TimeExpression.parse(text, Instant.ofEpochSecond(1), LocalZone.of(ZoneOffset.UTC)),
          text);
    }
  }
}
