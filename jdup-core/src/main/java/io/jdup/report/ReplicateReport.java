package io.jdup.report;

import java.util.List;

/**
 * What a copying of backups to another place did.
 *
 * @param copied the sets that are complete at the target now and were not before, oldest first,
 *     such as {@code full 20231114T221320Z}; in a dry run those that would be copied
 * @param present number of sets that were complete at the target before
 * @param newer number of sets that were left out as they are newer than what was asked for
 * @param leftOut the sets that were left out as nothing can be restored from them: incomplete ones,
 *     and increments whose chain is gone
 * @param files number of files stored
 * @param bytes bytes of these files
 */
public record ReplicateReport(
    List<String> copied, int present, int newer, List<String> leftOut, int files, long bytes) {
  public ReplicateReport {
    copied = List.copyOf(copied);
    leftOut = List.copyOf(leftOut);
  }
}
