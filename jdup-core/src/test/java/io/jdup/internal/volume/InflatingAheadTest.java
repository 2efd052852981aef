package io.jdup.internal.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.crypto.OpenPgpCompression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InflatingAheadTest {
  private static final int SEVERAL_PIECES = 2_000_000;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void givesWhatWasDeflatedAndLeavesNothingToRead(OpenPgpCompression format) throws IOException {
    byte[] plain = mixture();
    var source = new Watched(concat(deflated(plain, format), new byte[500_000]));
    try (InputStream in = InflatingAhead.of(format, source)) {
      assertArrayEquals(plain, in.readAllBytes());
      assertEquals(-1, in.read());
      assertEquals(-1, source.read(), "what follows was read before the end was reported");
    }
    assertNoThread();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void damageAtTheStartLeavesNoThread(OpenPgpCompression format) {
    byte[] noise = new byte[SEVERAL_PIECES];
    Arrays.fill(noise, (byte) 0xff);
    assertThrows(
        ZipException.class,
        () -> {
          try (InputStream in = InflatingAhead.of(format, new Watched(noise))) {
            in.readAllBytes();
          }
        });
    assertNoThread();
  }

  @Test
  void closingInTheMiddleEndsTheThread() throws IOException {
    byte[] deflated = deflated(mixture(), OpenPgpCompression.ZIP);
    try (InputStream in = InflatingAhead.of(OpenPgpCompression.ZIP, new Watched(deflated))) {
      assertEquals(1000, in.readNBytes(1000).length);
    }
    assertNoThread();
  }

  @Test
  void failureOfTheSourceIsPassedOn() throws IOException {
    var broken = new IOException("the disk is gone");
    byte[] deflated = deflated(mixture(), OpenPgpCompression.ZIP);
    var source =
        new Watched(Arrays.copyOf(deflated, deflated.length / 2)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            if (got < 0) {
              throw broken;
            }
            return got;
          }
        };
    try (InputStream in = InflatingAhead.of(OpenPgpCompression.ZIP, source)) {
      assertSame(broken, assertThrows(IOException.class, in::readAllBytes));
    }
    assertNoThread();
  }

  // Its work is over when close returns; the thread itself may take a moment more.
  private static void assertNoThread() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("jdup-background")) {
        assertDoesNotThrow(() -> thread.join(10_000));
        assertFalse(thread.isAlive(), "a thread is left");
      }
    }
  }

  private static byte[] mixture() {
    byte[] bytes = new byte[SEVERAL_PIECES];
    new Random(1).nextBytes(bytes);
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 0;
    }
    return bytes;
  }

  private static byte[] deflated(byte[] plain, OpenPgpCompression format) throws IOException {
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(3, format == OpenPgpCompression.ZIP);
    try (var deflating = new DeflaterOutputStream(out, deflater)) {
      deflating.write(plain);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Gives out a little at a time. */
  private static class Watched extends FilterInputStream {
    Watched(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, Math.min(length, 10_000));
    }
  }
}
