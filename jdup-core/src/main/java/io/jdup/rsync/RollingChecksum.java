package io.jdup.rsync;

/**
 * The weak checksum of rsync in librsync's variant "rollsum": {@code s2} in the high 16 bits,
 * {@code s1} in the low, where {@code s1} is the sum of the bytes and {@code s2} the sum of {@code
 * s1} after each byte.
 *
 * <p>Source: Tridgell and Mackerras, "The rsync algorithm" (1996), section 3; librsync adds 31 to
 * every byte so that runs of zeros of different lengths differ.
 */
final class RollingChecksum extends RollingSum {
  private static final int CHAR_OFFSET = 31;
  private static final int STRIDE = 64; // bytes; more would overflow the 16-bit fields below
  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;
  private static final long ADD_FIELDS =
      0x0001000100010001L; // multiplied by it, the top is the sum

  @Override
  int empty() {
    return 0;
  }

  @Override
  int append(int sum, byte[] data, int offset, int length) {
    int s1 = sum & 0xffff;
    int s2 = sum >>> 16;
    int end = offset + length;
    int i = offset;
    for (; end - i >= STRIDE; i += STRIDE) {
      // Four 16-bit counters in a long: running = bytes so far, prefixes = sum of running.
      long running = 0;
      long prefixes = 0;
      long even = 0;
      for (int k = 0; k < STRIDE; k += 8) {
        long word = LittleEndian.getLong(data, i + k);
        long evenBytes = word & EVEN_BYTES;
        running += evenBytes + (word >>> 8 & EVEN_BYTES);
        prefixes += running;
        even += evenBytes;
      }
      int bytes = sumOfFields(running);
      int oddBytes = bytes - sumOfFields(even);
      s2 += STRIDE * s1 + 8 * sumOfFields(prefixes) - pairWeights(running) - oddBytes;
      s1 += bytes;
    }
    for (; i < end; i++) {
      s1 += data[i] & 0xff;
      s2 += s1;
    }
    s2 += CHAR_OFFSET * (int) ((long) length * (length + 1L) / 2);
    s1 += CHAR_OFFSET * length;
    return s2 << 16 | s1 & 0xffff;
  }

  private static int sumOfFields(long fields) {
    return (int) (fields * ADD_FIELDS >>> 48);
  }

  /** Returns 0, 2, 4, 6 times the fields from the lowest: how far each pair is into its word. */
  private static int pairWeights(long fields) {
    return 2 * (int) (fields >>> 16 & 0xffff)
        + 4 * (int) (fields >>> 32 & 0xffff)
        + 6 * (int) (fields >>> 48);
  }

  @Override
  void slide(byte[] data, int from, int window, int previous, int[] sums, int at, int count) {
    int s1 = previous & 0xffff;
    int s2 = previous >>> 16;
    for (int i = 0; i < count; i++) {
      int oldest = data[from + i - 1] & 0xff;
      int newest = data[from + i - 1 + window] & 0xff;
      s1 += newest - oldest;
      s2 += s1 - window * (oldest + CHAR_OFFSET);
      sums[at + i] = s2 << 16 | s1 & 0xffff;
    }
  }

  @Override
  void shrink(byte[] data, int from, int end, int whole, int[] sums, int count) {
    int s1 = whole & 0xffff;
    int s2 = whole >>> 16;
    for (int i = 0; i < count; i++) {
      sums[i] = s2 << 16 | s1 & 0xffff;
      int oldest = (data[from + i] & 0xff) + CHAR_OFFSET;
      s1 -= oldest;
      s2 -= (end - from - i) * oldest;
    }
  }
}
