package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.TestTars.block;
import static io.jdup.internal.difftar.TestTars.bytes;
import static io.jdup.internal.difftar.TestTars.concat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigtarWriterTest {
  @TempDir Path temp;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private long filesInTemp() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.count();
    }
  }

  @Test
  void emptySigtarIsOneRecordOfZeros() throws IOException {
    try (var writer = new SigtarWriter(out, temp)) {
      writer.finish();
    }
    assertArrayEquals(new byte[10240], out.toByteArray());
  }

  @Test
  void writesEntriesInOrderAndPads() throws IOException {
    try (var writer = new SigtarWriter(out, temp)) {
      writer.entry(TestTars.directory("."));
      try (OutputStream signature = writer.signature(TestTars.file("a"))) {
        signature.write(bytes("xsig"), 1, 2);
        signature.write('g');
      }
      writer.deleted(EntryPath.of("b"));
      writer.finish();
    }
    byte[] tar = out.toByteArray();
    assertEquals(10240, tar.length);
    byte[] expected =
        concat(block("snapshot/", '5', bytes("")), block("signature/a", '0', bytes("sig")));
    assertArrayEquals(expected, Arrays.copyOf(tar, expected.length));
    assertEquals("deleted/b", new String(tar, 1536, 9, US_ASCII));
  }

  // The end of a tar by Python's tarfile: two zero blocks at least, then up to 10240.
  @ParameterizedTest
  @CsvSource({"18, 10240", "19, 20480", "20, 20480"})
  void endsWithTwoZeroBlocksAtLeast(int entries, int size) throws IOException {
    try (var writer = new SigtarWriter(out, temp)) {
      for (int i = 0; i < entries; i++) {
        writer.deleted(EntryPath.of("entry-" + i));
      }
      writer.finish();
    }
    assertEquals(size, out.size());
  }

  @Test
  void largeSignaturesWaitInAFileThatGoesAway() throws IOException {
    byte[] large = new byte[3000];
    new Random(1).nextBytes(large);
    try (var writer = new SigtarWriter(out, temp, 1000, SigtarLog.NONE)) {
      for (int round = 0; round < 2; round++) {
        try (OutputStream signature = writer.signature(TestTars.file(round + "a"))) {
          signature.write(large, 0, 999);
          signature.write(large, 999, 1);
          signature.write(large, 1000, 1500);
          signature.write(large, 2500, 500);
        }
        try (OutputStream signature = writer.signature(TestTars.file(round + "b"))) {
          signature.write(bytes("small"));
        }
      }
      writer.finish();
    }
    assertEquals(0, filesInTemp());
    var reader = new SigtarReader("sigtar", new ByteArrayInputStream(out.toByteArray()));
    for (int round = 0; round < 2; round++) {
      assertEquals(round + "a", reader.next().entry().path().toString());
      assertArrayEquals(large, reader.body().readAllBytes());
      assertEquals(round + "b", reader.next().entry().path().toString());
      assertArrayEquals(bytes("small"), reader.body().readAllBytes());
    }
  }

  @Test
  void largeSignaturesDoNotShowThroughLaterOnes() throws IOException {
    byte[] large = new byte[300_000];
    new Random(2).nextBytes(large);
    int[] lengths = {300_000, 100_000, 70_000, 999, 65_536, 200_000};
    try (var writer = new SigtarWriter(out, temp, 1000, SigtarLog.NONE)) {
      for (int i = 0; i < lengths.length; i++) {
        try (OutputStream signature = writer.signature(TestTars.file("f" + i))) {
          signature.write(large, 300_000 - lengths[i], lengths[i]);
        }
      }
      writer.finish();
    }
    var reader = new SigtarReader("sigtar", new ByteArrayInputStream(out.toByteArray()));
    long offset = 0;
    for (int length : lengths) {
      reader.next();
      assertEquals(offset, reader.offsetBytes());
      byte[] expected = Arrays.copyOfRange(large, 300_000 - length, 300_000);
      assertArrayEquals(expected, reader.body().readAllBytes());
      offset += 512 + (length + 511) / 512 * 512;
    }
  }

  @Test
  void whatIsFinishedIsFlushed() throws IOException {
    int[] flushes = {0};
    var watched =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushes[0]++;
          }
        };
    new SigtarWriter(watched, temp).finish();
    assertEquals(1, flushes[0]);
  }

  @Test
  void smallSignaturesNeedNoFile() throws IOException {
    try (var writer = new SigtarWriter(out, temp.resolve("missing"));
        OutputStream signature = writer.signature(TestTars.file("a"))) {
      signature.write(new byte[1 << 20]);
      assertThrows(NoSuchFileException.class, () -> signature.write(1)); // one byte too many
    }
  }

  @Test
  void leavesNothingBehindWhenGivenUp() throws IOException {
    try (var writer = new SigtarWriter(out, temp, 10, SigtarLog.NONE)) {
      writer.signature(TestTars.file("a")).write(new byte[100]);
    }
    assertEquals(0, filesInTemp());
    assertEquals(0, out.size());
  }

  @Test
  void refusesWhatASigtarDoesNotHold() throws IOException {
    try (var writer = new SigtarWriter(out, temp)) {
      assertThrows(IllegalArgumentException.class, () -> writer.signature(TestTars.directory("d")));
      assertThrows(IllegalArgumentException.class, () -> writer.entry(TestTars.file("f")));
      OutputStream open = writer.signature(TestTars.file("f"));
      assertThrows(IllegalStateException.class, writer::finish);
      TreeEntry directory = TestTars.directory("d");
      assertThrows(IllegalStateException.class, () -> writer.signature(TestTars.file("g")));
      assertThrows(IllegalStateException.class, () -> writer.entry(directory));
      assertThrows(IllegalStateException.class, () -> writer.deleted(EntryPath.of("g")));
      open.close();
      assertThrows(IOException.class, () -> open.write(1));
    }
  }
}
