package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockIndexTest {
  private final BlockIndex index = new BlockIndex(Long.BYTES);

  private void build(int[] weaks, long[] strongs) {
    ByteBuffer bytes = ByteBuffer.allocate(strongs.length * Long.BYTES);
    for (long strong : strongs) {
      bytes.putLong(strong);
    }
    index.build(weaks, bytes.array(), weaks.length);
  }

  private int find(int weak, long strong) {
    return index.find(weak, ByteBuffer.allocate(Long.BYTES).putLong(strong).array());
  }

  private int filtered(int... sums) {
    return index.filter(sums, sums.length, new int[sums.length]);
  }

  @Test
  void eachBlockIsFoundByBothItsSums() {
    int[] weaks = new Random(1).ints(1000).toArray();
    long[] strongs = new Random(2).longs(1000).toArray();
    build(weaks, strongs);
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, find(weaks[i], strongs[i]));
      assertEquals(-1, find(weaks[i], strongs[i] + 1));
      assertTrue(index.hasWeak(weaks[i]));
      assertEquals(1, filtered(weaks[i]));
    }
    assertFalse(index.hasWeak(5));
    assertEquals(-1, find(5, strongs[0]));
  }

  // Each sum that it lets through is looked up in the table, outside the processor's cache.
  @Test
  void theFilterLetsFewOthersThrough() {
    build(new Random(1).ints(1000).toArray(), new long[1000]);
    int through = filtered(new Random(3).ints(100_000).toArray());
    assertTrue(through < 4000, through + " of 100 000");
  }

  @Test
  void whatIsBehindTheSumsIsNotFiltered() {
    build(new int[] {7}, new long[] {1});
    int[] candidates = new int[3];
    assertEquals(1, index.filter(new int[] {8, 7, 7}, 2, candidates));
    assertEquals(1, candidates[0]);
  }

  @Test
  void ofEqualBlocksTheFirstIsKeptAndTakesOnePlace() {
    int[] weaks = new int[41];
    Arrays.fill(weaks, 7);
    long[] strongs = new long[41];
    strongs[40] = 1;
    build(weaks, strongs);
    assertEquals(0, find(7, 0));
    assertEquals(40, find(7, 1));
    weaks = new Random(4).ints(41).toArray();
    build(weaks, new long[41]); // the strong sums alone are no reason
    for (int i = 0; i < 41; i++) {
      assertEquals(i, find(weaks[i], 0));
    }
  }

  @Test
  void ofOneWeakSumThirtyTwoBlocksAreKept() {
    long[] strongs = new Random(5).longs(40).toArray();
    build(new int[40], strongs);
    for (int i = 0; i < 40; i++) {
      assertEquals(i < 32 ? i : -1, find(0, strongs[i]));
    }
  }
}
