package io.jdup.internal.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.internal.tree.EntryPath;
import org.junit.jupiter.api.Test;

class VolumeInfoTest {
  private static final VolumeEdge ROOT = VolumeEdge.of(EntryPath.ROOT);

  @Test
  void numbersGoFromOneToNineNines() {
    for (int number : new int[] {1, 999_999_999}) {
      assertEquals(number, VolumeInfo.of(number, ROOT, ROOT, "00").number());
    }
    for (int number : new int[] {-1, 0, 1_000_000_000}) {
      assertThrows(IllegalArgumentException.class, () -> VolumeInfo.of(number, ROOT, ROOT, "00"));
    }
  }

  @Test
  void hashesAreWordsOfVisibleCharacters() {
    assertEquals("!~", new VolumeHash("!~", "!~").hex());
    for (String bad : new String[] {"", " ", "a b", "a\n", "\u007f", "\u00e4"}) {
      assertThrows(IllegalArgumentException.class, () -> new VolumeHash(bad, "00"), bad);
      assertThrows(IllegalArgumentException.class, () -> new VolumeHash("SHA1", bad), bad);
    }
  }

  @Test
  void blocksCountFromOne() {
    assertEquals(0, ROOT.block());
    assertThrows(IllegalArgumentException.class, () -> new VolumeEdge(EntryPath.ROOT, -1));
  }
}
