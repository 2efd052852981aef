package io.jdup.internal.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final int SEVERAL_PIECES = 1_500_001;

  @Test
  void givesTheBytesOfTheSource() throws IOException {
    for (int length : new int[] {0, 1, 128 * 1024, SEVERAL_PIECES}) {
      byte[] bytes = noise(length);
      try (var ahead = new ReadAhead(new Source(bytes, null))) {
        assertArrayEquals(bytes, ahead.readAllBytes(), length + " bytes");
        assertEquals(-1, ahead.read());
      }
    }
  }

  @Test
  void givesTheBytesOneByOneToo() throws IOException {
    try (var ahead = new ReadAhead(new Source(new byte[] {1, (byte) 0xff}, null))) {
      assertEquals(1, ahead.read());
      assertEquals(0xff, ahead.read());
      assertEquals(-1, ahead.read());
    }
  }

  @Test
  void failureComesBehindAllBytesBeforeItAndStays() throws IOException {
    byte[] bytes = noise(SEVERAL_PIECES);
    var failure = new CorruptBackupException("vol1", "it is damaged", "use another");
    try (var ahead = new ReadAhead(new Source(bytes, failure))) {
      assertArrayEquals(bytes, ahead.readNBytes(bytes.length));
      assertSame(failure, assertThrows(CorruptBackupException.class, ahead::read));
      assertSame(failure, assertThrows(CorruptBackupException.class, ahead::read));
    }
  }

  @Test
  void bugInTheSourceIsHeardOf() {
    var source =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("a bug");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            throw new IllegalStateException("a bug");
          }
        };
    assertThrows( // at the latest when it is read
        IllegalStateException.class,
        () -> {
          try (var ahead = new ReadAhead(source)) {
            ahead.read();
          }
        });
  }

  @Test
  void closingEarlyEndsTheThreadBeforeTheSourceIsClosed() throws Exception {
    var source = new Endless();
    try (var ahead = new ReadAhead(source)) {
      assertEquals(0, ahead.read());
      source.reading.await();
    }
    assertTrue(source.closed);
    assertFalse(source.readWhenClosed);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** Gives bytes in odd portions, then ends or fails. */
  private static final class Source extends FilterInputStream {
    private final @Nullable IOException failure;

    Source(byte[] bytes, @Nullable IOException failure) {
      super(new ByteArrayInputStream(bytes));
      this.failure = failure;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, Math.min(length, 70_001));
      if (count < 0 && failure != null) {
        throw failure;
      }
      return count;
    }
  }

  /** Zeros without end. */
  private static final class Endless extends InputStream {
    final CountDownLatch reading = new CountDownLatch(1);
    volatile boolean closed;
    volatile boolean readWhenClosed;

    @Override
    public int read() {
      return read(new byte[1], 0, 1) - 1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      reading.countDown();
      readWhenClosed |= closed;
      return length;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
