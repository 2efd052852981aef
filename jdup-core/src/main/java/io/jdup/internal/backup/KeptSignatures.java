package io.jdup.internal.backup;

import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.difftar.SigtarLog;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.manifest.FileChange.Action;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what an interrupted run had written of its sigtar: what the volumes hold is what these
 * signatures say, whatever became of the files since.
 */
final class KeptSignatures {
  private final Restart restart;
  private final KnownSignatures known;
  private final Map<EntryPath, Boolean> isDirectory = new HashMap<>(); // of what leads to the edge
  private final List<EntryPath> leading = new ArrayList<>(); // the same, the root first

  /** Takes over the signatures of {@code restart}, on top of the state {@code known}. */
  KeptSignatures(Restart restart, KnownSignatures known) {
    this.restart = restart;
    this.known = known;
    EntryPath path = restart.edge().path();
    if (!restart.isWithinFile()) {
      leading.add(path);
    }
    while (!path.isRoot()) {
      path = path.parent();
      leading.add(0, path);
    }
  }

  /**
   * Copies the signatures to {@code out}, of which {@code sigtar} writes the rest, and tells {@code
   * log} and {@code fileList}, unless that is null, of each. The known state is then behind all
   * that is stored.
   *
   * <p>Returns the path on the way to the point of the restart that is no directory in the set, if
   * there is one: what is in it now cannot be stored in this set.
   */
  Optional<EntryPath> copy(
      OutputStream out, SigtarWriter sigtar, SigtarLog log, @Nullable FileListSpool fileList)
      throws IOException {
    if (restart.signatureBytes() > 0) { // else the first file of all is not complete yet
      takeOver(out, sigtar, log, fileList);
    }
    passKnown(null);
    return leading.stream().filter(path -> !isDirectory.getOrDefault(path, false)).findFirst();
  }

  private void takeOver(
      OutputStream out, SigtarWriter sigtar, SigtarLog log, @Nullable FileListSpool fileList)
      throws IOException {
    try (InputStream in = open()) {
      in.transferTo(out);
    }
    sigtar.skip(restart.signatureBytes());
    String name = restart.signatures().getFileName().toString();
    try (var reader = new SigtarReader(name, open())) {
      for (SigtarEntry kept = reader.next(); kept != null; kept = reader.next()) {
        log.written(kept.kind(), comparable(kept), reader.offsetBytes());
        takeOver(kept, fileList);
      }
    }
  }

  private InputStream open() throws IOException {
    return new LimitedInput(Files.newInputStream(restart.signatures()), restart.signatureBytes());
  }

  // A file may have been changed, after it was stored, within the second that its signature is of.
  // Its next comparison has to look at the content.
  private TreeEntry comparable(SigtarEntry kept) {
    boolean unsure =
        kept.kind() == Kind.SIGNATURE && kept.entry().mtimeSeconds() >= restart.startedSecond();
    return unsure ? kept.entry().withMtimeNanos(TreeEntry.OF_NO_FILE) : kept.entry();
  }

  private void takeOver(SigtarEntry kept, @Nullable FileListSpool fileList) throws IOException {
    EntryPath path = kept.entry().path();
    passKnown(path);
    TreeEntry old = known.current();
    boolean was = old != null && old.path().equals(path);
    boolean wasFile = was && old != null && old.type() == EntryType.FILE;
    if (was) {
      known.next();
    }
    note(path, kept.kind() != Kind.DELETED && kept.entry().type() == EntryType.DIRECTORY);
    if (fileList == null) {
      return;
    }
    if (kept.kind() == Kind.SIGNATURE) {
      fileList.add(wasFile ? Action.CHANGED : Action.NEW, path);
    } else if (kept.kind() == Kind.DELETED && wasFile) {
      fileList.add(Action.DELETED, path);
    }
  }

  /** Goes on to the known entry {@code limit} or behind it; null: to what is still to be stored. */
  private void passKnown(@Nullable EntryPath limit) throws IOException {
    for (TreeEntry old = known.current(); old != null; old = known.current()) {
      boolean passed =
          limit == null ? restart.isBehind(old.path()) : old.path().compareTo(limit) < 0;
      if (!passed) {
        return;
      }
      note(old.path(), old.type() == EntryType.DIRECTORY);
      known.next();
    }
  }

  private void note(EntryPath path, boolean directory) {
    if (leading.contains(path)) {
      isDirectory.put(path, directory);
    }
  }
}
