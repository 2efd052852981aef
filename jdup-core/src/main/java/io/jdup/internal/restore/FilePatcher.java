package io.jdup.internal.restore;

import io.jdup.rsync.Patcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Builds the newest version of a file from an old one and the deltas since. Not thread-safe. */
final class FilePatcher {
  private final Path directory;

  /** Keeps versions that are too large for memory in {@code directory} while it needs them. */
  FilePatcher(Path directory) {
    this.directory = directory;
  }

  /** Applies {@code deltas} in turn to {@code whole}; writes the result to {@code out}. */
  void patch(InputStream whole, List<InputStream> deltas, OutputStream out) throws IOException {
    if (deltas.isEmpty()) {
      whole.transferTo(out);
      return;
    }
    Spool version = new Spool(directory);
    try {
      whole.transferTo(version);
      for (InputStream delta : deltas.subList(0, deltas.size() - 1)) {
        Spool next = new Spool(directory);
        try {
          Patcher.patch(version.basis(), delta, next);
        } catch (IOException | RuntimeException e) {
          next.close();
          throw e;
        }
        version.close();
        version = next;
      }
      Patcher.patch(version.basis(), deltas.get(deltas.size() - 1), out);
    } finally {
      version.close();
    }
  }
}
