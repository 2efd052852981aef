package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.DifftarReaderTest.file;
import static io.jdup.internal.difftar.DifftarReaderTest.piece;
import static io.jdup.internal.difftar.TestTars.bytes;
import static io.jdup.internal.difftar.TestTars.concat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bodies are read, and how they end where a volume is lost. */
class DifftarBodiesTest {
  private static final byte[] LOST = {};

  /** Gives volumes; in place of {@link #LOST} it says that one cannot be read. */
  private static final class Volumes implements VolumeSource {
    private final Deque<byte[]> left = new ArrayDeque<>();
    private final boolean mayContinue;
    private int closed;
    private boolean failingClose;

    Volumes(boolean mayContinue, byte[]... volumes) {
      this.mayContinue = mayContinue;
      for (byte[] volume : volumes) {
        left.add(volume);
      }
    }

    @Override
    public Volume next() throws IOException {
      byte[] next = left.poll();
      if (next == null) {
        return null;
      }
      if (next == LOST) {
        throw new CorruptBackupException("lost", "it is gone", "look for it");
      }
      return new Volume(
          "v",
          new ByteArrayInputStream(next) {
            @Override
            public void close() throws IOException {
              closed++;
              if (failingClose) {
                throw new IOException("the rest is damaged");
              }
            }
          });
    }

    @Override
    public boolean mayContinue(EntryPath path) {
      return mayContinue;
    }
  }

  private static String path(DifftarReader reader) throws IOException {
    return reader.next().entry().path().toString();
  }

  @Test
  void aBodyThatEndedStaysAtItsEnd() throws IOException {
    var reader =
        TestTars.reader(concat(file("a", "1"), piece("b", 1, "2"), piece("b", 2, "3")), LOST);
    for (String expected : new String[] {"1", "23"}) {
      reader.next();
      InputStream body = reader.body();
      assertEquals(expected, new String(body.readNBytes(expected.length()), UTF_8));
      for (int i = 0; i < 3; i++) {
        assertEquals(-1, body.read(new byte[10], 0, 10));
        assertEquals(-1, body.read());
        assertEquals(0, body.read(new byte[10], 10, 0));
      }
      assertThrows(IndexOutOfBoundsException.class, () -> body.read(new byte[10], 5, 6));
    }
  }

  @Test
  void piecesThatNobodyReadAreSkippedHoweverMany() throws IOException {
    byte[] pieces = concat(piece("a", 1, "1"), piece("a", 2, "2"), piece("a", 3, "3"));
    var reader = TestTars.reader(pieces, concat(piece("a", 4, "4"), piece("a", 5, "5")));
    assertEquals("a", path(reader));
    assertNull(reader.next());
  }

  @Test
  void lostVolumeThatCannotContinueAFileLeavesItsBodyWhole() throws IOException {
    var reader = new DifftarReader(new Volumes(false, piece("a", 1, "1"), LOST, file("b", "2")));
    reader.next();
    InputStream body = reader.body();
    assertEquals("1", new String(body.readAllBytes(), UTF_8));
    assertEquals(-1, body.read());
    assertThrows(CorruptBackupException.class, reader::next);
    reader.skipVolume();
    assertEquals("b", path(reader));
  }

  @Test
  void lostVolumeThatMayContinueAFileFailsItsBody() throws IOException {
    var reader = new DifftarReader(new Volumes(true, piece("a", 1, "1"), LOST, file("b", "2")));
    reader.next();
    assertThrows(CorruptBackupException.class, reader.body()::readAllBytes);
    assertThrows(CorruptBackupException.class, reader.body()::read);
    assertThrows(CorruptBackupException.class, reader::next);
    VolumeSource unaware = () -> null;
    assertTrue(unaware.mayContinue(EntryPath.of("a")));
  }

  @Test
  void damageWithinTheNextVolumeFailsTheBodyWhateverTheManifestSays() throws IOException {
    byte[] garbage = bytes("garbage!".repeat(64));
    var reader = new DifftarReader(new Volumes(false, piece("a", 1, "1"), garbage));
    reader.next();
    assertThrows(CorruptBackupException.class, reader.body()::readAllBytes);
  }

  @Test
  void skippingAVolumeClosesItAndGoesOnWithTheNext() throws IOException {
    var volumes = new Volumes(true, concat(file("a", "1"), file("b", "2")), file("c", "3"));
    var reader = new DifftarReader(volumes);
    assertEquals("a", path(reader));
    InputStream stale = reader.body();
    reader.skipVolume();
    assertEquals(1, volumes.closed);
    assertThrows(IllegalStateException.class, stale::read);
    assertEquals(-1, reader.body().read());
    assertEquals("c", path(reader));
  }

  @Test
  void whatClosingADamagedVolumeSaysIsKeptWithTheDamage() throws IOException {
    var volumes =
        new Volumes(true, concat(file("a", "1"), bytes("garbage!".repeat(64))), file("b", "2"));
    volumes.failingClose = true;
    var reader = new DifftarReader(volumes);
    reader.next();
    var damage = assertThrows(CorruptBackupException.class, reader::next);
    assertSame(damage, assertThrows(CorruptBackupException.class, reader::next));
    reader.skipVolume();
    assertEquals("the rest is damaged", damage.getSuppressed()[0].getMessage());
    assertEquals("b", path(reader));
    reader.skipVolume(); // nothing was wrong before
    assertNull(reader.next());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 65535, 65536, 65537, 131072, 200000})
  void bodiesAreTransferredWhole(int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    byte[] half = Arrays.copyOf(content, length / 2);
    byte[] tar =
        concat(
            TestTars.block("snapshot/a", '0', content),
            TestTars.block("multivol_snapshot/b/1", '0', content),
            TestTars.block("multivol_snapshot/b/2", '0', half),
            file("c", "end"));
    var reader = TestTars.reader(tar);
    reader.next();
    var out = new ByteArrayOutputStream();
    assertEquals(length, reader.body().transferTo(out));
    assertArrayEquals(content, out.toByteArray());
    assertEquals(0, reader.body().transferTo(out));
    reader.next();
    out.reset();
    assertEquals(length + length / 2, reader.body().transferTo(out));
    assertArrayEquals(concat(content, half), out.toByteArray());
    assertEquals("c", path(reader));
    out.reset();
    assertEquals('e', reader.body().read());
    assertEquals(2, reader.body().transferTo(out));
    assertEquals("nd", out.toString(UTF_8));
  }
}
