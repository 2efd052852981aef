package io.jdup.internal.archive;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.JdupListener;
import io.jdup.selection.Selection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about reading a backup, filled in by the steps of {@code io.jdup.Restore},
 * {@code Verify} and {@code Backups}, which never change one that they have handed out.
 */
public final class ReadSettings {
  public @Nullable Decryptor decryptor;
  public List<EntryPath> paths = List.of(); // none: everything
  public @Nullable Instant asOf; // null: the newest state
  public @Nullable Path archiveDir;
  public @Nullable Path tempDir;
  public FileNaming naming = FileNaming.DEFAULT;
  public boolean overwrite;
  public boolean numericOwners;
  public boolean withoutOwners;
  public boolean ignoreErrors;
  public boolean dryRun;
  public boolean compareData;
  public boolean followLinks;
  public Map<EntryPath, EntryPath> renames = Map.of();
  public Selection selection = Selection.everything();
  public Clock clock = Clock.systemUTC();
  public JdupListener listener = JdupListener.SILENT;

  /** Returns a copy that can be changed without changing this. */
  public ReadSettings copy() {
    var copy = new ReadSettings();
    copy.decryptor = decryptor;
    copy.paths = paths;
    copy.asOf = asOf;
    copy.archiveDir = archiveDir;
    copy.tempDir = tempDir;
    copy.naming = naming;
    copy.overwrite = overwrite;
    copy.numericOwners = numericOwners;
    copy.withoutOwners = withoutOwners;
    copy.ignoreErrors = ignoreErrors;
    copy.dryRun = dryRun;
    copy.compareData = compareData;
    copy.followLinks = followLinks;
    copy.renames = renames;
    copy.selection = selection;
    copy.clock = clock;
    copy.listener = listener;
    return copy;
  }
}
