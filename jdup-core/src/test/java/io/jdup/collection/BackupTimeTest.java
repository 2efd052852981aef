package io.jdup.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupTimeTest {
  @Test
  void timesAreWrittenAsDuplicityWritesThem() throws IOException {
    for (Map.Entry<String, JsonElement> vector :
        vectors().getAsJsonObject("filename_time").entrySet()) {
      Instant time = Instant.ofEpochSecond(Long.parseLong(vector.getKey()));
      String text = vector.getValue().getAsString();
      assertEquals(text, BackupTime.format(time));
      assertEquals(Optional.of(time), BackupTime.parse(text));
    }
  }

  @Test
  void theThreeFormsMeanWhatDuplicityTakesThemFor() throws IOException {
    int count = 0;
    for (JsonElement element : vectors().getAsJsonArray("cases")) {
      JsonObject vector = element.getAsJsonObject();
      String text = vector.get("string").getAsString();
      ZoneId zone = ZoneId.of(vector.get("TZ").getAsString());
      Optional<Instant> found = BackupTime.parse(text, ":", () -> zone);
      if (isOurs(text) && !vector.get("epoch").getAsString().equals("error")) {
        long second = vector.get("epoch").getAsLong();
        assertEquals(Optional.of(Instant.ofEpochSecond(second)), found, text + " in " + zone);
        count++;
      } else if (!text.equals("2002-04-26t04:22:01Z")) { // names are read in any case
        assertEquals(Optional.empty(), found, text);
      }
    }
    assertTrue(count > 40, "only " + count);
  }

  /** Intervals, dates, 'now', second 0 and 15 characters are times to duplicity only. */
  private static boolean isOurs(String text) {
    boolean number = text.matches("[0-9]+") && !text.equals("0");
    return number || text.matches("[0-9]{8}T[0-9]{6}.") || text.matches("[-0-9]{10}T[0-9:]{8}.*");
  }

  @Test
  void timesThatNamesCannotHoldAreRefused() {
    for (Instant time :
        new Instant[] {
          Instant.EPOCH,
          Instant.ofEpochSecond(-1),
          Instant.ofEpochSecond(1, 1),
          Instant.parse("2100-01-01T00:00:00Z"),
          Instant.MAX
        }) {
      assertThrows(IllegalArgumentException.class, () -> BackupTime.format(time));
    }
  }

  @Test
  void timesFromTheSecondAfter1970ToTheEndOf2099Are() {
    for (long second : new long[] {1, 4_102_444_799L}) {
      Instant time = Instant.ofEpochSecond(second);
      assertEquals(Optional.of(time), BackupTime.parse(Long.toString(second)));
      assertEquals(Optional.of(time), BackupTime.parse(BackupTime.format(time)));
    }
    for (String none :
        new String[] {"0", "4102444800", "0000000000000001", "", "19700101T000000Z", "1x"}) {
      assertEquals(Optional.empty(), BackupTime.parse(none), none);
    }
    assertEquals(Optional.of(Instant.ofEpochSecond(1)), BackupTime.parse("000000000001"));
    assertEquals(Optional.empty(), BackupTime.parse("0000000000001"));
  }

  @Test
  void onlyTheLastCharacterOfAUtcTimeIsNotLookedAt() {
    Instant time = Instant.parse("2023-11-14T22:13:20Z");
    for (String text : new String[] {"20231114T221320Z", "20231114t221320z", "20231114T221320é"}) {
      assertEquals(Optional.of(time), BackupTime.parse(text), text);
    }
    for (String none :
        new String[] {
          "20231114T22132\u0660Z",
          "20231114T22132\u0130Z",
          "20231114x221320Z",
          "20231114T221320",
          "20231114T221320\ud83d\ude00",
          "20231114T22132\ud83d\ude00"
        }) {
      assertEquals(Optional.empty(), BackupTime.parse(none), none);
    }
  }

  // strptime of Python, which duplicity uses, takes leap seconds and refuses the rest.
  @Test
  void clocksGoTo235961() {
    Instant midnight = Instant.parse("2023-11-15T00:00:00Z");
    assertEquals(Optional.of(midnight.plusSeconds(1)), BackupTime.parse("20231114T235961Z"));
    assertEquals(Optional.of(midnight), BackupTime.parse("2023-11-14T23:59:60Z"));
    for (String none : new String[] {"240000", "236000", "235962"}) {
      assertEquals(Optional.empty(), BackupTime.parse("20231114T" + none + "Z"), none);
    }
  }

  @Test
  void daysOfOldTimesGoFrom1To31InAnyMonth() {
    Instant march = Instant.parse("2023-03-03T00:00:00Z");
    assertEquals(Optional.of(march), BackupTime.parse("2023-02-31T00:00:00Z"));
    assertEquals(
        Optional.of(march.minusSeconds(2 * 86_400)), BackupTime.parse("2023-03-01T00:00:00Z"));
    assertEquals(Optional.empty(), BackupTime.parse("2023-02-00T00:00:00Z"));
    assertEquals(Optional.empty(), BackupTime.parse("2023-02-32T00:00:00Z"));
    assertEquals(Optional.empty(), BackupTime.parse("2023-13-01T00:00:00Z"));
    assertEquals(Optional.empty(), BackupTime.parse("2023-02-01T00:00"));
    assertEquals(Optional.empty(), BackupTime.parse("2023-02-01T00:00:00+01"));
  }

  private static JsonObject vectors() throws IOException {
    Path file = Path.of("..", "testdata", "vectors", "times.json");
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }
}
