package io.jdup.collection;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The times in file names: UTC in 16 characters, as {@code 20231114T221320Z}; in old archives a
 * local time with its zone, as {@code 2023-11-14T23:13:20+01:00}; or plain seconds since 1970.
 *
 * <p>Times lie after 1970-01-01T00:00:00Z and before the year 2100; all else is refused. So are
 * dates and intervals, which duplicity takes in file names too.
 *
 * <p>Source: format specification sections 1.2, 1.3 and 7.9; vectors names.json and times.json.
 */
public final class BackupTime {
  static final int UTC_LENGTH = 16;
  private static final String OLD_SHAPE = "dddd-dd-ddTdd:dd:dd";
  private static final String ZONE_SHAPE = "+dd:dd";
  private static final long LATEST_SECOND = 4_102_444_799L; // 2099-12-31T23:59:59Z
  private static final int MAX_DIGITS = 12; // more cannot be a time, and might not fit a long

  private BackupTime() {}

  /**
   * Returns {@code time} as file names have it, in UTC.
   *
   * @throws IllegalArgumentException if file names cannot hold it: see {@link #isValid}
   */
  public static String format(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(checked(time), ZoneOffset.UTC);
    var text = new StringBuilder(UTC_LENGTH).append(utc.getYear());
    twoDigits(text, utc.getMonthValue());
    twoDigits(text, utc.getDayOfMonth());
    twoDigits(text.append('T'), utc.getHour());
    twoDigits(text, utc.getMinute());
    twoDigits(text, utc.getSecond());
    return text.append('Z').toString();
  }

  private static void twoDigits(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** Returns whether file names can hold {@code time}: whole seconds after 1970, before 2100. */
  public static boolean isValid(Instant time) {
    long second = time.getEpochSecond();
    return time.getNano() == 0 && second > 0 && second <= LATEST_SECOND;
  }

  static Instant checked(Instant time) {
    if (!isValid(time)) {
      throw new IllegalArgumentException(
          "a set's time must be a whole second after 1970 and before 2100: " + time);
    }
    return time;
  }

  /**
   * Returns {@code time} as old file names have it: local time in {@code zone}.
   *
   * <p>A zone is read with its sign on the hours only, so half-hour zones west of Greenwich are
   * written an hour off: Newfoundland's -03:30 as -04:30. Source: format specification 1.2.
   */
  static String formatOld(Instant time, char separator, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(checked(time));
    LocalDateTime local = LocalDateTime.ofInstant(time, offset);
    int minutes = offset.getTotalSeconds() / 60;
    String zoneText =
        minutes == 0
            ? "Z"
            : String.format(
                Locale.ROOT, "%+03d:%02d", Math.floorDiv(minutes, 60), Math.floorMod(minutes, 60));
    String text = String.format(Locale.ROOT, "%1$tY-%1$tm-%1$tdT%1$tH:%1$tM:%1$tS", local);
    return (text + zoneText).replace(':', separator);
  }

  /** Returns the time that {@code text} is, in any of the three forms; if no zone is told, UTC. */
  public static Optional<Instant> parse(String text) {
    return parse(text, ":_", () -> ZoneOffset.UTC);
  }

  /**
   * Returns the time that {@code text} is, if it is one. Letters may be of either case.
   *
   * @param separators the characters an old time may have in place of its colons
   * @param zone where an old time without a zone was made; its standard time counts, in summer too
   */
  static Optional<Instant> parse(String text, String separators, Supplier<ZoneId> zone) {
    try {
      byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
      if (text.length() == UTC_LENGTH && isUtc(latin)) { // not so where two characters became one
        Instant time = Instant.ofEpochSecond(utcSecond(latin));
        return isValid(time) ? Optional.of(time) : Optional.empty();
      }
      return parseForms(text.toUpperCase(Locale.ROOT), separators, zone)
          .map(Instant::ofEpochSecond)
          .filter(BackupTime::isValid);
    } catch (DateTimeException e) { // a month 13, say
      return Optional.empty();
    }
  }

  // Nearly all times are of this form, and a long chain has thousands of them: so no shape is used.
  private static boolean isUtc(byte[] text) {
    if (text.length != UTC_LENGTH || text[8] != 'T' && text[8] != 't') {
      return false;
    }
    for (int i = 0; i < UTC_LENGTH - 1; i++) { // the last is not looked at
      if (i != 8 && !isDigit(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static long utcSecond(byte[] text) {
    int year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    LocalDate day = LocalDate.of(year, twoDigits(text, 4), twoDigits(text, 6));
    return second(day, twoDigits(text, 9), twoDigits(text, 11), twoDigits(text, 13));
  }

  private static int twoDigits(byte[] text, int at) {
    return (text[at] - '0') * 10 + text[at + 1] - '0';
  }

  private static Optional<Long> parseForms(String text, String separators, Supplier<ZoneId> zone) {
    if (!text.isEmpty() && text.chars().allMatch(BackupTime::isDigit)) {
      return text.length() > MAX_DIGITS ? Optional.empty() : Optional.of(Long.parseLong(text));
    }
    int zoneStart = Math.min(OLD_SHAPE.length(), text.length());
    if (!hasShape(text.substring(0, zoneStart), OLD_SHAPE, separators)) {
      return Optional.empty();
    }
    // Day 31 of a shorter month is taken for the day after its last.
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), 1);
    int dayOfMonth = number(text, 8, 10);
    if (dayOfMonth < 1 || dayOfMonth > 31) {
      return Optional.empty();
    }
    long local =
        second(
            day.plusDays(dayOfMonth - 1L),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19));
    return offsetSeconds(text.substring(zoneStart), separators, zone, local)
        .map(offset -> local - offset);
  }

  private static long second(LocalDate day, int hour, int minute, int second) {
    if (hour > 23 || minute > 59 || second > 61) { // leap seconds are taken
      throw new DateTimeException("not a clock time: " + hour + ':' + minute + ':' + second);
    }
    return day.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
  }

  private static Optional<Long> offsetSeconds(
      String text, String separators, Supplier<ZoneId> zone, long localSecond) {
    if (text.isEmpty()) {
      Instant about = Instant.ofEpochSecond(localSecond);
      return Optional.of((long) zone.get().getRules().getStandardOffset(about).getTotalSeconds());
    }
    if (text.equals("Z")) {
      return Optional.of(0L);
    }
    if (!hasShape(text, ZONE_SHAPE, separators)) {
      return Optional.empty();
    }
    int hours = number(text, 1, 3) * (text.charAt(0) == '-' ? -1 : 1);
    int minutes = number(text, 4, 6); // never negated: see formatOld
    return Optional.of(hours * 3_600L + minutes * 60L);
  }

  private static int number(String text, int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }

  private static boolean hasShape(String text, String shape, String separators) {
    if (text.length() != shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (shape.charAt(i)) {
            case 'd' -> isDigit(c);
            case ':' -> separators.indexOf(c) >= 0;
            case '+' -> c == '+' || c == '-';
            default -> c == shape.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
