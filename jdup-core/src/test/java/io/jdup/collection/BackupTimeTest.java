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
      Optional<Instant> found = BackupTime.parse(text, ":", zone);
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

  private static JsonObject vectors() throws IOException {
    Path file = Path.of("..", "testdata", "vectors", "times.json");
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }
}
