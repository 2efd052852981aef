package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.collection.ListedFile;
import io.jdup.crypto.CryptoException;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.difftar.VolumeSource;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.report.CorruptBackupException;
import io.jdup.transport.RemoteFileNotFoundException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the volumes of one set that may hold what is wanted, one after the other. After an
 * exception it can be asked for the next one.
 */
final class SetVolumes implements VolumeSource, Closeable {
  private final BackupSet set;
  private final List<VolumeInfo> needed;
  private final VolumeFetcher fetcher;
  private final boolean fetchesAhead;
  private final List<VolumeInfo> lost = new ArrayList<>();
  private int next; // index into needed
  private @Nullable InputStream open;

  /**
   * Gives the volumes {@code needed}. {@code fetchesAhead} is for a caller who wants all of them:
   * an end before that breaks off what is being fetched, and maybe the connection.
   */
  SetVolumes(BackupSet set, List<VolumeInfo> needed, VolumeFetcher fetcher, boolean fetchesAhead) {
    this.set = set;
    this.needed = needed;
    this.fetcher = fetcher;
    this.fetchesAhead = fetchesAhead;
  }

  /** Returns a path that no entry of these volumes lies before. */
  EntryPath firstPath() {
    return needed.isEmpty() ? EntryPath.ROOT : needed.get(0).start().path();
  }

  /**
   * Returns the next volume.
   *
   * @throws CorruptBackupException if it is missing or damaged
   */
  @Override
  public @Nullable Volume next() throws IOException {
    close();
    if (next == needed.size()) {
      return null;
    }
    VolumeInfo info = needed.get(next++);
    List<ListedFile> files = set.volumeFiles(info.number());
    if (files.isEmpty()) {
      throw missing(info, null);
    }
    for (ListedFile file : files.subList(0, files.size() - 1)) {
      try {
        return fetched(file, info);
      } catch (SignatureRefusedException e) {
        throw e;
      } catch (CorruptBackupException | CryptoException e) {
        // a copy under a wrong name, maybe: the listing was found doubtful already
      }
    }
    return fetched(files.get(files.size() - 1), info);
  }

  private Volume fetched(ListedFile file, VolumeInfo info) throws IOException {
    try {
      InputStream stream = fetcher.fetch(file.name(), file.encoding(), info);
      open = stream;
      fetchNextAhead();
      return new Volume(file.name(), stream);
    } catch (RemoteFileNotFoundException e) {
      throw missing(info, e);
    }
  }

  // That it ended in the volume before takes two edges that say so, as either may be damaged.
  @Override
  public boolean mayContinue(EntryPath path) {
    if (next < 2) {
      return true;
    }
    VolumeEdge end = needed.get(next - 2).end();
    boolean endsBefore = end.path().equals(path) && end.block() == 0;
    return !endsBefore || needed.get(next - 1).start().path().equals(path);
  }

  private void fetchNextAhead() throws IOException {
    ListedFile file =
        !fetchesAhead || next == needed.size()
            ? null
            : set.volumes().get(needed.get(next).number());
    if (file != null) {
      fetcher.fetchAhead(file.name(), needed.get(next));
    }
  }

  private CorruptBackupException missing(VolumeInfo info, @Nullable IOException cause) {
    return new CorruptBackupException(
        "volume " + info.number() + " of the " + set.id(),
        "it is missing at the target",
        "look for it in copies of the target, or restore an earlier state with --time",
        cause);
  }

  /** Returns whether the last volume is, to the byte, the one that the manifest tells of. */
  boolean isLastChecked() {
    return next > 0 && VolumeFetcher.canCheck(needed.get(next - 1));
  }

  /** Remembers that what the last volume holds is lost, or a part of it. */
  void loseLast() {
    if (next > 0) {
      lost.add(needed.get(next - 1));
    }
  }

  /** Returns whether a lost volume may have held {@code path}. */
  boolean mayHaveLost(EntryPath path) {
    return lost.stream().anyMatch(volume -> volume.mayContain(path));
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
