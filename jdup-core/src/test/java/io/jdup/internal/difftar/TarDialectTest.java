package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.DifftarReaderTest.file;
import static io.jdup.internal.difftar.DifftarReaderTest.onlyEntry;
import static io.jdup.internal.difftar.TestTars.block;
import static io.jdup.internal.difftar.TestTars.bytes;
import static io.jdup.internal.difftar.TestTars.pax;
import static io.jdup.internal.difftar.TestTars.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tars as old and other writers make them. */
class TarDialectTest {
  private static final byte[] EMPTY = {};

  @Test
  void readsNumbersInEveryDialect() throws IOException {
    TreeEntry entry =
        onlyEntry(
            block(
                "snapshot/a",
                '0',
                EMPTY,
                h -> {
                  h[108] = (byte) 0x80; // GNU base-256, uid 2^32-1
                  Arrays.fill(h, 109, 112, (byte) 0);
                  Arrays.fill(h, 112, 116, (byte) -1);
                  put(h, 116, "     12 "); // old programs pad with blanks
                  Arrays.fill(h, 136, 148, (byte) -1); // base-256, mtime -5
                  h[147] = (byte) 0xfb;
                  put(h, 100, "0104755\0"); // the type's bits are dropped
                }));
    assertEquals(4294967295L, entry.owner().uid());
    assertEquals(10, entry.owner().gid());
    assertEquals(-5, entry.mtimeSeconds());
    assertEquals(04755, entry.mode());
  }

  @Test
  void paxValuesWinAndFractionsAreDropped() throws IOException {
    TreeEntry entry =
        onlyEntry(
            pax(
                """
                23 mtime=1600000000.75
                13 uid=12345
                10 gid=77
                12 uname=me
                13 gname=our
                20 path=snapshot/bb
                22 comment=none of us
                """),
            file("a", ""));
    assertEquals("bb", entry.path().toString());
    assertEquals(1600000000, entry.mtimeSeconds());
    assertEquals(
        "me 12345 our 77",
        entry.owner().userName()
            + " "
            + entry.owner().uid()
            + " "
            + entry.owner().groupName()
            + " "
            + entry.owner().gid());
    assertEquals(-1, onlyEntry(pax("14 mtime=-1.5\n"), file("a", "")).mtimeSeconds());
  }

  @Test
  void emptyPaxValueTakesBackAndLaterOnesWin() throws IOException {
    assertEquals(
        "a", onlyEntry(pax("19 path=snapshot/b\n8 path=\n"), file("a", "")).path().toString());
    assertEquals(
        "c",
        onlyEntry(pax("19 path=snapshot/b\n19 path=snapshot/c\n"), file("a", ""))
            .path()
            .toString());
  }

  @Test
  void globalHeadersAreSkippedAndGnuNamesTaken() throws IOException {
    byte[] global = block("g", 'g', bytes("19 path=snapshot/z\n"));
    byte[] longName = block("././@LongLink", 'L', bytes("snapshot/long\0"));
    byte[] longLink = block("././@LongLink", 'K', bytes("target\0"));
    TreeEntry entry = onlyEntry(global, longLink, longName, block("snapshot/lo", '2', EMPTY));
    assertEquals("long -> target", entry.path() + " -> " + entry.linkTarget());
  }

  @Test
  void oldTypeFlagMeansFileOrDirectory() throws IOException {
    assertEquals(EntryType.FILE, onlyEntry(block("snapshot/a", 0, bytes("1"))).type());
    assertEquals(EntryType.DIRECTORY, onlyEntry(block("snapshot/a/", 0, EMPTY)).type());
  }

  @Test
  void prefixFieldCountsInUstarOnly() throws IOException {
    byte[] ustar = block("name", '0', EMPTY, h -> put(h, 345, "snapshot/directory"));
    assertEquals("directory/name", onlyEntry(ustar).path().toString());
    byte[] gnu =
        block(
            "snapshot/name",
            '0',
            EMPTY,
            h -> {
              put(h, 257, "ustar  \0");
              put(h, 345, "13727410000\0");
            });
    assertEquals("name", onlyEntry(gnu).path().toString());
  }

  @Test
  void namesThatFillTheirFieldsEndWithThem() throws IOException {
    String name = "n".repeat(91);
    assertEquals(name, onlyEntry(file(name, "")).path().toString());
    String target = "t".repeat(100);
    byte[] link = block("snapshot/l", '2', EMPTY, h -> put(h, 157, target));
    assertEquals(target, onlyEntry(link).linkTarget().toString());
    byte[] owner = block("snapshot/o", '0', EMPTY, h -> put(h, 265, "u".repeat(32) + "group"));
    assertEquals("u".repeat(32), onlyEntry(owner).owner().userName());
    assertEquals("group", onlyEntry(owner).owner().groupName());
  }

  @Test
  void gnuNamesNeedNoNulAtTheirEnd() throws IOException {
    for (String name : new String[] {"n".repeat(503), "n".repeat(300)}) {
      byte[] longName = block("././@LongLink", 'L', bytes("snapshot/" + name));
      assertEquals(
          name,
          TestTars.readAll(
                  TestTars.reader(
                      TestTars.concat(
                          block("././@LongLink", 'L', bytes("snapshot/a" + "m".repeat(500))),
                          file("x", ""),
                          longName,
                          file("y", ""))))
              .get(1)
              .pathText());
    }
  }

  @Test
  void recordsDoNotReachBeyondTheirHeader() {
    byte[] first = pax("38 comment=" + "c".repeat(26) + "\n"); // stays in the buffer
    byte[] second = pax("8 gid=1\n30 path=snapshot/b");
    byte[] tar = TestTars.concat(first, file("a", ""), second, file("c", ""));
    assertThrows(CorruptBackupException.class, () -> TestTars.readAll(TestTars.reader(tar)));
    byte[] full = pax("x".repeat(512));
    assertThrows(CorruptBackupException.class, () -> onlyEntry(full, file("c", "")));
  }

  @Test
  void recordWithoutAKeywordIsPassedOver() throws IOException {
    assertEquals("a", onlyEntry(pax("4 =\n"), file("a", "")).path().toString());
  }

  @Test
  void devicesHaveNumbersOf31Bits() throws IOException {
    TreeEntry none = onlyEntry(block("snapshot/d", '3', EMPTY));
    assertEquals("0 0", none.deviceMajor() + " " + none.deviceMinor());
    byte[] large =
        block(
            "snapshot/d",
            '4',
            EMPTY,
            h -> {
              put(h, 329, "7777777\0");
              h[337] = (byte) 0x80;
              Arrays.fill(h, 341, 345, (byte) 0xff);
              h[341] = 0x7f;
            });
    TreeEntry most = onlyEntry(large);
    assertEquals("2097151 2147483647", most.deviceMajor() + " " + most.deviceMinor());
    for (int first : new int[] {0x80, 0xff}) { // one more than 31 bits have; negative
      byte[] bad =
          block(
              "snapshot/d",
              '4',
              EMPTY,
              h -> {
                h[337] = (byte) 0x80;
                h[341] = (byte) first;
                if (first == 0xff) {
                  Arrays.fill(h, 337, 345, (byte) 0xff);
                }
              });
      assertThrows(RefusedEntryException.class, () -> onlyEntry(bad));
    }
  }

  @Test
  void sparseFilesThatGoOnInMoreHeadersAreDamage() throws IOException {
    byte[] sparse = block("snapshot/s", 'S', bytes("s"), h -> h[482] = 1);
    assertThrows(CorruptBackupException.class, () -> onlyEntry(sparse));
    byte[] longPrefix = block("name", '0', EMPTY, h -> put(h, 345, "snapshot/" + "d".repeat(146)));
    assertEquals("d".repeat(146) + "/name", onlyEntry(longPrefix).path().toString());
  }

  @Test
  void checksumThatIsNoNumberIsDamage() {
    byte[] block = file("a", "");
    put(block, 148, "garbage\0");
    assertThrows(CorruptBackupException.class, () -> onlyEntry(block));
  }

  @Test
  void namesOf32KibibytesAreTheLongest() throws IOException {
    String path = "d/".repeat(500);
    for (int length : new int[] {32 * 1024, 32 * 1024 + 1}) {
      String name = "snapshot/" + path + "n".repeat(length - 9 - path.length());
      byte[] header = block("././@LongLink", 'L', bytes(name));
      if (length <= 32 * 1024) {
        assertEquals(length - 9, onlyEntry(header, file("a", "")).path().toBytes().length);
      } else {
        assertThrows(RefusedEntryException.class, () -> onlyEntry(header, file("a", "")));
      }
    }
  }

  @Test
  void extendedHeadersOfAMebibyteAreTheLargest() {
    byte[] large = block("././@LongLink", 'L', new byte[1 << 20]);
    Arrays.fill(large, 512, large.length, (byte) 'x');
    assertThrows(RefusedEntryException.class, () -> onlyEntry(large, file("a", "")));
    byte[] larger = block("././@LongLink", 'L', new byte[(1 << 20) + 1]);
    assertThrows(CorruptBackupException.class, () -> onlyEntry(larger, file("a", "")));
  }

  @Test
  void refusalsSayWhatAndWhere() {
    byte[] odd = block("snapshot/x", 0xfa, EMPTY);
    var e = assertThrows(RefusedEntryException.class, () -> onlyEntry(odd));
    assertEquals("vol1", e.fileName());
    assertTrue(e.getMessage().contains("its type is not supported: 0xfa"), e.getMessage());
    byte[] nameless = block("", 0, EMPTY);
    assertThrows(RefusedEntryException.class, () -> onlyEntry(nameless));
  }

  @Test
  void ownerNamesThatAreNoUtf8AreUnknown() throws IOException {
    byte[] entry = block("snapshot/a", '0', EMPTY, h -> h[265] = (byte) 0xff);
    assertEquals("", onlyEntry(entry).owner().userName());
  }
}
