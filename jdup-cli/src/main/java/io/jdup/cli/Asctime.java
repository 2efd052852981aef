package io.jdup.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/** Times as C's asctime(3) writes them: {@code Tue Nov 14 22:13:20 2023}, English everywhere. */
final class Asctime {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private Asctime() {}

  /** Returns {@code time} as the clocks of {@code zone} show it. */
  static String format(Instant time, ZoneId zone) {
    ZonedDateTime local = time.atZone(zone);
    String day = DAYS[local.getDayOfWeek().getValue() - 1];
    String month = MONTHS[local.getMonthValue() - 1];
    return String.format(
        Locale.ROOT,
        "%s %s %2d %02d:%02d:%02d %d",
        day,
        month,
        local.getDayOfMonth(),
        local.getHour(),
        local.getMinute(),
        local.getSecond(),
        local.getYear());
  }
}
