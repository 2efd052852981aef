package io.jdup.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a place found.
 *
 * @param sets the backup sets in chains
 * @param files the volumes that their manifests tell of, and the signature files, as far as these
 *     have hashes in manifests, as jdup's own have
 * @param hashed how many of them were read and held against the manifests this time
 * @param hashedBytes the length of those
 * @param neverHashed those that this archive dir knows of no reading of, now and before
 * @param oldestHashing when the file was read that was read longest ago, not counting those
 * @param entries the entries of the newest state that were decoded and held against the signatures
 * @param damaged what is missing or not what it should be, the first thousand
 * @param errors the number of all those
 */
public record CheckReport(
    int sets,
    int files,
    int hashed,
    long hashedBytes,
    int neverHashed,
    Optional<Instant> oldestHashing,
    long entries,
    List<Damage> damaged,
    long errors) {
  /**
   * Something that is missing or damaged.
   *
   * @param name a file at the target, or a path in the backup
   * @param problem what is wrong with it, as a sentence for people
   */
  public record Damage(String name, String problem) {}

  public CheckReport {
    damaged = List.copyOf(damaged);
  }

  /** Returns whether all that was looked at is sound. */
  public Outcome outcome() {
    return errors == 0 ? Outcome.COMPLETE : Outcome.COMPLETE_WITH_ERRORS;
  }
}
