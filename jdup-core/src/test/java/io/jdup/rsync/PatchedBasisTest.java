package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchedBasisTest {
  private static final String MAGIC = "72730236";
  private static final String END = "00";
  private static final byte[] BASIS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @TempDir Path dir;

  @Test
  void copiesOfCopiesAndOfLiteralsAreTraced() throws IOException {
    try (var patched = new PatchedBasis(new ArrayBasis(BASIS), dir)) {
      apply(patched, "450503" + "02aabb" + "450002"); // 5 6 7 aa bb 0 1
      apply(patched, "450204" + "01cc" + "450601"); // 7 aa bb 0 cc 1
      assertEquals(6, patched.size());
      assertArrayEquals(HexFormat.of().parseHex("07aabb00cc01"), Rsync.bytes(patched));
    }
  }

  @Test
  void oneReadGoesAcrossSegmentsAndShortReads() throws IOException {
    byte[] basis = new byte[5000];
    new Random(1).nextBytes(basis);
    byte[] expected = HexFormat.of().parseHex("aabbcc");
    expected = Arrays.copyOf(expected, 3 + 4000 + 2);
    System.arraycopy(basis, 1, expected, 3, 4000); // of which ArrayBasis reads 1000 a time
    expected[4003] = basis[7];
    expected[4004] = basis[8];
    try (var patched = new PatchedBasis(new ArrayBasis(basis), dir)) {
      apply(patched, "03aabbcc" + "46010fa0" + "450702");
      for (int length : new int[] {2, 3, 5, 1500, 4003, 4004, 4005}) {
        byte[] into = new byte[length];
        assertEquals(length, patched.read(0, into, 0, length));
        assertArrayEquals(Arrays.copyOf(expected, length), into);
      }
      byte[] rest = new byte[10];
      assertEquals(4, patched.read(4001, rest, 2, 8));
      assertArrayEquals(Arrays.copyOfRange(expected, 4001, 4005), Arrays.copyOfRange(rest, 2, 6));
    }
  }

  @Test
  void closingForgetsTheLiterals() throws IOException {
    var patched = new PatchedBasis(new ArrayBasis(BASIS), dir);
    apply(patched, "02aabb");
    assertEquals(2, patched.storedBytes());
    patched.close();
    assertEquals(0, patched.storedBytes());
  }

  @Test
  void anEmptyVersionIsOneToo() throws IOException {
    try (var patched = new PatchedBasis(new ArrayBasis(new byte[0]), dir)) {
      apply(patched, "");
      assertEquals(0, patched.size());
      assertEquals(-1, patched.read(0, new byte[1], 0, 1));
      apply(patched, "0177");
      assertArrayEquals(new byte[] {0x77}, Rsync.bytes(patched));
    }
  }

  @Test
  void aRefusedDeltaLeavesTheVersionBefore() throws IOException {
    try (var patched = new PatchedBasis(new ArrayBasis(BASIS), dir)) {
      apply(patched, "450002");
      var refusal =
          assertThrows(
              RsyncFormatException.class, () -> apply(patched, "450001" + "01ee" + "450003"));
      assertEquals(Problem.ENDS_EARLY, refusal.problem());
      assertTrue(
          refusal.getMessage().contains("copy of 3 bytes at 0 goes beyond the basis of 2 bytes"));
      assertArrayEquals(new byte[] {0, 1}, Rsync.bytes(patched));
    }
  }

  @Test
  void aVersionLongerThanAnyFileIsRefused() throws IOException {
    var huge = // nobody reads it
        new Basis() {
          @Override
          public long size() {
            return 1L << 62;
          }

          @Override
          public int read(long position, byte[] into, int offset, int length) {
            throw new AssertionError("read at " + position);
          }
        };
    String all = "54" + "0000000000000000" + "4000000000000000";
    try (var patched = new PatchedBasis(huge, dir)) {
      apply(patched, all);
      var refusal = assertThrows(RsyncFormatException.class, () -> apply(patched, all + all));
      assertEquals(Problem.CORRUPT, refusal.problem());
      assertEquals(1L << 62, patched.size());
      apply(patched, all + "54" + "0000000000000000" + "3fffffffffffffff");
      assertEquals(Long.MAX_VALUE, patched.size());
    }
  }

  @Test
  void deltasThatMultiplyTheSegmentsAreCopiedTogether() throws IOException {
    var basis = new ArrayBasis(BASIS);
    byte[] expected = BASIS;
    try (var patched = new PatchedBasis(basis, dir, 8, 16, 100)) {
      for (int i = 0; i < 10; i++) { // each doubles the version and its segments
        String copies = ("4504" + "06" + "4500" + "04").repeat(2);
        expected = Rsync.patch(expected, delta(copies + rest(expected.length)));
        apply(patched, copies + rest((int) patched.size()));
      }
      assertArrayEquals(expected, Rsync.bytes(patched));
      assertTrue(patched.storedBytes() > 0, "nothing was copied together");
    }
  }

  private static String rest(int length) {
    return "4a" + "0003" + "%04x".formatted(length - 3) + "4a" + "0000" + "%04x".formatted(length);
  }

  @Test
  void oneDeltaMayBeOfManyMoreSegmentsThanAreKept() throws IOException {
    var random = new Random(5);
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      commands.append("45%02x01".formatted(random.nextInt(10)));
      commands.append(i % 3 == 0 ? "01" + HexFormat.of().toHexDigits((byte) i) : "");
    }
    byte[] expected = Rsync.patch(BASIS, delta(commands.toString()));
    for (int maxSegments : new int[] {2, 3, 8, 9}) {
      try (var patched = new PatchedBasis(new ArrayBasis(BASIS), dir, maxSegments, 16, 100)) {
        apply(patched, commands.toString());
        assertArrayEquals(expected, Rsync.bytes(patched));
      }
    }
  }

  @Test
  void unusedBytesAreKeptUpToTwiceTheVersionAndAReserve() throws IOException {
    try (var patched = new PatchedBasis(new ArrayBasis(BASIS), dir, 8, 16, 1000)) {
      for (int i = 0; i < 10; i++) {
        apply(patched, "450005" + "416f" + "ab".repeat(111));
      }
      apply(patched, "450005" + "4164" + "cd".repeat(100)); // of 1210 bytes 1000 are free
      assertEquals(1210, patched.storedBytes());
      apply(patched, "450005" + "4164" + "ef".repeat(100));
      assertEquals(105, patched.storedBytes());
      assertArrayEquals(
          HexFormat.of().parseHex("0001020304" + "ef".repeat(100)), Rsync.bytes(patched));
      for (int i = 0; i < 11; i++) {
        apply(patched, "450005" + "4164" + "cd".repeat(100));
      }
      apply(patched, "");
      assertEquals(0, patched.storedBytes());
      assertEquals(0, patched.size());
    }
  }

  @Test
  void aBasisThatFailsWhileUnusedBytesAreDroppedIsReported() throws IOException {
    var failing =
        new Basis() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public int read(long position, byte[] into, int offset, int length) throws IOException {
            throw new IOException("no disk");
          }
        };
    try (var patched = new PatchedBasis(failing, dir, 8, 16, 100)) {
      apply(patched, "4164" + "ab".repeat(100) + "450005");
      var failure =
          assertThrows(
              IOException.class,
              () -> {
                for (int i = 0; i < 5; i++) {
                  apply(patched, "4164" + "ef".repeat(100) + "456405");
                }
              });
      assertEquals("no disk", failure.getMessage());
    }
  }

  @Test
  void unusedBytesAreDropped() throws IOException {
    var random = new Random(3);
    byte[] literal = new byte[100];
    long largest = 0;
    try (var patched = new PatchedBasis(new ArrayBasis(BASIS), dir, 8, 16, 1000)) {
      for (int i = 0; i < 200; i++) {
        random.nextBytes(literal);
        apply(patched, "450005" + "4164" + HexFormat.of().formatHex(literal));
        largest = Math.max(largest, patched.storedBytes());
        assertArrayEquals(literal, Arrays.copyOfRange(Rsync.bytes(patched), 5, 105));
      }
      assertEquals(105, patched.size());
    }
    assertTrue(largest <= 1000 + 2 * 105 + 100, largest + " bytes stored");
  }

  @Test
  void aBasisThatShrinksMeanwhileIsNoticed() throws IOException {
    var shrinking =
        new Basis() {
          @Override
          public long size() {
            return 100;
          }

          @Override
          public int read(long position, byte[] into, int offset, int length) {
            return position < 50 ? (int) Math.min(length, 50 - position) : -1;
          }
        };
    List<InputStream> deltas =
        List.of(
            new ByteArrayInputStream(delta("450064")), new ByteArrayInputStream(delta("450064")));
    var refusal =
        assertThrows(
            RsyncFormatException.class,
            () -> Patcher.patch(shrinking, deltas, dir, new ByteArrayOutputStream()));
    assertTrue(refusal.getMessage().contains("the basis now ends at byte 50"));
  }

  @Test
  void aChainNeedsADelta() {
    var basis = new ArrayBasis(BASIS);
    assertThrows(
        IllegalArgumentException.class,
        () -> Patcher.patch(basis, List.of(), dir, new ByteArrayOutputStream()));
  }

  @Test
  void eachDeltaIsReadUpToItsEnd() throws IOException {
    List<InputStream> deltas = new ArrayList<>();
    for (int i = 0; i < 300; i++) { // each drops the first byte and appends one
      String hex = "450109" + "01" + HexFormat.of().toHexDigits((byte) i);
      deltas.add(new ByteArrayInputStream(delta(hex + END + "ffff")));
    }
    var out = new ByteArrayOutputStream();
    Patcher.patch(new ArrayBasis(BASIS), deltas, dir, out);
    assertArrayEquals(new byte[] {34, 35, 36, 37, 38, 39, 40, 41, 42, 43}, out.toByteArray());
  }

  private static void apply(PatchedBasis patched, String commands) throws IOException {
    patched.apply(new ByteArrayInputStream(delta(commands)));
  }

  private static byte[] delta(String commands) {
    return HexFormat.of().parseHex(MAGIC + commands + END);
  }
}
