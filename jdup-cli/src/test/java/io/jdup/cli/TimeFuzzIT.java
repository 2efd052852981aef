package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether jdup takes a time as the real duplicity does, whatever the string. More seeds than the
 * usual ones run with {@code -Djdup.fuzz.seeds=100}.
 *
 * <p>Where clocks are set forward the two differ on purpose; these strings are of the winter.
 */
class TimeFuzzIT {
  private static final int SLACK = 300; // seconds, for what refers to now
  private static final int SEEDS = 5;
  private static final int STRINGS = 80;
  private static final int MOST_REFUSED = 10; // each takes a run of duplicity
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/St_Johns");
  private static final String ODD = "0123456789-/:+.TZDWMYhms ";

  @TempDir Path directory;
  private Workplace place;
  private Path source;
  private Instant now = Instant.EPOCH;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("jdup.fuzz.seeds", SEEDS));
  }

  @BeforeEach
  void findDuplicity() throws Exception {
    Workplace.require("duplicity");
    place = Workplace.in(directory.toRealPath());
    source = Files.createDirectory(place.resolve("source"));
    now = Instant.now(); // duplicity takes no other for times on the command line
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void duplicityMeansTheSameTime(long seed) throws Exception {
    var random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get((int) (seed % ZONES.size())));
    place = place.with("TZ", zone.getId());
    Map<Instant, String> times = new TreeMap<>();
    var refused = new TreeSet<String>();
    for (int i = 0; i < STRINGS; i++) {
      String text = random.nextInt(3) == 0 ? spoiled(time(random), random) : time(random);
      try {
        Instant time = TimeExpression.parse(text, now, LocalZone.of(zone));
        if (!isOfSummer(text, time, zone)) {
          times.putIfAbsent(time, text);
        }
      } catch (UsageException e) {
        refused.add(text);
      }
    }
    times.keySet().removeIf(TimeFuzzIT::isOdd);
    compare(times);
    for (String text : refused.stream().limit(MOST_REFUSED).toList()) {
      Ran ran = duplicity("--exclude-older-than=" + text, "--exclude", "**");
      assertEquals(ExitCodes.COMMAND_LINE, ran.exitCode(), () -> "'" + text + "' " + ran);
    }
  }

  /** Returns whether a file system may not keep {@code time}. */
  private static boolean isOdd(Instant time) {
    return time.getEpochSecond() < 2 || time.getEpochSecond() >= Integer.MAX_VALUE;
  }

  private static boolean isOfSummer(String text, Instant time, ZoneId zone) {
    return text.matches(".*[-/].*") && zone.getRules().isDaylightSavings(time);
  }

  // Each time has a directory with a file that is a second too old and one that is not, which the
  // rules after it take; the times before it have let both pass.
  private void compare(Map<Instant, String> times) throws Exception {
    var options = new ArrayList<String>();
    var expected = new TreeSet<>(List.of("A ."));
    Instant before = Instant.EPOCH;
    for (Map.Entry<Instant, String> time : times.entrySet()) {
      Instant at = time.getKey();
      int slack = time.getValue().matches(".*[smhDWMY]") ? SLACK : 0;
      if (at.isBefore(before.plusSeconds(1 + slack))) {
        continue;
      }
      before = at.plusSeconds(slack);
      String name = "t" + at.getEpochSecond();
      Path old = Files.createDirectory(source.resolve(name)).resolve("old");
      Files.setLastModifiedTime(Files.createFile(old), FileTime.from(at.minusSeconds(1 + slack)));
      Path kept = Files.createFile(old.resolveSibling("kept"));
      Files.setLastModifiedTime(kept, FileTime.from(at.plusSeconds(slack)));
      options.add("--exclude-older-than=" + time.getValue());
      options.add("--include=" + source + "/" + name);
      expected.addAll(List.of("A " + name, "A " + name + "/kept"));
    }
    options.add("--exclude=**");
    Ran ran = duplicity(options.toArray(String[]::new)).succeeded();
    var taken = new TreeSet<>(ran.out().lines().filter(line -> line.startsWith("A ")).toList());
    var more = new TreeSet<>(taken);
    more.removeAll(expected);
    expected.removeAll(taken);
    assertEquals("[]", more.toString(), () -> "duplicity is earlier with some of " + times);
    assertEquals("[]", expected.toString(), () -> "duplicity is later with some of " + times);
  }

  private Ran duplicity(String... options) throws Exception {
    var words = new ArrayList<>(List.of("duplicity", "full", "--dry-run", "--no-encryption"));
    words.addAll(List.of("--no-print-statistics", "-v5"));
    words.addAll(Arrays.asList(options));
    words.addAll(List.of(source.toString(), place.url("target")));
    return place.run(words.toArray(String[]::new));
  }

  private static String time(Random random) {
    int year = 1972 + random.nextInt(60);
    int month = random.nextBoolean() ? 1 : 12;
    int day = 1 + random.nextInt(random.nextInt(5) == 0 ? 31 : 28);
    int hour = random.nextInt(24);
    int minute = random.nextInt(60);
    int second = random.nextInt(62);
    return switch (random.nextInt(10)) {
      case 0 -> String.valueOf(random.nextInt(Integer.MAX_VALUE));
      case 1, 2 -> intervals(random);
      case 3 -> "%d%02d%02dT%02d%02d%02dZ".formatted(year, month, day, hour, minute, second);
      case 4, 5 ->
          "%d-%02d-%02dT%02d:%02d:%02d".formatted(year, month, day, hour, minute, second)
              + zone(random);
      case 6 -> "%d-%d-%02d".formatted(year, month, day);
      case 7 -> "%d/%02d/%d".formatted(year, month, day);
      case 8 -> "%d/%d/%d".formatted(month, day, year);
      default -> "%02d-%02d-%d".formatted(month, day, year);
    };
  }

  private static String intervals(Random random) {
    var text = new StringBuilder();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      text.append(random.nextInt(120)).append("smhDWM".charAt(random.nextInt(6)));
    }
    return text.toString();
  }

  private static String zone(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "Z";
      default ->
          "%s%02d:%02d"
              .formatted(
                  random.nextBoolean() ? "+" : "-", random.nextInt(14), 15 * random.nextInt(4));
    };
  }

  /** Returns {@code text} with a character more, less, or another one. */
  private static String spoiled(String text, Random random) {
    int at = random.nextInt(text.length());
    String odd = String.valueOf(ODD.charAt(random.nextInt(ODD.length())));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + odd + text.substring(at);
      default -> text.substring(0, at) + odd + text.substring(at + 1);
    };
  }
}
