package io.jdup.collection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * What tells one backup set of a directory from another. Ordered by time; at one time a full comes
 * before an incremental.
 *
 * <p>Names found in a directory may claim anything, so the previous time is not checked against the
 * time here.
 *
 * @param type full or incremental
 * @param previous when the set that an incremental builds on was made; for a full its own time
 * @param time when the run that made the set started, in whole seconds
 */
public record SetId(BackupType type, Instant previous, Instant time) implements Comparable<SetId> {
  private static final Comparator<SetId> ORDER =
      Comparator.comparing(SetId::time).thenComparing(SetId::type).thenComparing(SetId::previous);

  public SetId {
    if (!isWhole(previous) || !isWhole(time)) {
      throw new IllegalArgumentException("set times are whole seconds: " + previous + ", " + time);
    }
    if (type == BackupType.FULL && !previous.equals(time)) {
      throw new IllegalArgumentException("a full has no previous set: " + previous + ", " + time);
    }
  }

  private static boolean isWhole(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).equals(time);
  }

  /** Returns the identity of a full made at {@code time}. */
  public static SetId full(Instant time) {
    return new SetId(BackupType.FULL, time, time);
  }

  /** Returns the identity of an incremental made at {@code time} on the set of {@code previous}. */
  public static SetId incremental(Instant previous, Instant time) {
    return new SetId(BackupType.INCREMENTAL, previous, time);
  }

  public boolean isFull() {
    return type == BackupType.FULL;
  }

  @Override
  public int compareTo(SetId other) {
    return ORDER.compare(this, other);
  }

  /** Returns the identity for people, as {@code full 20231114T221320Z}. */
  @Override
  public String toString() {
    return isFull() ? "full " + text(time) : "inc " + text(previous) + " to " + text(time);
  }

  private static String text(Instant time) {
    return BackupTime.isValid(time) ? BackupTime.format(time) : time.toString();
  }
}
