package io.jdup.internal.backup;

import io.jdup.collection.BackupChain;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.SetId;
import io.jdup.collection.SignatureChain;
import io.jdup.report.IncrementalImpossibleException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which set a run makes, and on what it builds.
 *
 * @param set the identity of the new set
 * @param chain the chain that an increment continues; empty for a full
 */
record BackupPlan(SetId set, Optional<Continued> chain) {
  /** The chain an increment continues and the signatures that describe its last state. */
  record Continued(BackupChain backups, SignatureChain signatures) {}

  /**
   * Decides from what is there; a new set is of {@code time}, see {@link SetTime}.
   *
   * @throws IncrementalImpossibleException if an increment is demanded and there is nothing that it
   *     could continue
   */
  static BackupPlan decide(
      CollectionStatus status,
      BackupSettings.Mode mode,
      @Nullable Instant fullIfOlderThan,
      Instant time)
      throws IncrementalImpossibleException {
    if (mode == BackupSettings.Mode.FULL) {
      return new BackupPlan(SetId.full(time), Optional.empty());
    }
    Optional<Continued> chain = active(status);
    if (mode == BackupSettings.Mode.INCREMENTAL && chain.isEmpty()) {
      throw new IncrementalImpossibleException(
          "there is no earlier backup with signatures at the target, so there is nothing an"
              + " incremental could continue; check the target's address, or make a full backup");
    }
    boolean tooOld =
        mode == BackupSettings.Mode.AUTO
            && fullIfOlderThan != null
            && chain.filter(c -> !c.backups().start().isBefore(fullIfOlderThan)).isEmpty();
    if (chain.isEmpty() || tooOld) {
      return new BackupPlan(SetId.full(time), Optional.empty());
    }
    Instant previous = chain.get().backups().end();
    return new BackupPlan(SetId.incremental(previous, time), chain);
  }

  /** Goes on with {@code set}, which an interrupted run began on top of what there is. */
  static BackupPlan resumed(SetId set, CollectionStatus status) {
    return new BackupPlan(set, set.isFull() ? Optional.empty() : active(status));
  }

  private static Optional<Continued> active(CollectionStatus status) {
    return status
        .activeChain()
        .flatMap(
            backups ->
                status
                    .activeSignatureChain()
                    .map(signatures -> new Continued(backups, signatures)));
  }
}
