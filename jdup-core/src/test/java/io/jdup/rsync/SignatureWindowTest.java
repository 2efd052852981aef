package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A signature of 20 blocks, whose weak sums are their numbers, in a window of 8. */
class SignatureWindowTest {
  private static SignatureWindow window() throws IOException {
    var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 512, 1);
    ByteBuffer signature = ByteBuffer.allocate(12 + 20 * 5);
    signature.putInt(format.magic()).putInt(512).putInt(1);
    for (int i = 0; i < 20; i++) {
      signature.putInt(i).put((byte) i);
    }
    var reader = new SignatureReader(new ByteArrayInputStream(signature.array()));
    return new SignatureWindow(reader, 8);
  }

  private static void assertHolds(int first, int end, SignatureWindow window) {
    assertEquals(first, window.first());
    for (int i = -1; i < 25; i++) {
      assertEquals(i >= first && i < end, window.contains(i), "block " + i);
    }
    for (int i = first; i < end; i++) {
      assertEquals(i, window.weak(i));
      assertTrue(window.strongEquals(i, new byte[] {99, (byte) i}, 1));
    }
  }

  @Test
  void itFollowsToKeepABlockInItsFirstThreeQuarters() throws IOException {
    SignatureWindow window = window();
    assertHolds(0, 8, window);
    window.follow(6);
    assertHolds(0, 8, window);
    window.follow(7);
    assertHolds(2, 10, window);
    window.follow(100); // and stays when it knows that there are no more
    assertHolds(14, 20, window);
  }

  @Test
  void itReachesTheNextBlockAndNoOther() throws IOException {
    SignatureWindow window = window();
    assertFalse(window.reach(9));
    assertHolds(0, 8, window);
    assertTrue(window.reach(8));
    assertHolds(2, 10, window);
    assertTrue(window.reach(10));
    assertHolds(4, 12, window);
    assertEquals(19, window.last());
    assertFalse(window.reach(20));
    assertHolds(14, 20, window);
  }
}
