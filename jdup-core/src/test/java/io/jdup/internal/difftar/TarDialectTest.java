package io.jdup.internal.difftar;

import static io.jdup.internal.difftar.DifftarReaderTest.file;
import static io.jdup.internal.difftar.DifftarReaderTest.onlyEntry;
import static io.jdup.internal.difftar.TestTars.block;
import static io.jdup.internal.difftar.TestTars.bytes;
import static io.jdup.internal.difftar.TestTars.pax;
import static io.jdup.internal.difftar.TestTars.put;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
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
  void ownerNamesThatAreNoUtf8AreUnknown() throws IOException {
    byte[] entry = block("snapshot/a", '0', EMPTY, h -> h[265] = (byte) 0xff);
    assertEquals("", onlyEntry(entry).owner().userName());
  }
}
