package io.jdup.internal.restore;

import io.jdup.rsync.BasisSpool;
import io.jdup.rsync.Patcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Builds the newest version of a file from an old one and the deltas since. Not thread-safe. */
final class FilePatcher {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path directory;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Keeps what is too large for memory in {@code directory} while it needs it. */
  FilePatcher(Path directory) {
    this.directory = directory;
  }

  /** Applies {@code deltas} in turn to {@code whole}; writes the result to {@code out}. */
  void patch(InputStream whole, List<InputStream> deltas, OutputStream out) throws IOException {
    if (deltas.isEmpty()) {
      copy(whole, out);
      return;
    }
    try (var basis = new BasisSpool(directory)) {
      copy(whole, basis);
      Patcher.patch(basis, deltas, directory, out);
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    int count = in.read(buffer);
    while (count >= 0) {
      out.write(buffer, 0, count);
      count = in.read(buffer);
    }
  }
}
