package io.jdup.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The zone of local times. What clocks show at a given time is told at once; the rules of the
 * system's zone are found out when they are asked for: Java then looks into every jar for zones of
 * others, a tenth of what a backup of few files takes.
 */
final class LocalZone implements Supplier<ZoneId> {
  // The years that the short way knows all about: later, it takes rules for simpler than they are.
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.ofEpochSecond(2_114_380_800L); // 2037-01-01T00:00:00Z

  private final Supplier<ZoneId> rules;
  private final Function<Instant, ZoneOffset> offsets;

  private LocalZone(Supplier<ZoneId> rules, Function<Instant, ZoneOffset> offsets) {
    this.rules = rules;
    this.offsets = offsets;
  }

  /** Returns the zone of {@code clock}. */
  static LocalZone of(Clock clock) {
    return clock instanceof LocalClock
        ? new LocalZone(clock::getZone, time -> systemOffset(clock, time))
        : of(clock.getZone());
  }

  /** Returns {@code zone}. */
  static LocalZone of(ZoneId zone) {
    return new LocalZone(() -> zone, time -> zone.getRules().getOffset(time));
  }

  private static ZoneOffset systemOffset(Clock clock, Instant time) {
    return time.isBefore(FIRST) || time.isAfter(LAST)
        ? clock.getZone().getRules().getOffset(time)
        : ZoneOffset.ofTotalSeconds(TimeZone.getDefault().getOffset(time.toEpochMilli()) / 1000);
  }

  /** Returns the zone with its rules. */
  @Override
  public ZoneId get() {
    return rules.get();
  }

  /** Returns how far local clocks are from UTC at {@code time}. */
  ZoneOffset offset(Instant time) {
    return offsets.apply(time);
  }
}
