package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.TestTars.block;
import static io.jdup.internal.difftar.TestTars.bytes;
import static io.jdup.internal.difftar.TestTars.concat;
import static io.jdup.internal.difftar.TestTars.pax;
import static io.jdup.internal.difftar.TestTars.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifftarReaderTest {
  private static final byte[] EMPTY = {};

  static byte[] file(String path, String body) {
    return block("snapshot/" + path, '0', bytes(body));
  }

  static byte[] piece(String path, int number, String body) {
    return block("multivol_snapshot/" + path + "/" + number, '0', bytes(body));
  }

  /** Everything the volumes hold: path=body, or what was thrown. */
  static List<String> summary(byte[]... volumes) throws IOException {
    List<String> found = new ArrayList<>();
    DifftarReader reader = TestTars.reader(volumes);
    while (true) {
      try {
        DeltaEntry next = reader.next();
        if (next == null) {
          return found;
        }
        found.add(next.entry().path() + "=" + new String(reader.body().readAllBytes(), UTF_8));
      } catch (RefusedEntryException e) {
        found.add("refused " + e.entryName());
      }
    }
  }

  static TreeEntry onlyEntry(byte[]... parts) throws IOException {
    return TestTars.readAll(TestTars.reader(concat(parts))).get(0).entry();
  }

  private static void assertDamaged(byte[]... parts) {
    var e =
        assertThrows(
            CorruptBackupException.class, () -> TestTars.readAll(TestTars.reader(concat(parts))));
    assertEquals("vol1", e.fileName());
  }

  @Test
  void volumesWithoutEntriesArePassedOver() throws IOException {
    assertEquals(
        List.of("a=1", "b=2"),
        summary(EMPTY, file("a", "1"), new byte[512], EMPTY, file("b", "2"), EMPTY));
    assertEquals(List.of(), summary());
  }

  @Test
  void piecesAreJoinedAlsoAcrossVolumes() throws IOException {
    assertEquals(
        List.of("a=123", "b=4", "c=5"),
        summary(
            concat(piece("a", 1, "1"), piece("a", 9, "2"), new byte[1024]),
            EMPTY,
            concat(piece("a", 2, "3"), piece("b", 1, "4"), file("c", "5"))));
  }

  @Test
  void piecesOfOtherKindsAreNotJoined() throws IOException {
    byte[] delta = block("multivol_diff/a/2", '0', bytes("2"));
    assertEquals(List.of("a=1", "a=2", "a=3"), summary(piece("a", 1, "1"), delta, file("a", "3")));
  }

  @Test
  void bodiesThatNobodyReadAreSkipped() throws IOException {
    var reader =
        TestTars.reader(
            concat(file("a", "1"), piece("b", 1, "2")), concat(piece("b", 2, "3"), file("c", "4")));
    assertEquals("a", reader.next().entry().path().toString());
    InputStream stale = reader.body();
    assertEquals("b", reader.next().entry().path().toString());
    assertEquals('2', reader.body().read());
    assertEquals("c", reader.next().entry().path().toString());
    assertThrows(IllegalStateException.class, stale::read);
    assertNull(reader.next());
    assertNull(reader.next());
  }

  @Test
  void tellsWhereAnEntryStarts() throws IOException {
    var reader =
        TestTars.reader(EMPTY, piece("a", 3, "1"), concat(piece("a", 4, "2"), file("b", "3")));
    reader.next();
    reader.body().readAllBytes();
    assertEquals(
        "vol2 1 3",
        reader.fileName() + " " + reader.volumeIndex() + " " + reader.firstPieceNumber());
    reader.next();
    assertEquals(
        "vol3 2 0",
        reader.fileName() + " " + reader.volumeIndex() + " " + reader.firstPieceNumber());
  }

  @Test
  void sizeIsKnownForSnapshotsInOnePieceOnly() throws IOException {
    var read =
        TestTars.readAll(
            TestTars.reader(
                file("a", "12345"),
                piece("b", 1, "1"),
                block("diff/c", '0', bytes("12")),
                block("deleted/d", '0', EMPTY)));
    assertEquals(List.of(5L, -1L, -1L, 0L), read.stream().map(r -> r.entry().sizeBytes()).toList());
  }

  @Test
  void restOfAVolumeIsReadForTheDecoderBelow() throws IOException {
    byte[] junk = concat(file("a", "1"), new byte[512], new byte[200000]);
    Arrays.fill(junk, 1536, junk.length, (byte) 0x55);
    var in = new ByteArrayInputStream(junk);
    boolean[] given = {false};
    var reader =
        new DifftarReader(
            () -> {
              boolean first = !given[0];
              given[0] = true;
              return first ? new VolumeSource.Volume("v", in) : null;
            });
    reader.next();
    assertNull(reader.next());
    assertEquals(0, in.available());
  }

  // What a hostile or broken tar holds: each entry is refused alone, its neighbours are read.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "snapshot/../evil",
        "snapshot//evil",
        "/etc/passwd",
        "weird/b",
        "signature/a",
        "snapshot/a/./b",
        "multivol_snapshot/a"
      })
  void refusesNamesOneByOne(String name) throws IOException {
    assertEquals(
        List.of("a=1", "refused " + name, "b=2"),
        summary(concat(file("a", "1"), block(name, '0', bytes("evil")), file("b", "2"))));
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '7', 'S', 'D', 'M', 'V', 'z'})
  void refusesTypesOneByOne(char type) throws IOException {
    byte[] entry = block("snapshot/x", type, type == '1' ? EMPTY : bytes("body"));
    assertEquals(List.of("refused snapshot/x", "b=2"), summary(concat(entry, file("b", "2"))));
  }

  @Test
  void refusesWhatDoesNotFitItsKind() throws IOException {
    assertEquals(
        List.of("refused diff/d/", "refused snapshot/l", "refused snapshot/s", "b=2"),
        summary(
            concat(
                block("diff/d/", '5', EMPTY),
                block("snapshot/l", '2', EMPTY),
                concat(pax("22 GNU.sparse.major=1\n"), block("snapshot/s", '0', bytes("s"))),
                file("b", "2"))));
  }

  @Test
  void refusesOwnersBeyond32Bits() throws IOException {
    assertEquals(
        List.of("refused snapshot/a", "refused snapshot/b", "c="),
        summary(
            concat(
                concat(pax("18 uid=4294967296\n"), file("a", "")),
                concat(pax("10 gid=-1\n"), file("b", "")),
                file("c", ""))));
  }

  @Test
  void refusedPieceFailsTheBodyItMayBelongTo() throws IOException {
    byte[] badPiece =
        block("multivol_snapshot/a/2", '0', bytes("2"), h -> put(h, 108, "garbage\0"));
    var reader =
        TestTars.reader(concat(piece("a", 1, "1"), badPiece, piece("a", 3, "3"), file("b", "4")));
    reader.next();
    InputStream body = reader.body();
    assertThrows(RefusedEntryException.class, body::readAllBytes);
    assertThrows(RefusedEntryException.class, body::read);
    assertEquals("a", reader.next().entry().path().toString());
    assertEquals(3, reader.firstPieceNumber());
    assertEquals("b", reader.next().entry().path().toString());
  }

  @Test
  void refusedEntryAfterTheLastPieceLeavesTheBodyAlone() throws IOException {
    assertEquals(
        List.of("a=1", "refused weird", "b=2"),
        summary(concat(piece("a", 1, "1"), block("weird", '0', EMPTY), file("b", "2"))));
  }

  @Test
  void damagedHeadersAreNoSilentEnd() {
    assertDamaged(file("a", "1"), bytes("garbage!".repeat(64)), file("b", "2"));
    byte[] changed = file("b", "2");
    changed[9] ^= 1;
    assertDamaged(file("a", "1"), changed);
    assertDamaged(block("snapshot/b", '0', EMPTY, h -> {}), new byte[] {1});
  }

  @Test
  void dataThatEndsTooEarlyIsDamage() {
    byte[] whole = file("a", "x".repeat(1000));
    for (int length : new int[] {1, 511, 512, 513, 1500, 1535}) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
    assertDamaged(pax("8 gid=1\n"));
    assertDamaged(pax("8 gid=1\n"), new byte[1024]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9 path=a",
        "7 path=a\n",
        "99 path=a\n",
        "x path=a\n",
        " path=a\n",
        "path=a\n",
        "8 patha\n",
        "0 a=b\n",
        "-5 a=b\n",
        "99999999999 a=b\n",
        "1 a=b\n",
        "9 path=a\n\0",
        "9 path=ab",
        "200 path=snapshot/b\n"
      })
  void malformedPaxRecordsAreDamage(String records) {
    assertDamaged(pax(records), file("a", ""));
  }

  @Test
  void oversizeExtendedHeadersAreDamage() {
    for (int type : new int[] {'x', 'L', 'K'}) {
      assertDamaged(
          block("././@PaxHeader", type, EMPTY, h -> put(h, 124, "00004000001\0")), file("a", ""));
    }
  }

  @Test
  void impossibleSizesAreDamage() {
    for (String size : List.of("-1", "9223372036854775807", "99999999999999999999", "x", "1e3")) {
      String record = " size=" + size + "\n";
      assertDamaged(pax((record.length() + 2) + record), file("a", ""));
    }
    byte[] negative = block("snapshot/a", '0', EMPTY, h -> Arrays.fill(h, 124, 136, (byte) -1));
    assertDamaged(negative);
    byte[] huge =
        block(
            "snapshot/a",
            '0',
            EMPTY,
            h -> {
              Arrays.fill(h, 124, 136, (byte) -1);
              h[124] = (byte) 0x80;
            });
    assertDamaged(huge);
    assertDamaged(block("snapshot/a", '0', EMPTY, h -> put(h, 124, "notanumber!\0")));
  }

  @Test
  void contentOfWhatHasNoneIsDamage() {
    for (int type = '1'; type <= '6'; type++) {
      assertDamaged(block("snapshot/a", type, bytes("body")), file("b", ""));
    }
  }

  @Test
  void damageIsRepeatedUntilTheVolumeIsSkipped() throws IOException {
    var reader =
        TestTars.reader(
            concat(piece("a", 1, "1"), bytes("garbage!".repeat(64))),
            concat(piece("a", 2, "2"), file("b", "3")));
    reader.next();
    assertThrows(CorruptBackupException.class, () -> reader.body().readAllBytes());
    assertThrows(CorruptBackupException.class, () -> reader.body().read());
    assertThrows(CorruptBackupException.class, reader::next);
    reader.skipVolume();
    assertEquals("a", reader.next().entry().path().toString());
    assertEquals(2, reader.firstPieceNumber());
    assertEquals("b", reader.next().entry().path().toString());
    assertNull(reader.next());
  }

  @Test
  void closesEachVolumeAfterReadingIt() throws IOException {
    List<String> closed = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of("v1", "v2"));
    var reader =
        new DifftarReader(
            () -> {
              String name = names.remove(0);
              return new VolumeSource.Volume(
                  name,
                  new ByteArrayInputStream(file(name, "1")) {
                    @Override
                    public void close() {
                      closed.add(name);
                    }
                  });
            });
    reader.next();
    assertTrue(closed.isEmpty());
    reader.next();
    assertEquals(List.of("v1"), closed);
    reader.close();
    assertEquals(List.of("v1", "v2"), closed);
  }
}
