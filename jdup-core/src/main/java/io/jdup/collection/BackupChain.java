package io.jdup.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A full set and the incrementals that build on it, each on the one before. Never empty; immutable.
 */
public final class BackupChain {
  private final List<BackupSet> sets;

  BackupChain(List<BackupSet> sets) {
    this.sets = List.copyOf(sets);
  }

  /** Returns all sets, the full one first. */
  public List<BackupSet> sets() {
    return sets;
  }

  /** Returns the set that all others build on. */
  public BackupSet full() {
    return sets.get(0);
  }

  /** Returns all sets but the full one. */
  public List<BackupSet> incrementals() {
    return sets.subList(1, sets.size());
  }

  /** Returns the newest set. */
  public BackupSet last() {
    return sets.get(sets.size() - 1);
  }

  /** Returns the time of the full set. */
  public Instant start() {
    return full().time();
  }

  /** Returns the time of the newest set. */
  public Instant end() {
    return last().time();
  }

  /** Returns whether {@code time} lies between the first and the last set, both included. */
  public boolean covers(Instant time) {
    return !time.isBefore(start()) && !time.isAfter(end());
  }

  /** Returns how many volumes all sets have together. */
  public int volumeCount() {
    return sets.stream().mapToInt(set -> set.volumes().size()).sum();
  }

  /**
   * Returns what is needed to restore the state at {@code time}: the full set, even if {@code time}
   * is before it, and the incrementals up to {@code time}.
   *
   * <p>Source: format specification section 7.3.
   */
  public List<BackupSet> setsAsOf(Instant time) {
    List<BackupSet> wanted = new ArrayList<>();
    wanted.add(full());
    incrementals().stream().filter(set -> !set.time().isAfter(time)).forEach(wanted::add);
    return List.copyOf(wanted);
  }

  BackupChain withoutLast() {
    return new BackupChain(sets.subList(0, sets.size() - 1));
  }

  /** Returns the chain for people, as {@code full 20231114T221320Z + 2 incrementals}. */
  @Override
  public String toString() {
    return full().id() + " + " + incrementals().size() + " incrementals";
  }
}
