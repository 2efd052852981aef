package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.collection.ListedFile;
import io.jdup.internal.difftar.VolumeSource;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.report.CorruptBackupException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives the volumes of one set that may hold what is wanted, one after the other. */
final class SetVolumes implements VolumeSource, Closeable {
  private final BackupSet set;
  private final List<VolumeInfo> needed;
  private final VolumeFetcher fetcher;
  private final boolean ignoreErrors;
  private final Problems problems;
  private int next; // index into needed
  private @Nullable InputStream open;

  SetVolumes(
      BackupSet set,
      List<VolumeInfo> needed,
      VolumeFetcher fetcher,
      boolean ignoreErrors,
      Problems problems) {
    this.set = set;
    this.needed = needed;
    this.fetcher = fetcher;
    this.ignoreErrors = ignoreErrors;
    this.problems = problems;
  }

  /** Returns a path that no entry of these volumes lies before. */
  EntryPath firstPath() {
    return needed.isEmpty() ? EntryPath.ROOT : needed.get(0).start().path();
  }

  boolean isEmpty() {
    return needed.isEmpty();
  }

  @Override
  public @Nullable Volume next() throws IOException {
    close();
    while (next < needed.size()) {
      VolumeInfo info = needed.get(next++);
      ListedFile file = set.volumes().get(info.number());
      try {
        if (file == null) {
          throw new CorruptBackupException(
              "volume " + info.number() + " of the " + set.id(),
              "it is missing at the target",
              "restore what it does not hold with --ignore-errors, or an earlier state with --time");
        }
        InputStream stream = fetcher.fetch(file.name(), file.encoding(), info);
        open = stream;
        return new Volume(file.name(), stream);
      } catch (CorruptBackupException e) {
        if (!ignoreErrors) {
          throw e;
        }
        problems.add(EntryPath.ROOT, String.valueOf(e.getMessage()));
        tellCutFiles(info);
      }
    }
    return null;
  }

  // A file that has pieces in the volume and in one beside it is restored as far as it is there.
  private void tellCutFiles(VolumeInfo skipped) {
    Set<EntryPath> cut = new LinkedHashSet<>();
    for (VolumeEdge edge : List.of(skipped.start(), skipped.end())) {
      if (edge.block() != 0) {
        cut.add(edge.path());
      }
    }
    if (next >= 2 && needed.get(next - 2).end().block() != 0) {
      cut.add(needed.get(next - 2).end().path());
    }
    for (EntryPath path : cut) {
      problems.add(
          path, "has pieces in volume " + skipped.number() + ": what is restored is damaged");
    }
  }

  @Override
  public void close() throws IOException {
    InputStream last = open;
    open = null;
    if (last != null) {
      last.close();
    }
  }

  /** Returns the set's identity for messages. */
  @Override
  public String toString() {
    return set.id().toString();
  }
}
