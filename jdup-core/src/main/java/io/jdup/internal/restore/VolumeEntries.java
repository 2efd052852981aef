package io.jdup.internal.restore;

import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.difftar.DifftarReader;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ReportedPath;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The wanted entries that the volumes of one set hold, in path order. Goes on behind a volume that
 * is missing or damaged, after it was reported. Not thread-safe.
 */
final class VolumeEntries implements Closeable {
  private final SetVolumes volumes;
  private final WantedPaths wanted;
  private final LostEntries lost;
  private final Problems problems;
  private final DifftarReader reader;
  private @Nullable EntryPath last; // the path that was given out last
  private boolean afterGap; // the next entry may lack its beginning

  /** Reads {@code volumes}; {@code lost} is told when one of them cannot be read. */
  VolumeEntries(SetVolumes volumes, WantedPaths wanted, LostEntries lost, Problems problems) {
    this.volumes = volumes;
    this.wanted = wanted;
    this.lost = lost;
    this.problems = problems;
    this.reader = new DifftarReader(volumes);
  }

  /** Returns the next entry, or null behind the last. */
  @Nullable DeltaEntry next() throws IOException {
    DeltaEntry next = undamaged();
    while (next != null && !isInOrderAndWanted(next.entry().path())) {
      next = undamaged();
    }
    if (next != null) {
      last = next.entry().path();
    }
    return next;
  }

  private @Nullable DeltaEntry undamaged() throws IOException {
    while (true) {
      try {
        DeltaEntry next = reader.next();
        if (next == null || !isHeadless(next)) {
          return next;
        }
      } catch (RefusedEntryException e) {
        problems.add(
            ReportedPath.of(e.entryName().getBytes(StandardCharsets.UTF_8)),
            String.valueOf(e.getMessage()));
      } catch (CorruptBackupException e) {
        problems.damaged(e);
        volumes.loseLast();
        lost.begin();
        reader.skipVolume();
        afterGap = true;
      }
    }
  }

  // Behind a lost volume the later pieces of a file must not pass for the whole.
  private boolean isHeadless(DeltaEntry next) {
    boolean headless = afterGap && reader.firstPieceNumber() > 1;
    afterGap = headless;
    EntryPath path = next.entry().path();
    boolean reported = lost.areKnown() || last != null && path.equals(last);
    if (headless && !reported && wanted.include(path)) {
      problems.add(path, "begins in a volume that is missing or damaged: not restored");
    }
    return headless;
  }

  // Duplicity drops entries that are out of order as well, but says nothing that a script sees.
  private boolean isInOrderAndWanted(EntryPath path) {
    int order = last == null ? 1 : path.compareTo(last);
    if (order < 0 && wanted.include(path)) {
      problems.add(
          path, "stands out of order in " + volumes + ", behind '" + last + "': not restored");
    }
    return order > 0 && wanted.include(path);
  }

  /** Returns the content or delta of the last entry; once, before {@link #next}. */
  InputStream body() {
    return reader.body();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
