package io.jdup.internal.archive;

import io.jdup.collection.BackupChain;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.SetId;
import io.jdup.report.BackupsLostException;
import java.time.Instant;
import java.util.List;

/** Sees to it that an older state is not taken for the newest one in silence. */
public final class LostSets {
  private LostSets() {}

  /**
   * Makes sure that what is there is all there ever was, as far as the archive dir knows.
   *
   * @throws BackupsLostException if it is not
   */
  static void requireNone(CollectionStatus status) throws BackupsLostException {
    List<String> lost = before(status, Instant.MAX);
    if (lost.isEmpty()) {
      return;
    }
    List<BackupChain> left = status.chains();
    String rest =
        left.isEmpty()
            ? "start over"
            : "go on from the " + left.get(left.size() - 1).last().id() + ", which is left";
    throw new BackupsLostException(
        lost,
        BackupsLostException.text(lost)
            + "; put them back, or, if that was you, say --allow-rollback to "
            + rest);
  }

  /**
   * Returns the sets without which the state of {@code time} is not what it was, as text, ordered
   * by time.
   */
  public static List<String> before(CollectionStatus status, Instant time) {
    return status.lostSets().stream()
        .filter(id -> !id.time().isAfter(time))
        .map(SetId::toString)
        .toList();
  }
}
