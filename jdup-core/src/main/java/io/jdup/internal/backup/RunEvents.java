package io.jdup.internal.backup;

import io.jdup.internal.diff.DiffEvents;
import io.jdup.internal.manifest.FileChange.Action;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.JdupListener;
import io.jdup.report.ReportedPath;
import io.jdup.report.Skipped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes on what the diff decides: to the listener, to the manifest's file list, to the report. */
final class RunEvents implements DiffEvents {
  private static final int MAX_SKIPPED = 1000; // a report must not grow with the source

  private final JdupListener listener;
  private final @Nullable FileListSpool fileList;
  private final List<Skipped> skipped = new ArrayList<>();

  /** Tells {@code listener}, and {@code fileList} unless it is null. */
  RunEvents(JdupListener listener, @Nullable FileListSpool fileList) {
    this.listener = listener;
    this.fileList = fileList;
  }

  @Override
  public void stored(TreeEntry entry, boolean whole) throws IOException {
    if (whole) {
      listener.added(reported(entry.path()));
    } else {
      listener.changed(reported(entry.path()));
    }
    if (fileList != null && entry.type() == EntryType.FILE) {
      fileList.add(whole ? Action.NEW : Action.CHANGED, entry.path());
    }
  }

  @Override
  public void deleted(TreeEntry old) throws IOException {
    listener.deleted(reported(old.path()));
    if (fileList != null && old.type() == EntryType.FILE) {
      fileList.add(Action.DELETED, old.path());
    }
  }

  @Override
  public void skipped(EntryPath path, String reason) {
    var reported = reported(path);
    listener.skipped(reported, reason);
    if (skipped.size() < MAX_SKIPPED) {
      skipped.add(new Skipped(reported, reason));
    }
  }

  @Override
  public void ignored(EntryPath path, String reason) {
    listener.ignored(reported(path), reason);
  }

  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  private static ReportedPath reported(EntryPath path) {
    return ReportedPath.of(path.toBytes());
  }
}
