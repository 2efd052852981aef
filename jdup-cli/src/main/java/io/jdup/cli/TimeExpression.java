package io.jdup.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways to write a time on the command line: {@code now}, seconds since 1970, {@code
 * 20231114T221320Z}, {@code 2023-11-14T23:13:20+01:00}, {@code 3D12h} ago, or a date.
 *
 * <p>Day 31 of any month is taken and rolls over into the next. Of a zone the sign counts for the
 * hours only. That is as duplicity does it; but local times are what clocks show there, while
 * duplicity takes them for standard time in summer too. Source: format specification section 7.9;
 * vectors times.json, made with duplicity 0.8.22.
 */
final class TimeExpression {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
  private static final Pattern COMPACT =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d).", Pattern.DOTALL);
  private static final Pattern FULL =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(Z|[+-]\\d\\d:\\d\\d)?");
  private static final Pattern INTERVALS = Pattern.compile("(\\d{1,12}[smhDWMY])+");
  private static final Pattern INTERVAL = Pattern.compile("(\\d+)([smhDWMY])");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})");
  private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4})");
  private static final Pattern COMPACT_DATE = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)Z");
  private static final int FIRST_YEAR = 1901;
  private static final int LAST_YEAR = 2099;

  private final Instant now;
  private final LocalZone zone;

  private TimeExpression(Instant now, LocalZone zone) {
    this.now = now;
    this.zone = zone;
  }

  /**
   * Returns the time that {@code text} means.
   *
   * @param now what {@code now} and intervals refer to
   * @param zone where times without a zone are
   */
  static Instant parse(String text, Instant now, LocalZone zone) throws UsageException {
    Optional<Instant> time;
    try {
      time = new TimeExpression(now, zone).find(text);
    } catch (DateTimeException | ArithmeticException e) { // a month 13, or an age of the universe
      time = Optional.empty();
    }
    return time.orElseThrow(
        () ->
            new UsageException(
                ("'" + text + "' is not a time; write an age such as 3D or 12h30m, a date such as")
                    + " 2023-11-14, 2023-11-14T22:13:20+01:00, seconds since 1970, or now"));
  }

  private Optional<Instant> find(String text) {
    if (text.equals("now")) {
      return Optional.of(now);
    }
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    }
    // Without a zone the local one is appended; in UTC that makes the compact form.
    Matcher compact = COMPACT.matcher(text.length() == 15 && isGreenwich() ? text + "Z" : text);
    if (compact.matches()) {
      return Optional.of(at(compact).toInstant(ZoneOffset.UTC));
    }
    Matcher full = FULL.matcher(text);
    if (full.matches()) {
      LocalDateTime written = at(full);
      String offset = full.group(7);
      return Optional.of(
          offset == null
              ? local(written)
              : written.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds(offset)));
    }
    return INTERVALS.matcher(text).matches() ? Optional.of(ago(text)) : date(text);
  }

  private boolean isGreenwich() {
    return zone.get().getRules().getStandardOffset(now).equals(ZoneOffset.UTC);
  }

  /** Returns when clocks show {@code written} here; the first time of two, the later of none. */
  private Instant local(LocalDateTime written) {
    return written.atZone(zone.get()).toInstant();
  }

  private static LocalDateTime at(Matcher parts) {
    int hour = number(parts, 4);
    int minute = number(parts, 5);
    int second = number(parts, 6);
    if (hour > 23 || minute > 59 || second > 61) {
      throw new DateTimeException("no such time of day");
    }
    LocalDateTime midnight = midnight(number(parts, 1), number(parts, 2), number(parts, 3));
    return midnight.plusSeconds(hour * 3600L + minute * 60L + second);
  }

  private static int offsetSeconds(String offset) {
    if (offset.equals("Z")) {
      return 0;
    }
    int minutes = Integer.parseInt(offset, 4, 6, 10);
    return Integer.parseInt(offset, 0, 3, 10) * 3600 + minutes * 60; // the sign is of the hours
  }

  private Instant ago(String text) {
    long seconds = 0;
    Matcher interval = INTERVAL.matcher(text);
    while (interval.find()) {
      long count = Long.parseLong(interval.group(1));
      seconds = Math.addExact(seconds, Math.multiplyExact(count, unit(interval.group(2))));
    }
    return now.minusSeconds(seconds);
  }

  private static long unit(String letter) {
    return switch (letter) {
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3600;
      case "D" -> 86_400;
      case "W" -> 7 * 86_400;
      case "M" -> 30 * 86_400;
      case "Y" -> 365 * 86_400;
      default -> throw new AssertionError(letter);
    };
  }

  private Optional<Instant> date(String text) {
    Matcher date = YEAR_FIRST.matcher(text);
    if (date.matches()) {
      return Optional.of(local(midnight(number(date, 1), number(date, 3), number(date, 4))));
    }
    date = YEAR_LAST.matcher(text);
    if (date.matches()) {
      return Optional.of(local(midnight(number(date, 4), number(date, 1), number(date, 3))));
    }
    date = COMPACT_DATE.matcher(text);
    return date.matches()
        ? Optional.of(local(midnight(number(date, 1), number(date, 2), number(date, 3))))
        : Optional.empty();
  }

  private static LocalDateTime midnight(int year, int month, int day) {
    if (year < FIRST_YEAR || year > LAST_YEAR || day < 1 || day > 31) {
      throw new DateTimeException("no such date");
    }
    return LocalDate.of(year, month, 1).plusDays(day - 1L).atStartOfDay();
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
