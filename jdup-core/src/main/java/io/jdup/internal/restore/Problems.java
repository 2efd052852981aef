package io.jdup.internal.restore;

import io.jdup.internal.tree.EntryPath;
import io.jdup.report.JdupListener;
import io.jdup.report.ReportedPath;
import io.jdup.report.Skipped;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what went wrong with single entries, so that a run goes on and still ends truthfully.
 */
final class Problems {
  private static final int MAX_KEPT = 1000; // a report must not grow with the backup

  private final JdupListener listener;
  private final List<Skipped> first = new ArrayList<>();
  private long count;

  Problems(JdupListener listener) {
    this.listener = listener;
  }

  /** Reports that {@code path} could not be done, for {@code reason}. */
  void add(EntryPath path, String reason) {
    add(ReportedPath.of(path.toBytes()), reason);
  }

  /** Reports something that has a name but not a proper path. */
  void add(ReportedPath path, String reason) {
    count++;
    if (first.size() < MAX_KEPT) {
      first.add(new Skipped(path, reason));
    }
    listener.skipped(path, reason);
  }

  /** Returns the first of them. */
  List<Skipped> first() {
    return List.copyOf(first);
  }

  /** Returns how many there were. */
  long count() {
    return count;
  }
}
