package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.internal.manifest.FileChange.Action;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ManifestProperties {
  @Property(tries = 500)
  void unquotingUndoesQuoting(@ForAll byte[] raw) {
    assertArrayEquals(raw, QuotedPath.unquote(QuotedPath.quote(raw)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void readingUndoesWriting(@ForAll("manifests") Manifest manifest) throws IOException {
    var out = new ByteArrayOutputStream();
    ManifestWriter.write(manifest, out);
    Manifest read = new ManifestReader("m").read(out.toByteArray());
    assertEquals(manifest.hostName(), read.hostName());
    assertArrayEquals(manifest.localDir().orElse(null), read.localDir().orElse(null));
    assertEquals(manifest.volumes(), read.volumes());
    assertEquals(manifest.fileChanges(), read.fileChanges());
    assertEquals(Optional.empty(), manifest.firstDifference(read));
  }

  @Property(tries = 1000)
  void garbageIsRefusedOrRead(@ForAll("garbage") byte[] text) throws IOException {
    try {
      new ManifestReader("m").read(text);
    } catch (CorruptBackupException e) {
      assertEquals("m", e.fileName());
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aVolumeMayContainWhatLiesBetweenItsEdges(
      @ForAll("paths") EntryPath one,
      @ForAll("paths") EntryPath other,
      @ForAll("paths") EntryPath at) {
    EntryPath start = one.compareTo(other) < 0 ? one : other;
    EntryPath end = start.equals(one) ? other : one;
    var volume = VolumeInfo.of(1, VolumeEdge.of(start), VolumeEdge.of(end), "00");
    boolean between = start.compareTo(at) <= 0 && at.compareTo(end) <= 0;
    boolean above = start.startsWith(at) || end.startsWith(at);
    assertEquals(between || above, volume.mayContain(at));
  }

  @Provide
  Arbitrary<EntryPath> paths() {
    Arbitrary<byte[]> name =
        Arbitraries.bytes()
            .filter(b -> b != 0 && b != '/')
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(4)
            .filter(bytes -> !new String(bytes, ISO_8859_1).matches("[.]{1,2}"));
    return name.list().ofMaxSize(3).map(ManifestProperties::path);
  }

  private static EntryPath path(List<byte[]> names) {
    EntryPath path = EntryPath.ROOT;
    for (byte[] name : names) {
      path = path.child(name);
    }
    return path;
  }

  @Provide
  Arbitrary<Manifest> manifests() {
    Arbitrary<VolumeEdge> edge =
        Combinators.combine(paths(), Arbitraries.integers().between(0, 999_999_999))
            .as(VolumeEdge::new);
    Arbitrary<VolumeHash> hash =
        Combinators.combine(Arbitraries.of("SHA1", "MD5", "X"), Arbitraries.of("00", "12ab"))
            .as(VolumeHash::new);
    Arbitrary<VolumeInfo> volume =
        Combinators.combine(
                Arbitraries.integers().between(1, 999_999_999),
                edge,
                edge,
                hash.list().ofMaxSize(2))
            .as(VolumeInfo::new);
    Arbitrary<FileChange> change =
        Combinators.combine(Arbitraries.of(Action.class), paths()).as(FileChange::new);
    return Combinators.combine(
            Arbitraries.strings().withChars("ab.-\u00fc").ofMinLength(1).injectNull(0.2),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(9).injectNull(0.2),
            volume.list().ofMinSize(1).ofMaxSize(5),
            change.list().ofMaxSize(5))
        .as(ManifestProperties::manifest);
  }

  private static Manifest manifest(
      String host, byte[] dir, List<VolumeInfo> volumes, List<FileChange> changes) {
    var byNumber = new TreeMap<Integer, VolumeInfo>();
    volumes.forEach(volume -> byNumber.put(volume.number(), volume));
    return new Manifest(host, withoutNul(dir), List.copyOf(byNumber.values()), changes);
  }

  private static byte[] withoutNul(byte[] dir) {
    return dir == null ? null : new String(dir, ISO_8859_1).replace("\0", "").getBytes(ISO_8859_1);
  }

  @Provide
  Arbitrary<byte[]> garbage() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "Volume 1:",
            "Volume ",
            "2:",
            "\n",
            " ",
            "    StartingPath   .  \n",
            "\r\n",
            "\"",
            "    EndingPath     a 3\n",
            "Hash SHA1 00\n",
            "Filelist 1\n",
            "new a",
            "Localdir ",
            "Hostname x\n",
            "\\x",
            "..",
            "\0",
            "\u00ff",
            "-1");
    return pieces.list().ofMaxSize(12).map(list -> String.join("", list).getBytes(ISO_8859_1));
  }
}
