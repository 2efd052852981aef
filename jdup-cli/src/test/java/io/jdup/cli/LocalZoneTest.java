package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Local times, by the short way and by the rules. */
class LocalZoneTest {
  private static final long DAYS_100 = 8_640_000; // in seconds
  private static final long LAST_SECOND = 2_300_000_000L; // in 2042

  private final TimeZone before = TimeZone.getDefault();

  @AfterEach
  void setZoneBack() {
    TimeZone.setDefault(before);
  }

  @Test
  void theShortWayTellsWhatTheRulesSay() {
    for (String id : ZoneId.getAvailableZoneIds()) {
      TimeZone zone = TimeZone.getTimeZone(id);
      if (zone.getID().equals(id)) {
        TimeZone.setDefault(zone);
        assertTellsTheRules();
      }
    }
  }

  private static void assertTellsTheRules() {
    LocalZone zone = LocalZone.of(new LocalClock());
    ZoneId rules = ZoneId.systemDefault();
    assertEquals(rules, zone.get());
    for (long second = -DAYS_100; second < LAST_SECOND; second += DAYS_100 / 8 + 3607) {
      Instant time = Instant.ofEpochSecond(second);
      assertEquals(rules.getRules().getOffset(time), zone.offset(time), () -> rules + " " + time);
    }
    for (Instant time : new Instant[] {Instant.MIN, Instant.MAX}) { // a file may claim any
      assertEquals(rules.getRules().getOffset(time), zone.offset(time));
    }
  }

  @Test
  void anotherClockHasItsOwnZone() {
    ZoneOffset five = ZoneOffset.ofHours(5);
    LocalZone zone = LocalZone.of(Clock.fixed(Instant.EPOCH, five));
    assertEquals(five, zone.offset(Instant.EPOCH));
    assertEquals(five, zone.get());
  }
}
