package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.BackupTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A time, as on the command line and as in file names. What is no time is refused; what is one
 * means the same when it is printed and read again, in all zones; and where file names know the
 * text as well, it means the same there.
 */
public final class FuzzedTime {
  private static final Instant NOW = Instant.parse("2023-11-14T22:13:20Z");
  private static final List<ZoneId> ZONES =
      List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), ZoneId.of("America/St_Johns"));

  private FuzzedTime() {}

  public static void fuzzerTestOneInput(byte[] input) throws UsageException {
    String text = new String(input, StandardCharsets.UTF_8);
    for (ZoneId zone : ZONES) {
      Instant time;
      try {
        time = TimeExpression.parse(text, NOW, LocalZone.of(zone));
      } catch (UsageException e) {
        continue;
      }
      String printed = time.truncatedTo(ChronoUnit.SECONDS).toString();
      if (printed.matches("(19[1-9]|20[0-8])[0-9]-.*")) {
        assertEquals(time, TimeExpression.parse(printed, NOW, LocalZone.of(zone)));
      }
      if (BackupTime.isValid(time)) {
        String named = BackupTime.format(time);
        assertEquals(Optional.of(time), BackupTime.parse(named));
        assertEquals(time, TimeExpression.parse(named, NOW, LocalZone.of(zone)));
      }
    }
    checkName(text);
  }

  private static void checkName(String text) throws UsageException {
    Optional<Instant> time = BackupTime.parse(text);
    if (time.isPresent()) {
      assertTrue(BackupTime.isValid(time.get()));
      assertEquals(time, BackupTime.parse(BackupTime.format(time.get())));
      if (text.matches("[-+:TZ0-9]*Z")) {
        assertEquals(time.get(), TimeExpression.parse(text, NOW, LocalZone.of(ZoneOffset.UTC)));
      }
    }
  }
}
