package io.jdup.cli;

import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as C's asctime(3) writes them: {@code Tue Nov 14 22:13:20 2023}, English everywhere. */
final class Asctime {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private Asctime() {}

  /** Returns {@code time} as the clocks of {@code zone} show it. */
  static String format(Instant time, LocalZone zone) {
    OffsetDateTime local = time.atOffset(zone.offset(time));
    String day = DAYS[local.getDayOfWeek().getValue() - 1];
    String month = MONTHS[local.getMonthValue() - 1];
    var text = new StringBuilder(24).append(day).append(' ').append(month).append(' ');
    appendTwo(text, local.getDayOfMonth(), ' ').append(' ');
    appendTwo(text, local.getHour(), '0').append(':');
    appendTwo(text, local.getMinute(), '0').append(':');
    appendTwo(text, local.getSecond(), '0').append(' ');
    return text.append(local.getYear()).toString();
  }

  // A format string is read anew for each time, and listings have millions of them.
  private static StringBuilder appendTwo(StringBuilder text, int number, char filling) {
    return (number < 10 ? text.append(filling) : text).append(number);
  }
}
