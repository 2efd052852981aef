package io.jdup.report;

import java.util.List;

/**
 * What a removal did.
 *
 * @param remoteNames the files deleted at the target, in this order
 * @param localNames the files deleted from the archive dir
 * @param failures the files that could not be deleted
 * @param kept the files that were not tried: they belong to what could not be deleted, or the
 *     target could not be reached any more
 */
public record RemovalReport(
    List<String> remoteNames, List<String> localNames, List<Failure> failures, List<String> kept) {
  /**
   * A file that could not be deleted.
   *
   * @param fileName its name
   * @param reason why, as a sentence for people
   */
  public record Failure(String fileName, String reason) {}

  public RemovalReport {
    remoteNames = List.copyOf(remoteNames);
    localNames = List.copyOf(localNames);
    failures = List.copyOf(failures);
    kept = List.copyOf(kept);
  }

  /** Returns whether everything planned was deleted. */
  public Outcome outcome() {
    return failures.isEmpty() ? Outcome.COMPLETE : Outcome.COMPLETE_WITH_ERRORS;
  }
}
