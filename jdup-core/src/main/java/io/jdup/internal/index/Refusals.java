package io.jdup.internal.index;

import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;

/** Hears of records that a signature file may not hold; they count as not there. */
@FunctionalInterface
public interface Refusals {
  /**
   * Ends the reading if going on would be wrong for a backup. A record of the full's signatures
   * that is not there makes a file be stored whole again. One of an increment's would uncover an
   * older record, and a delta to that older state restores to garbage.
   */
  Refusals STRICT =
      (refused, mayHideOlder) -> {
        if (mayHideOlder) {
          throw new CorruptBackupException(
              refused.fileName(),
              String.valueOf(refused.getMessage()),
              "make a full backup",
              refused);
        }
      };

  /**
   * Takes notice of {@code refused}. If {@code mayHideOlder}, there are older signature files,
   * whose record of the path counts now though it should not.
   */
  void refused(RefusedEntryException refused, boolean mayHideOlder) throws IOException;
}
