package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SegmentsTest {
  private final Segments segments = new Segments(3);

  @Test
  void whatFollowsInTheSourceIsOneSegment() {
    segments.append(100, 5);
    segments.append(105, 7);
    assertEquals(1, segments.count());
    segments.append(113, 1);
    assertEquals(2, segments.count());
    assertEquals(13, segments.length());
  }

  @Test
  void positionsAreFound() {
    segments.append(100, 5);
    segments.append(10, 5);
    segments.append(50, 1);
    assertEquals(0, segments.indexOf(0));
    assertEquals(0, segments.indexOf(4));
    assertEquals(1, segments.indexOf(5));
    assertEquals(2, segments.indexOf(10));
    assertEquals(14, segments.sourceOf(1, 9));
    assertEquals(5, segments.start(1));
    assertEquals(10, segments.end(1));
  }

  @Test
  void itIsFullAtTheLimit() {
    segments.append(3, 1);
    segments.append(2, 1);
    assertFalse(segments.isFull());
    segments.append(1, 1);
    assertTrue(segments.isFull());
  }

  @Test
  void theLastOnesAreReplacedByOne() {
    segments.append(3, 10);
    segments.append(2, 20);
    segments.append(1, 30);
    segments.replaceFrom(1, 1000);
    assertEquals(2, segments.count());
    assertEquals(60, segments.length());
    assertEquals(1000, segments.sourceOf(1, 10));
  }

  @Test
  void lengthsDoNotOverflow() {
    segments.append(0, Long.MAX_VALUE);
    assertThrows(ArithmeticException.class, () -> segments.append(7, 1));
  }
}
