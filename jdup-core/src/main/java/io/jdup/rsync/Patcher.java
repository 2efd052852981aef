package io.jdup.rsync;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Makes the new file from the basis and a delta.
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
        requireInside(commands, size);
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

  private static void requireInside(DeltaReader commands, long size) throws IOException {
    if (commands.length() > size - commands.copyOffset()) {
      throw commands.refuse(
          Problem.ENDS_EARLY,
          "copy of "
              + commands.length()
              + " bytes at "
              + commands.copyOffset()
              + " goes beyond the basis of "
              + size
              + " bytes");
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
