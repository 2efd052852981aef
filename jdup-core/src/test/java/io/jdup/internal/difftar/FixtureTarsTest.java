package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.internal.difftar.TestTars.Blocks;
import io.jdup.internal.difftar.TestTars.Read;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of duplicity 0.8.22 and newer (testdata/make-fixtures.sh), read and written again. */
class FixtureTarsTest {
  @TempDir Path temp;

  /** Every set of every fixture without encryption, as "fixture start-of-volume-names". */
  static List<String> sets() throws IOException {
    var sets = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(TestTars.fixtures(), 3)) {
      files
          .filter(file -> file.toString().matches(".*/archive/[^/]*\\.vol[0-9]+\\.difftar(\\.gz)?"))
          .filter(file -> !file.toString().contains("crafted"))
          .forEach(
              file ->
                  sets.add(
                      file.getName(file.getNameCount() - 3)
                          + " "
                          + file.getFileName().toString().replaceAll("\\.vol[0-9]+\\..*", "")));
    }
    return List.copyOf(sets);
  }

  static List<String> paxSets() throws IOException {
    return sets().stream().filter(set -> !set.startsWith("gnu-tar-chain ")).toList();
  }

  static List<String> sigtars() throws IOException {
    try (Stream<Path> files = Files.walk(TestTars.fixtures(), 3)) {
      return files
          .map(Path::toString)
          .filter(file -> file.matches(".*/archive/[^/]*(\\.sigtar(\\.gz)?|\\.st\\.z)"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("paxSets")
  void difftarsReadAndWrittenAgainAreTheSameBytes(String set) throws IOException {
    List<Path> volumes = volumesOf(set);
    var original = new ByteArrayOutputStream();
    for (Path volume : volumes) {
      original.write(TestTars.fixture(volume));
    }
    var blocks = new Blocks();
    var writer = new DifftarWriter(blocks);
    for (Read read : TestTars.readAll(TestTars.fixtureReader(volumes))) {
      switch (read.kind()) {
        case DELETED -> writer.deleted(read.entry().path());
        case DIFF -> writeAndClose(writer.diff(read.entry()), read.body());
        case SNAPSHOT -> writeSnapshot(writer, read);
      }
    }
    assertArrayEquals(original.toByteArray(), blocks.joined());
  }

  private static void writeSnapshot(DifftarWriter writer, Read read) throws IOException {
    if (read.entry().type() == EntryType.FILE) {
      writeAndClose(writer.snapshot(read.entry()), read.body());
    } else {
      writer.snapshotWithoutBody(read.entry());
    }
  }

  private static void writeAndClose(OutputStream out, byte[] body) throws IOException {
    try (out) {
      out.write(body);
    }
  }

  @ParameterizedTest
  @MethodSource("sigtars")
  void sigtarsReadAndWrittenAgainAreTheSameBytes(String file) throws IOException {
    byte[] original = TestTars.fixture(Path.of(file));
    var out = new ByteArrayOutputStream();
    var reader = new SigtarReader(file, new ByteArrayInputStream(original));
    try (var writer = new SigtarWriter(out, temp)) {
      for (SigtarEntry next = reader.next(); next != null; next = reader.next()) {
        switch (next.kind()) {
          case DELETED -> writer.deleted(next.entry().path());
          case SNAPSHOT -> writer.entry(next.entry());
          case SIGNATURE ->
              writeAndClose(writer.signature(next.entry()), reader.body().readAllBytes());
        }
      }
      writer.finish();
    }
    if (!file.contains("gnu-tar-chain")) {
      assertArrayEquals(original, out.toByteArray());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gz-chain",
        "plain-chain",
        "gnu-tar-chain",
        "multivol-gz",
        "single-file-root",
        "empty-cases",
        "empty-root",
        "mixed-chain",
        "two-chains",
        "old-names",
        "short-names",
        "prefixes",
        "dup3-jsonstat",
      })
  void fullSetsHoldTheStateThatDuplicityRestored(String fixture) throws Exception {
    Path directory = TestTars.fixtures().resolve(fixture);
    String start = firstFullSet(directory.resolve("archive"));
    List<String> found = new ArrayList<>();
    EntryPath last = null;
    try (var reader = TestTars.fixtureReader(volumesOf(directory.resolve("archive"), start))) {
      for (Read read : TestTars.readAll(reader)) {
        assertEquals(DeltaEntry.Kind.SNAPSHOT, read.kind());
        EntryPath path = read.entry().path();
        if (last == null || path.compareTo(last) > 0) { // what is late, duplicity drops
          found.add(mtreeLine(read));
          last = path;
        }
      }
    }
    Path expected = directory.resolve("state-1700000000.restored.mtree");
    assertEquals(
        String.join("\n", Files.readAllLines(expected, ISO_8859_1)), String.join("\n", found));
  }

  private static String firstFullSet(Path archive) throws IOException {
    try (Stream<Path> files = Files.list(archive)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(".*(duplicity-full|df)\\..*(\\.difftar.*|\\.dt\\.z)"))
          .map(name -> name.replaceAll("\\.(vol)?[0-9]+\\.(difftar.*|dt\\.z)$", ""))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<Path> volumesOf(String set) throws IOException {
    String[] parts = set.split(" ", 2);
    return volumesOf(TestTars.fixtures().resolve(parts[0]).resolve("archive"), parts[1]);
  }

  private static List<Path> volumesOf(Path archive, String start) throws IOException {
    Path shortName = archive.resolve(start + ".1.dt.z");
    return Files.exists(shortName) ? List.of(shortName) : TestTars.volumes(archive, start);
  }

  /** One line as testdata/mtree.py prints it. */
  private static String mtreeLine(Read read) throws GeneralSecurityException {
    TreeEntry entry = read.entry();
    boolean link = entry.type() == EntryType.SYMLINK;
    boolean file = entry.type() == EntryType.FILE;
    return String.join(
        "\t",
        entry.path().isRoot() ? "." : percent(entry.path().toBytes()),
        letter(entry.type()),
        link ? "-" : String.format("%04o", entry.mode()),
        String.valueOf(entry.owner().uid()),
        String.valueOf(entry.owner().gid()),
        link ? "-" : String.valueOf(entry.mtimeSeconds()),
        file ? String.valueOf(read.body().length) : devices(entry),
        file ? sha256(read.body()) : "-",
        link ? percent(entry.linkTarget().toBytes()) : "-");
  }

  private static String letter(EntryType type) {
    return switch (type) {
      case FILE -> "f";
      case DIRECTORY -> "d";
      case SYMLINK -> "l";
      case FIFO -> "p";
      case CHARACTER_DEVICE -> "c";
      case BLOCK_DEVICE -> "b";
    };
  }

  private static String devices(TreeEntry entry) {
    return entry.type().isDevice() ? entry.deviceMajor() + "," + entry.deviceMinor() : "-";
  }

  private static String sha256(byte[] body) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
  }

  private static String percent(byte[] bytes) {
    var out = new StringBuilder();
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "._-/".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }
}
