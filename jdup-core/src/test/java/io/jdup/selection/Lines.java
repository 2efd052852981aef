package io.jdup.selection;

import java.util.ArrayList;
import java.util.Arrays;

/** The lines of some bytes; what is behind the last line feed that counts is the last line. */
final class Lines {
  private Lines() {}

  /** Returns at most {@code most} lines, the last of which may hold line feeds. */
  static byte[][] of(byte[] bytes, int most) {
    var lines = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i < bytes.length && lines.size() < most - 1; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
    return lines.toArray(new byte[0][]);
  }
}
