package io.jdup.internal.restore;

import io.jdup.report.CorruptBackupException;
import io.jdup.rsync.BasisSpool;
import io.jdup.rsync.Patcher;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Builds the newest version of a file from an old one and the deltas since. Not thread-safe. */
final class FilePatcher {
  private static final int BUFFER_BYTES = 64 * 1024;

  // A delta says nothing of how long the file becomes, and copies of copies cost a few bytes each.
  private static final long UNSUSPICIOUS_BYTES = 64L << 30;
  private static final long MAX_GROWTH = 1000; // a file of zeros grows some 400 times at most

  private final Path directory;
  private final long unsuspiciousBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Keeps what is too large for memory in {@code directory} while it needs it. */
  FilePatcher(Path directory) {
    this(directory, UNSUSPICIOUS_BYTES);
  }

  FilePatcher(Path directory, long unsuspiciousBytes) {
    this.directory = directory;
    this.unsuspiciousBytes = unsuspiciousBytes;
  }

  /**
   * Applies {@code deltas} in turn to {@code whole}; writes the result to {@code out}.
   *
   * @throws CorruptBackupException if they make a file of an absurd length
   */
  void patch(InputStream whole, List<InputStream> deltas, OutputStream out) throws IOException {
    if (deltas.isEmpty()) {
      copy(whole, out);
      return;
    }
    try (var basis = new BasisSpool(directory)) {
      copy(whole, basis);
      var limited = new Limited(out, basis.size());
      Patcher.patch(
          basis, deltas.stream().<InputStream>map(limited::counting).toList(), directory, limited);
    }
  }

  /** Passes on what grows out of its inputs within reason. */
  private final class Limited extends FilterOutputStream {
    private long inputBytes;
    private long written;

    Limited(OutputStream out, long basisBytes) {
      super(out);
      this.inputBytes = basisBytes;
    }

    InputStream counting(InputStream delta) {
      return new FilterInputStream(delta) {
        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int count = in.read(into, offset, length);
          inputBytes += Math.max(0, count);
          return count;
        }
      };
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      written += length;
      if (written > unsuspiciousBytes && written / MAX_GROWTH > inputBytes) {
        throw new CorruptBackupException(
            "delta",
            "it makes a file more than "
                + MAX_GROWTH
                + " times as long as all "
                + inputBytes
                + " bytes that it is made of",
            "that looks made to fill the disk: see who wrote the backup");
      }
      out.write(bytes, offset, length);
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
