package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RollingSumProperties {
  @Property(tries = 200)
  void slidingEqualsComputingAfresh(
      @ForAll WeakSum weak,
      @ForAll @Size(min = 2, max = 3000) byte[] data,
      @ForAll @IntRange(min = 1, max = 2000) int size) {
    RollingSum rolling = weak.newRolling();
    int window = Math.min(size, data.length - 1);
    int[] sums = new int[data.length - window];
    rolling.slide(data, 1, window, rolling.of(data, 0, window), sums, 0, sums.length);
    for (int i = 0; i < sums.length; i++) {
      assertEquals(rolling.of(data, i + 1, window), sums[i], "start " + (i + 1));
    }
  }

  @Property(tries = 200)
  void shrinkingEqualsComputingAfresh(
      @ForAll WeakSum weak,
      @ForAll @Size(min = 1, max = 3000) byte[] data,
      @ForAll @IntRange(max = 2999) int offset) {
    RollingSum rolling = weak.newRolling();
    int from = Math.min(offset, data.length - 1);
    int[] sums = new int[data.length - from];
    int whole = rolling.of(data, from, sums.length);
    rolling.shrink(data, from, data.length, whole, sums, sums.length);
    for (int i = 0; i < sums.length; i++) {
      assertEquals(rolling.of(data, from + i, sums.length - i), sums[i], "start " + (from + i));
    }
  }

  @Property(tries = 200)
  void appendingPiecesEqualsTheWhole(
      @ForAll WeakSum weak,
      @ForAll @Size(max = 3000) byte[] data,
      @ForAll @IntRange(min = 0, max = 3000) int cut) {
    RollingSum rolling = weak.newRolling();
    int first = Math.min(cut, data.length);
    int head = rolling.of(data, 0, first);
    int both = rolling.append(head, data, first, data.length - first);
    assertEquals(rolling.of(data, 0, data.length), both);
  }

  @Property(tries = 200)
  void rollsumIsTheSumOfBytesAndTheSumOfItsPrefixes(@ForAll @Size(max = 3000) byte[] data) {
    int s1 = 0;
    int s2 = 0;
    for (byte b : data) { // as Tridgell and Mackerras write it
      s1 += (b & 0xff) + 31;
      s2 += s1;
    }
    assertEquals(s2 << 16 | s1 & 0xffff, new RollingChecksum().of(data, 0, data.length));
  }
}
