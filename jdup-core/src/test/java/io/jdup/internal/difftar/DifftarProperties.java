package io.jdup.internal.difftar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jdup.internal.difftar.TestTars.Blocks;
import io.jdup.internal.difftar.TestTars.Read;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DifftarProperties {
  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void write(DifftarWriter writer, TreeEntry entry, byte[] body) throws IOException {
    if (entry.type() != EntryType.FILE) {
      writer.snapshotWithoutBody(entry);
      return;
    }
    try (OutputStream out = writer.snapshot(entry)) {
      out.write(body);
    }
  }

  @Property(tries = 1500)
  void anyEntryIsReadAsItWasWritten(@ForAll("entries") TreeEntry entry) throws IOException {
    var blocks = new Blocks();
    byte[] body = noise((int) entry.sizeBytes(), 1);
    write(new DifftarWriter(blocks), entry, body);
    List<Read> read = TestTars.readAll(TestTars.reader(blocks.joined()));
    assertEquals(List.of(entry), read.stream().map(Read::entry).collect(Collectors.toList()));
    assertArrayEquals(body, read.get(0).body());
  }

  @Property(tries = 500)
  void anySigtarEntryIsReadAsItWasWritten(@ForAll("entries") TreeEntry entry) throws IOException {
    var out = new ByteArrayOutputStream();
    byte[] body = noise((int) entry.sizeBytes(), 2);
    try (var writer = new SigtarWriter(out, Path.of("unused"))) {
      if (entry.type() == EntryType.FILE) {
        try (OutputStream signature = writer.signature(entry)) {
          signature.write(body);
        }
      } else {
        writer.entry(entry);
      }
      writer.finish();
    }
    var reader = new SigtarReader("sigtar", new ByteArrayInputStream(out.toByteArray()));
    TreeEntry read = reader.next().entry();
    boolean file = entry.type() == EntryType.FILE;
    assertEquals(file ? new TarEntry(null, entry).entryOfUnknownSize() : entry, read);
    assertArrayEquals(body, reader.body().readAllBytes());
    assertNull(reader.next());
  }

  @Property(tries = 60)
  void bodiesAroundPieceBordersComeBack(
      @ForAll @IntRange(max = 3) int pieces,
      @ForAll @IntRange(min = -2, max = 2) int beside,
      @ForAll @IntRange(min = 1, max = 200000) int chunk)
      throws IOException {
    byte[] body = noise(Math.max(0, pieces * DifftarWriter.PIECE_BYTES + beside), 3);
    var blocks = new Blocks();
    try (OutputStream out = new DifftarWriter(blocks).diff(TestTars.file("f"))) {
      for (int at = 0; at < body.length; at += chunk) {
        out.write(body, at, Math.min(chunk, body.length - at));
      }
    }
    assertEquals(
        body.length < DifftarWriter.PIECE_BYTES ? 1 : body.length / DifftarWriter.PIECE_BYTES + 1,
        blocks.contents.size());
    assertArrayEquals(body, TestTars.readAll(TestTars.reader(blocks.joined())).get(0).body());
  }

  @Property(tries = 100)
  void blocksCutIntoVolumesAnywhereComeBack(
      @ForAll @Size(max = 6) List<@IntRange(max = 4) Integer> emptyBlocksBetween, @ForAll int seed)
      throws IOException {
    var blocks = new Blocks();
    var writer = new DifftarWriter(blocks);
    byte[] large = noise(200000, seed);
    write(writer, TestTars.directory("."), new byte[0]);
    write(writer, TestTars.file("a"), large);
    write(writer, TestTars.file("b"), new byte[DifftarWriter.PIECE_BYTES]);
    write(writer, TestTars.file("c"), noise(10, seed));
    var random = new Random(seed);
    List<byte[]> volumes = new ArrayList<>(List.of(new byte[0]));
    for (byte[] block : blocks.contents) {
      if (random.nextBoolean()) {
        emptyBlocksBetween.forEach(zeros -> volumes.add(new byte[zeros * 512]));
        volumes.add(block);
      } else {
        int last = volumes.size() - 1;
        volumes.set(last, TestTars.concat(volumes.get(last), block));
      }
    }
    List<Read> read = TestTars.readAll(TestTars.reader(volumes));
    assertEquals(
        List.of(".", "a", "b", "c"),
        read.stream().map(Read::pathText).collect(Collectors.toList()));
    assertArrayEquals(large, read.get(1).body());
    assertEquals(DifftarWriter.PIECE_BYTES, read.get(2).body().length);
  }

  @Property(tries = 3000)
  void flippedBitsAreDamageOrRefusalsAndNothingElse(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 10 * 512 * 8 - 1) Integer> flips)
      throws IOException {
    byte[] tar = smallTar();
    for (int flip : flips) {
      tar[flip / 8 % tar.length] ^= (byte) (1 << flip % 8);
    }
    readToTheEnd(TestTars.reader(tar));
  }

  @Property(tries = 2000)
  void flippedBitsUnderAGoodChecksumAreDamageOrRefusalsAndNothingElse(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 511) Integer> places,
      @ForAll byte value,
      @ForAll @IntRange(max = 5) int header)
      throws IOException {
    byte[] tar = smallTar();
    int start = List.of(0, 512, 1024 + 512, 2560, 3072, 3072 + 1024).get(header);
    byte[] block = Arrays.copyOfRange(tar, start, start + 512);
    for (int place : places) {
      block[place] = value;
    }
    TestTars.seal(block);
    System.arraycopy(block, 0, tar, start, 512);
    readToTheEnd(TestTars.reader(tar));
  }

  @Property(tries = 1000)
  void anyBytesAreDamageOrNothing(@ForAll @Size(max = 1500) byte[] bytes) throws IOException {
    readToTheEnd(TestTars.reader(bytes));
  }

  /** Directory 0, file 512 + 512, pax 1536 + 512 and file 2560, symlink 3072, two pieces. */
  private static byte[] smallTar() throws IOException {
    var blocks = new Blocks();
    var writer = new DifftarWriter(blocks);
    write(writer, TestTars.directory("."), new byte[0]);
    write(writer, TestTars.file("a"), TestTars.bytes("content"));
    write(writer, TestTars.file("\u00fc"), new byte[0]);
    write(writer, TestTars.symlink("z", TestTars.bytes("target")), new byte[0]);
    return TestTars.concat(
        blocks.joined(),
        TestTars.block("multivol_diff/zz/1", '0', TestTars.bytes("1")),
        TestTars.block("multivol_diff/zz/2", '0', TestTars.bytes("2")),
        new byte[1024]);
  }

  private static void readToTheEnd(DifftarReader reader) throws IOException {
    int refused = 0;
    while (refused < 100) {
      try {
        if (reader.next() == null) {
          return;
        }
        reader.body().readAllBytes();
      } catch (RefusedEntryException e) {
        refused++;
      } catch (CorruptBackupException e) {
        return;
      }
    }
    throw new AssertionError("more entries than there can be");
  }

  @Provide
  Arbitrary<TreeEntry> entries() {
    return Combinators.combine(
            paths(),
            Arbitraries.of(EntryType.class),
            Arbitraries.integers().between(0, 07777),
            owners(),
            Arbitraries.longs().between(0, 1L << 40),
            Arbitraries.integers().between(0, 2000),
            bytesWithoutNul().array(byte[].class).ofMinSize(1).ofMaxSize(150),
            Arbitraries.integers().between(0, Integer.MAX_VALUE))
        .as(DifftarProperties::entry);
  }

  private static TreeEntry entry(
      EntryPath path,
      EntryType type,
      int mode,
      Owner owner,
      long mtime,
      int size,
      byte[] target,
      int device) {
    return new TreeEntry(
        path,
        type,
        mode,
        owner,
        mtime,
        type == EntryType.FILE ? size : 0,
        type == EntryType.SYMLINK ? LinkTarget.of(target) : LinkTarget.NONE,
        type.isDevice() ? device : 0,
        type.isDevice() ? device / 3 : 0);
  }

  private static Arbitrary<Owner> owners() {
    var numbers = Arbitraries.longs().between(0, (1L << 32) - 1);
    var names = Arbitraries.strings().withChars("abz_-\u00fc\u4e2d").ofMaxLength(40);
    return Combinators.combine(numbers, names, numbers, names).as(Owner::new);
  }

  private static Arbitrary<EntryPath> paths() {
    return bytesWithoutNul()
        .filter(b -> b != '/')
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(60)
        .filter(name -> !Arrays.equals(name, new byte[] {'.'}))
        .filter(name -> !Arrays.equals(name, new byte[] {'.', '.'}))
        .list()
        .ofMaxSize(4)
        .map(DifftarProperties::join);
  }

  private static EntryPath join(List<byte[]> names) {
    EntryPath path = EntryPath.ROOT;
    for (byte[] name : names) {
      path = path.child(name);
    }
    return path;
  }

  private static Arbitrary<Byte> bytesWithoutNul() {
    return Arbitraries.bytes().filter(b -> b != 0);
  }
}
