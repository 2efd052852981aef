package io.jdup.internal.backup;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.RawNames;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeVisitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files that a run itself is writing out of the backup, as when the archive dir or the
 * temporary directory is below the source: they change while they are read and are gone afterwards.
 */
final class OwnFilesFilter implements TreeVisitor {
  private final TreeVisitor next;
  private final Map<String, Path> own = new HashMap<>(); // by name, which is cheap to compare
  private @Nullable EntryPath left; // the own directory that was left out last

  /** Passes on to {@code next} all but {@code files} and what is below them. */
  OwnFilesFilter(List<Path> files, TreeVisitor next) {
    this.next = next;
    for (Path file : files) {
      own.put(nameOf(file), file);
    }
  }

  private static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : new String(RawNames.toBytes(name), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void entry(SourceEntry entry) throws IOException {
    EntryPath path = entry.entry().path();
    if (left != null && path.startsWith(left)) {
      return;
    }
    Path file = own.get(new String(path.name(), StandardCharsets.ISO_8859_1));
    if (file != null && Files.exists(file) && Files.isSameFile(file, entry.path())) {
      left = path;
      return;
    }
    next.entry(entry);
  }

  @Override
  public void unreadable(EntryPath path, IOException why) throws IOException {
    next.unreadable(path, why);
  }

  @Override
  public void vanished(EntryPath path, IOException why) throws IOException {
    if (left == null || !path.startsWith(left)) {
      next.vanished(path, why);
    }
  }

  @Override
  public void skipped(EntryPath path, String why) throws IOException {
    next.skipped(path, why);
  }
}
