package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What several tests of this package need: fixtures, entries, and tars made by hand. */
final class TestTars {
  static final Owner ROOT_USER = new Owner(0, "root", 0, "root");
  static final long MTIME = 1600000000;

  private TestTars() {}

  /** An entry and its body as a reader gave them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  record Read(DeltaEntry.Kind kind, TreeEntry entry, byte[] body) {
    String pathText() {
      return entry.path().toString();
    }
  }

  static Path fixtures() {
    return Path.of("..", "testdata", "fixtures");
  }

  static byte[] fixture(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < 2 || bytes[0] != 0x1f) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  /** The volumes of one set in a fixture, in order; {@code start} is how their names start. */
  static List<Path> volumes(Path archive, String start) throws IOException {
    try (Stream<Path> files = Files.list(archive)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start + ".vol"))
          .filter(file -> file.toString().contains(".difftar"))
          .sorted((a, b) -> Integer.compare(volumeNumber(a), volumeNumber(b)))
          .toList();
    }
  }

  private static int volumeNumber(Path file) {
    return Integer.parseInt(
        file.getFileName().toString().replaceAll(".*\\.vol([0-9]+)\\..*", "$1"));
  }

  static DifftarReader reader(List<byte[]> volumes) {
    Iterator<byte[]> left = volumes.iterator();
    int[] number = {0};
    return new DifftarReader(
        () ->
            left.hasNext()
                ? new VolumeSource.Volume(
                    "vol" + ++number[0], new ByteArrayInputStream(left.next()))
                : null);
  }

  static DifftarReader reader(byte[]... volumes) {
    return reader(Arrays.asList(volumes));
  }

  static DifftarReader fixtureReader(List<Path> volumes) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path volume : volumes) {
      contents.add(fixture(volume));
    }
    return reader(contents);
  }

  static List<Read> readAll(DifftarReader reader) throws IOException {
    List<Read> all = new ArrayList<>();
    for (DeltaEntry next = reader.next(); next != null; next = reader.next()) {
      all.add(new Read(next.kind(), next.entry(), reader.body().readAllBytes()));
    }
    return all;
  }

  static TreeEntry file(String path) {
    return entry(EntryPath.of(path), EntryType.FILE);
  }

  static TreeEntry directory(String path) {
    return entry(EntryPath.of(path), EntryType.DIRECTORY);
  }

  static TreeEntry entry(EntryPath path, EntryType type) {
    return new TreeEntry(path, type, 0644, ROOT_USER, MTIME, 0, LinkTarget.NONE, 0, 0);
  }

  static TreeEntry symlink(String path, byte[] target) {
    return new TreeEntry(
        EntryPath.of(path),
        EntryType.SYMLINK,
        0777,
        ROOT_USER,
        MTIME,
        0,
        LinkTarget.of(target),
        0,
        0);
  }

  /** A header block as any program could have written it, and its padded body. */
  static byte[] block(String name, int type, byte[] body) {
    return block(name, type, body, field -> {});
  }

  interface HeaderChange {
    void apply(byte[] header);
  }

  static byte[] block(String name, int type, byte[] body, HeaderChange change) {
    byte[] out = new byte[512 + (body.length + 511) / 512 * 512];
    put(out, 0, name);
    put(out, 100, "0000644\0" + "0000000\0" + "0000000\0");
    put(out, 124, String.format(Locale.ROOT, "%011o\0", body.length));
    put(out, 136, "13727410000\0");
    out[156] = (byte) type;
    put(out, 257, "ustar\0" + "00");
    put(out, 265, "root");
    put(out, 297, "root");
    change.apply(out);
    seal(out);
    System.arraycopy(body, 0, out, 512, body.length);
    return out;
  }

  /** Sets the checksum of the header at the start of {@code block}. */
  static void seal(byte[] block) {
    put(block, 148, "        ");
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += block[i] & 0xff;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
  }

  static byte[] pax(String records) {
    return block("././@PaxHeader", 'x', records.getBytes(UTF_8));
  }

  static void put(byte[] out, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, out, at, bytes.length);
  }

  static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Collects the blocks of a writer as one tar each. */
  static final class Blocks implements TarBlockSink {
    final List<byte[]> contents = new ArrayList<>();
    final List<String> labels = new ArrayList<>(); // path, piece number, * when it is the last

    @Override
    public void accept(TarBlock block) {
      contents.add(
          Arrays.copyOfRange(block.buffer(), block.offset(), block.offset() + block.length()));
      labels.add(block.path() + " " + block.pieceNumber() + (block.lastPiece() ? "*" : ""));
    }

    byte[] joined() {
      return concat(contents.toArray(byte[][]::new));
    }
  }
}
