package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.VolumeRange;
import io.jdup.internal.manifest.FileChange.Action;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
  private static final Path FIXTURES = Path.of("..", "testdata", "fixtures");
  private static final String SHA1 = "6d6d217e33d6129636c600106547abafa2ed135a";
  private static final String VOLUME =
      "Volume 1:\n    StartingPath   .  \n    EndingPath     a  \n    Hash SHA1 " + SHA1 + "\n";

  @Test
  void manifestsOfDuplicityAreWrittenBackByteForByte() throws IOException {
    int count = 0;
    for (Path file : manifests()) {
      byte[] text = Files.readAllBytes(file);
      var out = new ByteArrayOutputStream();
      ManifestWriter.write(read(text), out);
      if (file.toString().contains("resumed")) {
        String all = new String(text, ISO_8859_1); // volume 3 is told twice in there
        int again = all.lastIndexOf("Volume 3");
        String once = all.substring(0, all.indexOf("Volume 3")) + all.substring(again);
        assertEquals(once, out.toString(ISO_8859_1));
      } else {
        assertArrayEquals(text, out.toByteArray(), file.toString());
      }
      count++;
    }
    assertTrue(count >= 48, "only " + count);
  }

  private static List<Path> manifests() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      files
          .filter(file -> file.getFileName().toString().endsWith(".manifest"))
          .filter(file -> !file.startsWith(FIXTURES.resolve("crafted")))
          .forEach(found::add);
    }
    return found;
  }

  @Test
  void aManifestTellsSourceVolumesAndChanges() throws IOException {
    Manifest manifest =
        read(
            Files.readAllBytes(
                FIXTURES.resolve("multivol-gz/archive/duplicity-full.20231114T221320Z.manifest")));
    assertEquals(Optional.of("fixturehost"), manifest.hostName());
    assertArrayEquals("src".getBytes(US_ASCII), manifest.localDir().orElseThrow());
    assertEquals(List.of(1, 2, 3), manifest.volumes().stream().map(VolumeInfo::number).toList());
    assertEquals(EntryPath.ROOT, manifest.volumes().get(0).start().path());
    assertEquals(40, manifest.volumes().get(2).hash().orElseThrow().hex().length());
    assertEquals(List.of(), manifest.missingVolumes());
    assertTrue(manifest.fileChanges().stream().allMatch(one -> one.action() == Action.NEW));
  }

  @Test
  void aFileInPiecesLeavesItsBlockAtTheEdges() throws IOException {
    Manifest manifest =
        read(
            Files.readAllBytes(
                FIXTURES.resolve("resumed/archive/duplicity-full.20231114T221320Z.manifest")));
    assertEquals(new VolumeEdge(EntryPath.of("big"), 2), manifest.volumes().get(0).end());
    assertEquals(new VolumeEdge(EntryPath.of("big"), 3), manifest.volumes().get(1).start());
    assertEquals(VolumeEdge.of(EntryPath.of("big")), manifest.volumes().get(1).end());
    assertEquals(
        VolumeEdge.of(EntryPath.of("\u00fcn\u00ef spanning")), manifest.volumes().get(2).end());
  }

  @Test
  void keywordsCountInAnyCase() throws IOException {
    assertEquals(oneVolume(null), told(crafted("manifest-case")));
  }

  @Test
  void windowsLineEndsAreTaken() throws IOException {
    Manifest manifest = crafted("manifest-crlf");
    assertEquals(oneVolume("h"), told(manifest));
  }

  @Test
  void theLastOfTwoGroupsOfOneVolumeCounts() throws IOException {
    assertEquals(oneVolume(null), told(crafted("manifest-volume-twice")));
  }

  // duplicity 0.8.22: replicate file:///one file:///two; zcat two/*.manifest.gz has volume 2 first
  @Test
  void volumesInAnyOrderCountUnlessOneIsToldAgain() throws IOException {
    assertEquals(List.of(1, 2), numbers(2, 1));
    assertEquals(List.of(1, 2, 3), numbers(1, 3, 2));
    assertEquals(List.of(1, 2), numbers(1, 2, 3, 2));
    assertEquals(List.of(1, 2, 3), numbers(1, 2, 3, 2, 3));
    assertEquals(List.of(1), numbers(2, 1, 1));
  }

  private static List<Integer> numbers(int... told) throws IOException {
    var text = new StringBuilder();
    for (int number : told) {
      text.append("Volume " + number + ":\n    StartingPath   .  \n    EndingPath     a  \n");
      text.append("    Hash SHA1 " + "0".repeat(40) + "\n");
    }
    Manifest manifest = new ManifestReader("m").read(text.toString().getBytes(US_ASCII));
    return manifest.volumes().stream().map(VolumeInfo::number).toList();
  }

  @Test
  void volumesAboveTheLastGroupAreDropped() throws IOException {
    assertEquals(oneVolume(null), told(crafted("manifest-lost-volumes")));
  }

  @Test
  void volumesThatAreNotThereAreListedStill() throws IOException {
    assertEquals(2, crafted("manifest-missing-volume").volumes().size());
  }

  @Test
  void anEmptyManifestIsRefused() {
    assertThrows(CorruptBackupException.class, () -> crafted("manifest-empty"));
  }

  @Test
  void headerAndFileListMayBeMissing() throws IOException {
    Manifest manifest = crafted("bare-manifest");
    assertEquals(Optional.empty(), manifest.hostName());
    assertEquals(Optional.empty(), manifest.localDir());
    assertEquals(EntryPath.of("zzzz"), manifest.volumes().get(0).end().path());
  }

  @Test
  void hashesOfOtherKindsAreKept() throws IOException {
    VolumeHash md5 = crafted("hash-md5").volumes().get(0).hash().orElseThrow();
    assertEquals(new VolumeHash("MD5", "88c3a20f266a3e24c59558cef0ae1035"), md5);
    assertEquals(Optional.of("MD5"), md5.digestName());
    VolumeHash sha256 = crafted("hash-sha256").volumes().get(0).hash().orElseThrow();
    assertEquals(Optional.of("SHA-256"), sha256.digestName());
    assertEquals(Optional.empty(), crafted("no-hash").volumes().get(0).hash());
  }

  @Test
  void sha1IsPreferred() throws IOException {
    String both = VOLUME.replace("    Hash", "    Hash MD5 00\n    Hash CRC 1\n    Hash");
    VolumeInfo volume = read(both).volumes().get(0);
    assertEquals(3, volume.hashes().size());
    assertEquals(Optional.of(VolumeHash.sha1(SHA1)), volume.hash());
  }

  private static Manifest crafted(String name) throws IOException {
    return read(
        Files.readAllBytes(
            FIXTURES.resolve(
                "crafted/" + name + "/archive/duplicity-full.20231114T221320Z.manifest")));
  }

  private static List<Object> oneVolume(String host) {
    var edge = VolumeEdge.of(EntryPath.ROOT);
    var volume = VolumeInfo.of(1, edge, VolumeEdge.of(EntryPath.of("a")), SHA1);
    return Arrays.asList(host, List.of(volume));
  }

  private static List<Object> told(Manifest manifest) {
    return Arrays.asList(manifest.hostName().orElse(null), manifest.volumes());
  }

  @Test
  void theFileListMayComeFirst() throws IOException {
    Manifest manifest =
        read("Filelist 2\n    new      \"a\\x20b\"\n    deleted  volume\n" + VOLUME);
    assertEquals(
        List.of(
            new FileChange(Action.NEW, EntryPath.of("a b")),
            new FileChange(Action.DELETED, EntryPath.of("volume"))),
        manifest.fileChanges());
    assertEquals(1, manifest.volumes().size());
  }

  @Test
  void aSecondFileListReplacesTheFirst() throws IOException {
    Manifest manifest =
        read(VOLUME + "Filelist 9\n    new      a\n" + VOLUME + "Filelist 1\n    changed  b\n");
    assertEquals(
        List.of(new FileChange(Action.CHANGED, EntryPath.of("b"))), manifest.fileChanges());
  }

  @Test
  void theFileListCanBeLeftOut() throws IOException {
    byte[] text = (VOLUME + "Filelist 1\n    changed  b\n").getBytes(US_ASCII);
    assertEquals(List.of(), new ManifestReader("m").withoutFileList().read(text).fileChanges());
  }

  @Test
  void unknownKeywordsAreSkipped() throws IOException {
    String text = "Colour red\n" + VOLUME + "    Weight 12 kg\nFilelist 1\n    moved    a b\n";
    assertEquals(1, read(text).volumes().size());
  }

  @Test
  void numbersThatArePassedOverShow() throws IOException {
    Manifest manifest = read(VOLUME + VOLUME.replace("1:", "4:"));
    assertEquals(List.of(new VolumeRange(2, 3)), manifest.missingVolumes());
  }

  @Test
  void aCutTextIsRefusedUnlessItIsCutBetweenVolumes() throws IOException {
    byte[] text =
        Files.readAllBytes(
            FIXTURES.resolve("multivol-gz/archive/duplicity-full.20231114T221320Z.manifest"));
    int list = new String(text, ISO_8859_1).indexOf("Filelist");
    List<Integer> accepted = new ArrayList<>();
    for (int length = 0; length < text.length - 1; length++) {
      try {
        read(Arrays.copyOf(text, length));
        accepted.add(length);
      } catch (CorruptBackupException e) {
        assertEquals("m", e.fileName());
      }
    }
    // Behind one of three hashes, with or without its line feed, and in the very last path.
    int lastPath = new String(text, ISO_8859_1).trim().lastIndexOf(' ') + 1;
    assertEquals(6, accepted.stream().filter(length -> length <= list).count(), "" + accepted);
    assertTrue(
        accepted.stream().noneMatch(length -> length > list && length <= lastPath), "" + accepted);
  }

  @Test
  void damagedTextsAreRefusedByName() {
    for (String bad :
        new String[] {
          VOLUME.replace("EndingPath     a", "EndingPath     a/../b"),
          VOLUME.replace("EndingPath     a", "EndingPath     /a"),
          VOLUME.replace("EndingPath     a", "EndingPath     \"a"),
          VOLUME.replace("EndingPath     a", "EndingPath"),
          VOLUME.replace("EndingPath     a", "EndingPath     a b"),
          VOLUME.replace("EndingPath     a", "EndingPath     a 99999999999"),
          VOLUME.replace("EndingPath", "EndingPaht"),
          VOLUME.replace("Volume 1:", "Volume 0:"),
          VOLUME.replace("Volume 1:", "Volume x:"),
          VOLUME.replace("Volume 1:", "Volume -1:"),
          VOLUME.replace("Volume 1:", "Volume 10000000000:"),
          VOLUME.replace("Volume 1:", "Volum\0e 1:"),
          VOLUME.replace("Volume 1:\n", ""),
          VOLUME + "Filelist x\n",
          VOLUME + "Filelist -1\n",
          VOLUME + "Filelist 999999999\n",
          VOLUME + "Filelist 1\n    new      ../../etc/passwd\n",
          "Localdir \"a\n" + VOLUME,
          "\u001f\u008b\u0008",
          "no manifest at all"
        }) {
      var e = assertThrows(CorruptBackupException.class, () -> read(bad), bad);
      assertEquals("m", e.fileName());
    }
  }

  @Test
  void aTextAboveTheLimitIsRefused() {
    byte[] text = VOLUME.getBytes(US_ASCII);
    var reader = new ManifestReader("m").limitedTo(text.length - 1);
    assertThrows(CorruptBackupException.class, () -> reader.read(text));
  }

  @Test
  void anEndlessLineIsRefused() {
    byte[] text = new byte[5_000_000];
    Arrays.fill(text, (byte) 'x');
    assertThrows(CorruptBackupException.class, () -> read(text));
  }

  private static Manifest read(String text) throws IOException {
    return read(text.getBytes(ISO_8859_1));
  }

  private static Manifest read(byte[] text) throws IOException {
    return new ManifestReader("m").read(text);
  }
}
