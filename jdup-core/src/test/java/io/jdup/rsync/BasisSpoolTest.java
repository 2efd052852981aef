package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasisSpoolTest {
  @TempDir Path dir;

  @Test
  void aFewBytesMakeNoFile() throws IOException {
    try (var spool = new BasisSpool(dir)) {
      spool.write(new byte[] {1, 2, 3});
      spool.write(4);
      assertEquals(4, spool.size());
      assertArrayEquals(new byte[] {1, 2, 3, 4}, Rsync.bytes(spool));
      assertEquals(0, filesIn(dir));
    }
  }

  @Test
  void itGrowsByAnyLengthsAndReadsNoFurtherThanItsEnd() throws IOException {
    byte[] data = new byte[200_000];
    new Random(4).nextBytes(data);
    try (var spool = new BasisSpool(dir)) {
      int at = 0;
      for (int length : new int[] {8000, 8000, 20_000, 10, 100_000, 63_990}) {
        spool.write(data, at, length);
        at += length;
      }
      assertArrayEquals(data, Rsync.bytes(spool));
      byte[] into = new byte[1000];
      assertEquals(3, spool.read(199_997, into, 0, 1000));
    }
  }

  @Test
  void manyBytesAreReadFromFileAndMemory() throws IOException {
    byte[] data = new byte[10_000];
    new Random(1).nextBytes(data);
    try (var spool = new BasisSpool(dir, 100)) {
      var random = new Random(2);
      for (int at = 0; at < data.length; ) {
        int now = Math.min(data.length - at, random.nextInt(250));
        spool.write(data, at, now);
        at += now;
        assertEquals(at, spool.size());
      }
      assertArrayEquals(data, Rsync.bytes(spool));
      byte[] one = new byte[1];
      for (int i = 0; i < data.length; i++) {
        assertEquals(1, spool.read(i, one, 0, 1));
        assertEquals(data[i], one[0], "byte " + i);
      }
    }
  }

  // They are holes in the file: the image of a disk of 100 GB once filled the temporary directory.
  @Test
  void zerosAreReadAsZeros() throws IOException {
    byte[] data = new byte[700_000];
    try (var spool = new BasisSpool(dir, 100)) {
      spool.write(data);
      spool.write(new byte[50]);
      spool.write(new byte[100]); // moves all before it to the file
      assertArrayEquals(new byte[700_150], Rsync.bytes(spool));
    }
    new Random(3).nextBytes(data);
    Arrays.fill(data, 0, 200_000, (byte) 0);
    Arrays.fill(data, 250_000, 600_000, (byte) 0);
    try (var spool = new BasisSpool(dir, 100)) {
      spool.write(data);
      spool.write(new byte[300_000]);
      spool.write(1);
      byte[] expected = Arrays.copyOf(data, 1_000_001);
      expected[1_000_000] = 1;
      assertArrayEquals(expected, Rsync.bytes(spool));
    }
  }

  @Test
  void behindTheEndIsNothing() throws IOException {
    try (var spool = new BasisSpool(dir, 2)) {
      assertEquals(-1, spool.read(0, new byte[1], 0, 1));
      spool.write(new byte[5]);
      assertEquals(-1, spool.read(5, new byte[1], 0, 1));
      assertEquals(-1, spool.read(Long.MAX_VALUE, new byte[1], 0, 1));
    }
  }

  @Test
  void closingDeletesTheFile() throws IOException {
    try (var spool = new BasisSpool(dir, 2)) {
      spool.write(new byte[5]);
    }
    assertEquals(0, filesIn(dir));
  }

  private static long filesIn(Path dir) throws IOException {
    try (var files = Files.list(dir)) {
      return files.count();
    }
  }
}
