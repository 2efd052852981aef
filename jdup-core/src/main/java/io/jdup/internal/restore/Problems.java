package io.jdup.internal.restore;

import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.report.ReportedPath;
import io.jdup.report.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what went wrong with single entries and with files of the backup, so that a run goes on
 * and still ends truthfully.
 */
final class Problems {
  private static final int MAX_KEPT = 1000; // a report must not grow with the backup

  private final JdupListener listener;
  private final List<Skipped> first = new ArrayList<>();
  private final Set<String> damaged = new LinkedHashSet<>();
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

  /** Reports a file of the backup that the run goes on without; each is told once. */
  void damaged(CorruptBackupException what) {
    if (damaged.add(what.fileName())) {
      listener.volumeLost(what.fileName(), String.valueOf(what.getMessage()));
    }
  }

  /** Returns the first of the entries. */
  List<Skipped> first() {
    return List.copyOf(first);
  }

  /** Returns how many entries there were. */
  long count() {
    return count;
  }

  /** Returns the names of the files of the backup that are missing or damaged. */
  List<String> damagedFiles() {
    return List.copyOf(damaged);
  }

  /** Returns whether there was nothing at all. */
  boolean areNone() {
    return count == 0 && damaged.isEmpty();
  }
}
