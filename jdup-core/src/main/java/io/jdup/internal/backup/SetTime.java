package io.jdup.internal.backup;

import io.jdup.collection.BackupSet;
import io.jdup.collection.BackupTime;
import io.jdup.collection.CollectionStatus;
import io.jdup.report.ImplausibleClockException;
import io.jdup.report.JdupListener;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * Decides which time a new set gets: the clock's, or the second after the newest set where the
 * clock has not got past that. Two sets of one second could not be told apart, and a set that is
 * older than the one it builds on would be sorted before it.
 */
final class SetTime {
  /** A clock may be set by hand, to another zone or at a leap second. */
  private static final Duration STEPPED_OVER = Duration.ofDays(1);

  private static final Duration LONGEST_PAUSE = Duration.ofDays(3653);

  // What clocks show when their battery is empty is before this program was made.
  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2070-01-01T00:00:00Z");

  private SetTime() {}

  /**
   * Returns the time, in whole seconds; tells {@code listener} if it is not the clock's.
   *
   * @param now what the clock says
   * @param allowJump whether to believe the clock if it is far from what is likely
   * @throws ImplausibleClockException if it is not believed
   */
  static Instant after(
      CollectionStatus status, Instant now, boolean allowJump, JdupListener listener)
      throws ImplausibleClockException {
    Optional<BackupSet> newest = status.sets().stream().max(Comparator.comparing(BackupSet::time));
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    if (!allowJump) {
      requirePlausible(second, newest);
    }
    if (newest.isEmpty() || second.isAfter(newest.get().time())) {
      return nameable(second, second);
    }
    Instant next = newest.get().time().plusSeconds(1);
    if (second.isBefore(newest.get().time())) {
      listener.warning(
          "the clock is "
              + text(Duration.between(second, newest.get().time()))
              + " behind the newest set; the new one gets the second after that");
    }
    return nameable(next, second);
  }

  private static void requirePlausible(Instant now, Optional<BackupSet> newest)
      throws ImplausibleClockException {
    if (now.isBefore(EARLIEST) || !now.isBefore(LATEST)) {
      throw refused(now, "which is hardly right; set it, or say --allow-clock-jump");
    }
    if (newest.isEmpty()) {
      return;
    }
    Duration behind = Duration.between(now, newest.get().time());
    if (behind.compareTo(STEPPED_OVER) > 0) {
      throw refused(
          now,
          "and the newest set at the target, the "
              + newest.get().id()
              + ", is from "
              + text(behind)
              + " later; set the clock, or, if the one that made the set was ahead, say"
              + " --allow-clock-jump: the new set gets the second after that");
    }
    if (behind.negated().compareTo(LONGEST_PAUSE) > 0) {
      throw refused(
          now,
          "which is more than ten years after the newest set at the target, the "
              + newest.get().id()
              + "; set it, or say --allow-clock-jump if it is right");
    }
  }

  private static ImplausibleClockException refused(Instant now, String why) {
    return new ImplausibleClockException(now, "the clock says " + now + ", " + why);
  }

  private static Instant nameable(Instant time, Instant now) throws ImplausibleClockException {
    if (!BackupTime.isValid(time)) {
      throw refused(
          now,
          "so the new set's time would be "
              + time
              + ", and file names hold times after 1970 and before 2100 only; set the clock, or use"
              + " another target");
    }
    return time;
  }

  private static String text(Duration duration) {
    if (duration.toDays() > 1) {
      return duration.toDays() + " days";
    }
    return duration.toMinutes() > 1
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }
}
