package io.jdup.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
  public SetId {
    if (!isWhole(previous) || !isWhole(time)) {
      throw new IllegalArgumentException("set times are whole seconds: " + previous + ", " + time);
    }
    if (type == BackupType.FULL && !previous.equals(time)) {
      throw new IllegalArgumentException("a full has no previous set: " + previous + ", " + time);
    }
  }

  private static boolean isWhole(Instant time) {
    return time.equals(Instant.ofEpochSecond(time.getEpochSecond()));
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
    int byTime = time.compareTo(other.time);
    int byType = byTime != 0 ? byTime : type.compareTo(other.type);
    return byType != 0 ? byType : previous.compareTo(other.previous);
  }

  // A long chain has thousands of them at every start; what a record has by itself starts slowly.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SetId id
        && time.equals(id.time)
        && type == id.type
        && previous.equals(id.previous);
  }

  @Override
  public int hashCode() {
    return time.hashCode() * 31 + previous.hashCode();
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
