package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.TestTars.bytes;
import static io.jdup.internal.difftar.TestTars.concat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sigtar of a directory, a file with 600 bytes of signature, a long name and a gone path. */
class SigtarOffsetsTest {
  private static final List<Long> OFFSETS = List.of(0L, 512L, 2048L, 4096L);
  private static final String LONG = "l".repeat(120);

  private final List<String> logged = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private SigtarWriter writer;

  @BeforeEach
  void write() throws IOException {
    writer =
        new SigtarWriter(
            out,
            Path.of("unused"),
            (kind, entry, offset) -> logged.add(kind + " " + entry.path() + " " + offset));
    writer.entry(TestTars.directory("."));
    sign("a", "s".repeat(600));
    sign(LONG, "t");
    writer.deleted(EntryPath.of("z"));
  }

  private void sign(String path, String signature) throws IOException {
    try (OutputStream open = writer.signature(TestTars.file(path))) {
      open.write(bytes(signature));
    }
  }

  private SigtarReader reader() {
    return new SigtarReader("the-sigtar", new ByteArrayInputStream(out.toByteArray()));
  }

  @Test
  void theLogHearsWhereEachEntryBegins() throws IOException {
    // The long name takes two blocks more, and its signature one.
    assertEquals(
        List.of("SNAPSHOT . 0", "SIGNATURE a 512", "SIGNATURE " + LONG + " 2048", "DELETED z 4096"),
        logged);
    assertEquals(4608, writer.writtenBytes());
    writer.finish();
    assertEquals(10240, writer.writtenBytes());
    assertEquals(10240, out.size());
  }

  @Test
  void whatIsSkippedCounts() throws IOException {
    var rest = new ByteArrayOutputStream();
    var later = new SigtarWriter(rest, Path.of("unused"));
    later.skip(10240 - 1024);
    later.skip(512);
    assertEquals(10240 - 512, later.writtenBytes());
    later.finish(); // two blocks of zeros do not fit
    assertEquals(512 + 10240, rest.size());
    OutputStream open = later.signature(TestTars.file("a"));
    assertThrows(IllegalStateException.class, () -> later.skip(1));
    open.close();
  }

  @Test
  void aReaderTellsTheSameOffsets() throws IOException {
    SigtarReader reader = reader();
    List<Long> told = new ArrayList<>();
    while (reader.next() != null) {
      told.add(reader.offsetBytes());
    }
    assertEquals(OFFSETS, told);
    assertEquals("the-sigtar", reader.fileName());
  }

  @Test
  void anEntryIsReadAtItsOffset() throws IOException {
    for (int first = 0; first < OFFSETS.size(); first++) {
      SigtarReader reader = reader();
      SigtarEntry entry = reader.entryAt(OFFSETS.get(first));
      assertEquals(List.of(".", "a", LONG, "z").get(first), entry.entry().path().toString());
      assertEquals(OFFSETS.get(first), reader.offsetBytes());
      String body = new String(reader.body().readAllBytes(), UTF_8);
      assertEquals(List.of("", "s".repeat(600), "t", "").get(first), body);
    }
  }

  // Long reads go past the buffer of the tar, which counts all the same.
  @Test
  void longReadsCount() throws IOException {
    sign("zz", "s".repeat(30_000)); // at 4608, with a body of 59 blocks
    sign("zzz", "");
    SigtarReader reader = reader();
    reader.entryAt(4608);
    assertEquals(30_000, reader.body().readNBytes(new byte[30_000], 0, 30_000));
    reader.next();
    assertEquals(4608 + 512 + 59 * 512, reader.offsetBytes());
    reader = reader();
    reader.entryAt(4608);
    assertEquals(30_000, reader.body().readNBytes(new byte[30_000], 0, 30_000));
    assertEquals("zzz", reader.entryAt(4608 + 512 + 59 * 512).entry().path().toString());
  }

  @Test
  void readingGoesForwardOnly() throws IOException {
    SigtarReader reader = reader();
    assertEquals("a", reader.entryAt(512).entry().path().toString());
    assertEquals('s', reader.body().read());
    InputStream stale = reader.body();
    assertEquals("z", reader.entryAt(4096).entry().path().toString());
    assertThrows(IllegalStateException.class, stale::read);
    assertNull(reader.entryAt(2048));
    reader = reader();
    assertEquals(".", reader.entryAt(0).entry().path().toString());
    assertEquals("a", reader.entryAt(512).entry().path().toString());
    assertNull(reader.entryAt(512));
  }

  @Test
  void whatIsNoEntryIsNoneOrDamage() throws IOException {
    assertNull(refused().entryAt(0));
    assertThrows(CorruptBackupException.class, () -> reader().entryAt(1024));
    SigtarReader beyond = reader();
    assertThrows(CorruptBackupException.class, () -> beyond.entryAt(1_000_000));
  }

  private static SigtarReader refused() {
    byte[] tar = TestTars.block("snapshot/a", '0', bytes("x"));
    return new SigtarReader("the-sigtar", new ByteArrayInputStream(tar));
  }

  @Test
  void anEntryOutOfOrderIsReadAtItsOffsetToo() throws IOException {
    byte[] tar =
        concat(
            TestTars.block("signature/b", '0', bytes("1")),
            TestTars.block("signature/a", '0', bytes("2")));
    var reader = new SigtarReader("the-sigtar", new ByteArrayInputStream(tar));
    reader.next();
    assertEquals("a", reader.entryAt(1024).entry().path().toString());
  }

  @Test
  void drainingReadsToTheEndAndEndsTheEntries() throws IOException {
    var in = new ByteArrayInputStream(concat(out.toByteArray(), new byte[50_000]));
    var reader = new SigtarReader("the-sigtar", in);
    reader.next();
    reader.next();
    InputStream stale = reader.body();
    reader.drain();
    assertEquals(0, in.available());
    assertThrows(IllegalStateException.class, stale::read);
    assertNull(reader.next());
  }

  @Test
  void damageIsRepeatedWhateverIsAskedFor() {
    byte[] damaged = Arrays.copyOf(out.toByteArray(), 4608);
    damaged[4096 + 3] ^= 1;
    var reader = new SigtarReader("the-sigtar", new ByteArrayInputStream(damaged));
    assertThrows(
        CorruptBackupException.class,
        () -> {
          while (reader.next() != null) {}
        });
    assertThrows(CorruptBackupException.class, () -> reader.entryAt(5000));
    assertThrows(CorruptBackupException.class, reader::drain);
    assertThrows(CorruptBackupException.class, reader::next);
  }

  @Test
  void metadataCanBeRecordedAnewUntilTheSignatureEnds() throws IOException {
    var tar = new ByteArrayOutputStream();
    var other = new SigtarWriter(tar, Path.of("unused"));
    try (SigtarWriter.Signature signature = other.signature(TestTars.file("a"))) {
      assertThrows(IllegalArgumentException.class, () -> signature.recordAs(TestTars.file("b")));
      signature.recordAs(withMode(0600));
    }
    var read = new SigtarReader("other", new ByteArrayInputStream(tar.toByteArray())).next();
    assertEquals(0600, read.entry().mode());
  }

  private static TreeEntry withMode(int mode) {
    return new TreeEntry(
        EntryPath.of("a"), EntryType.FILE, mode, TestTars.ROOT_USER, 0, 0, LinkTarget.NONE, 0, 0);
  }

  @Test
  void closingClosesTheStream() throws IOException {
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    new SigtarReader("the-sigtar", in).close();
    assertTrue(closed[0]);
  }
}
