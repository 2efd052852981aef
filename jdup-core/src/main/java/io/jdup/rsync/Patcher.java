package io.jdup.rsync;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the new file from the basis and a delta, or a chain of them.
 *
 * <p>Source: format section 5.3; the deltas refused are those {@code rdiff patch} 2.3.2 refuses.
 */
public final class Patcher {
  private static final int COPY_LENGTH = 128 * 1024; // bytes a time

  private Patcher() {}

  /**
   * Reads {@code delta} up to its END, or somewhat beyond, and writes the new file to {@code out},
   * flushing it. Closes none of them. After an exception {@code out} holds a part of the file at
   * most; {@link RsyncFormatException} says that the delta is damaged or belongs to another basis.
   */
  public static void patch(Basis basis, InputStream delta, OutputStream out) throws IOException {
    var commands = new DeltaReader(delta);
    long size = basis.size();
    byte[] buffer = new byte[0];
    while (commands.next()) {
      if (commands.isCopy()) {
        commands.requireInside(size);
        if (buffer.length < Math.min(COPY_LENGTH, commands.length())) {
          buffer = new byte[COPY_LENGTH];
        }
        copy(basis, commands, buffer, out);
      } else {
        commands.transferLiteral(out);
      }
    }
    out.flush();
  }

  /**
   * The same with several deltas, oldest first, each to the version that those before it make. Each
   * is read once and no version but the last is written out. Takes at most about 25 MB of memory,
   * and temporary files in {@code directory} for literals that are more than that.
   */
  public static void patch(Basis basis, List<InputStream> deltas, Path directory, OutputStream out)
      throws IOException {
    if (deltas.isEmpty()) {
      throw new IllegalArgumentException("there is no delta to patch with");
    }
    InputStream last = deltas.get(deltas.size() - 1);
    if (deltas.size() == 1) {
      patch(basis, last, out);
      return;
    }
    try (var patched = new PatchedBasis(basis, directory)) {
      for (InputStream delta : deltas.subList(0, deltas.size() - 1)) {
        patched.apply(delta);
      }
      patch(patched, last, out);
    }
  }

  private static void copy(Basis basis, DeltaReader commands, byte[] buffer, OutputStream out)
      throws IOException {
    long position = commands.copyOffset();
    for (long rest = commands.length(); rest > 0; ) {
      int read = basis.read(position, buffer, 0, (int) Math.min(rest, buffer.length));
      if (read <= 0) {
        throw commands.refuse(Problem.ENDS_EARLY, "the basis now ends at byte " + position);
      }
      out.write(buffer, 0, read);
      position += read;
      rest -= read;
    }
  }
}
