package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams are flushed and not closed, and arguments out of range are refused. */
class RsyncStreamsTest {
  private static final SignatureFormat FORMAT =
      new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 512, 8);
  private static final byte[] DATA = {1, 2, 3, 4, 5};

  @TempDir Path dir;

  /** Counts what happens to it. */
  private static final class Watched extends ByteArrayOutputStream {
    private int flushes;
    private int closes;

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public void close() {
      closes++;
    }
  }

  private static void assertFlushedOnceAndOpen(Watched out) {
    assertEquals("1 0", out.flushes + " " + out.closes);
  }

  private static SignatureReader signature() throws IOException {
    return new SignatureReader(new ByteArrayInputStream(Rsync.signature(FORMAT, DATA)));
  }

  private static ByteArrayInputStream stream(String hex) {
    return new ByteArrayInputStream(HexFormat.of().parseHex(hex));
  }

  @Test
  void whatIsCompleteIsFlushed() throws IOException {
    var signed = new Watched();
    var signer = new SignatureWriter(FORMAT, signed);
    signer.update(DATA, 0, 5);
    signer.finish();
    assertFlushedOnceAndOpen(signed);
    var delta = new Watched();
    new DeltaWriter(signature(), delta).finish();
    assertFlushedOnceAndOpen(delta);
    var patched = new Watched();
    Patcher.patch(new ArrayBasis(DATA), stream("7273023645000500"), patched);
    assertFlushedOnceAndOpen(patched);
    assertArrayEquals(DATA, patched.toByteArray());
  }

  private interface Sink {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private static void assertBoundsAreChecked(Sink sink) {
    for (int[] bad : new int[][] {{-1, 1}, {0, 6}, {5, 1}, {0, -1}, {6, 0}}) {
      assertThrows(IndexOutOfBoundsException.class, () -> sink.write(DATA, bad[0], bad[1]));
    }
  }

  @Test
  void rangesOutsideAnArrayAreRefusedBeforeAnythingIsTaken() throws IOException {
    var out = new ByteArrayOutputStream();
    var signer = new SignatureWriter(FORMAT, out);
    assertBoundsAreChecked(signer::update);
    signer.update(DATA, 0, 5);
    signer.finish();
    assertArrayEquals(Rsync.signature(FORMAT, DATA), out.toByteArray());
    var streaming = new SignatureWriter(format(2 << 20), OutputStream.nullOutputStream());
    assertBoundsAreChecked(streaming::update);
    assertBoundsAreChecked(new DeltaWriter(signature(), out)::update);
    try (var spool = new BasisSpool(dir)) {
      assertBoundsAreChecked(spool::write);
      assertEquals(0, spool.size());
    }
  }

  @Test
  void windowsHoldFourBlocksAtLeastAndThirtyTwoMillionAtMost() throws IOException {
    for (int blocks : new int[] {4, 1 << 25}) {
      new DeltaWriter(signature(), OutputStream.nullOutputStream(), blocks).finish();
    }
    for (int blocks : new int[] {-1, 0, 3, (1 << 25) + 1}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new DeltaWriter(signature(), OutputStream.nullOutputStream(), blocks));
    }
  }

  private static SignatureFormat format(int blockLength) {
    return new SignatureFormat(WeakSum.RABIN_KARP, StrongSum.BLAKE2, blockLength, 32);
  }

  @Test
  void lengthsOfAFormatAreChecked() {
    assertEquals(1, format(1).blockLength());
    assertThrows(IllegalArgumentException.class, () -> format(0));
    for (StrongSum strong : StrongSum.values()) {
      for (int length : new int[] {1, strong.maxLength()}) {
        assertEquals(
            length, new SignatureFormat(WeakSum.ROLLSUM, strong, 1, length).strongLength());
      }
      for (int length : new int[] {0, strong.maxLength() + 1}) {
        assertThrows(
            IllegalArgumentException.class,
            () -> new SignatureFormat(WeakSum.ROLLSUM, strong, 1, length));
      }
    }
    assertEquals(1, BlockLength.duplicity(10_000_000, 1));
    assertThrows(IllegalArgumentException.class, () -> BlockLength.rdiff(-1));
    assertThrows(IllegalArgumentException.class, () -> BlockLength.rdiffLeastStrongLength(-1, 512));
  }

  @Test
  void anyChannelIsABasis() throws IOException {
    Path file = Files.write(dir.resolve("basis"), DATA);
    try (var channel = Files.newByteChannel(file)) {
      Basis basis = new ChannelBasis(channel);
      assertEquals(5, basis.size());
      byte[] into = new byte[4];
      assertEquals(2, basis.read(3, into, 1, 2));
      assertArrayEquals(new byte[] {0, 4, 5, 0}, into);
      assertEquals(-1, basis.read(5, into, 0, 1));
      assertArrayEquals(DATA, Rsync.bytes(basis));
    }
  }

  @Test
  void strongSumsGoWhereTheyAreWanted() throws IOException {
    SignatureReader reader =
        new SignatureReader(stream("727301360000020000000002" + "00000000aabb"));
    reader.next();
    byte[] into = new byte[4];
    reader.strong(into, 1);
    assertArrayEquals(HexFormat.of().parseHex("00aabb00"), into);
  }
}
