package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.manifest.FileChange.Action;
import io.jdup.internal.tree.EntryPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final VolumeEdge ROOT = VolumeEdge.of(EntryPath.ROOT);

  @Test
  void aVolumeMayContainPathsBetweenItsEdgesAndWhatIsAboveThem() {
    var volume = volume(2, edge("a/m", 3), edge("c/x", 0), "00");
    assertTrue(volume.mayContain(EntryPath.ROOT));
    assertTrue(volume.mayContain(EntryPath.of("a")));
    assertTrue(volume.mayContain(EntryPath.of("a/m")));
    assertTrue(volume.mayContain(EntryPath.of("b/anything")));
    assertTrue(volume.mayContain(EntryPath.of("c")));
    assertTrue(volume.mayContain(EntryPath.of("c/x")));
    assertFalse(volume.mayContain(EntryPath.of("a/l")));
    assertFalse(volume.mayContain(EntryPath.of("c/y")));
    assertFalse(volume.mayContain(EntryPath.of("c-"))); // after c/x, though '-' < '/'
  }

  @Test
  void sameManifestsDoNotDiffer() {
    assertEquals(
        Optional.empty(), manifest("h", "d", "00").firstDifference(manifest("h", "d", "00")));
  }

  @Test
  void theFirstDifferenceIsTold() {
    Manifest one = manifest("h", "d", "00");
    assertEquals(
        Optional.of("host name 'h' against 'i'"), one.firstDifference(manifest("i", "d", "00")));
    assertEquals(
        Optional.of("host name 'h' against (none)"),
        one.firstDifference(manifest(null, "d", "00")));
    assertEquals(
        Optional.of("the source directories differ"),
        one.firstDifference(manifest("h", "e", "00")));
    assertEquals(
        Optional.of("volume 1 has SHA1 00 against 11"),
        one.firstDifference(manifest("h", "d", "11")));
    var two = List.of(volume(1, ROOT, ROOT, "00"), volume(2, ROOT, ROOT, "00"));
    assertEquals(
        Optional.of("1 against 2 volumes"),
        one.firstDifference(new Manifest("h", "d".getBytes(US_ASCII), two, List.of())));
  }

  @Test
  void hashesOfDifferentKindsAreNotCompared() {
    var md5 = new VolumeInfo(1, ROOT, ROOT, List.of(new VolumeHash("md5", "11")));
    Manifest other = new Manifest("h", "d".getBytes(US_ASCII), List.of(md5), List.of());
    assertEquals(Optional.empty(), manifest("h", "d", "00").firstDifference(other));
  }

  @Test
  void aVolumeThatIsToldTwiceIsRefused() {
    var twice = List.of(volume(1, ROOT, ROOT, "00"), volume(1, ROOT, ROOT, "11"));
    assertThrows(IllegalArgumentException.class, () -> new Manifest(null, null, twice, List.of()));
  }

  // the bytes of fixtures/resumed, first volume
  @Test
  void aManifestIsWrittenPieceByPiece() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new ManifestWriter(out);
    writer.header("fixturehost", "my src".getBytes(US_ASCII));
    writer.volume(volume(1, ROOT, edge("big", 2), "a2a47e774a19e7716be6cf8e6fe4a5c701198d71"));
    writer.startFileList(2);
    writer.change(new FileChange(Action.NEW, EntryPath.of("a b")));
    writer.change(new FileChange(Action.DELETED, EntryPath.of("d/z")));
    writer.finish();
    assertEquals(
        """
        Hostname fixturehost
        Localdir "my\\x20src"
        Volume 1:
            StartingPath   . \s
            EndingPath     big 2
            Hash SHA1 a2a47e774a19e7716be6cf8e6fe4a5c701198d71
        Filelist 2
            new      "a\\x20b"
            deleted  d/z
        """,
        out.toString(US_ASCII));
  }

  @Test
  void aFileListOfAnotherLengthThanAnnouncedIsABug() throws IOException {
    var writer = new ManifestWriter(new ByteArrayOutputStream());
    writer.startFileList(1);
    assertThrows(IllegalStateException.class, writer::finish);
    var change = new FileChange(Action.CHANGED, EntryPath.of("a"));
    writer.change(change);
    assertThrows(IllegalStateException.class, () -> writer.change(change));
  }

  @Test
  void aHostNameThatCouldNotBeReadBackIsRefused() {
    var writer = new ManifestWriter(new ByteArrayOutputStream());
    for (String bad : new String[] {"", " ", "a\nVolume 1:", "\"a", "a\rb"}) {
      assertThrows(IllegalArgumentException.class, () -> writer.header(bad, null), bad);
    }
  }

  @Test
  void aHostNameMayHoldABlank() throws IOException {
    var out = new ByteArrayOutputStream();
    new ManifestWriter(out).header("my host", null);
    assertEquals("Hostname my host\n", out.toString(US_ASCII));
  }

  private static Manifest manifest(String host, String dir, String sha1) {
    return new Manifest(
        host, dir.getBytes(US_ASCII), List.of(volume(1, ROOT, ROOT, sha1)), List.of());
  }

  private static VolumeInfo volume(int number, VolumeEdge start, VolumeEdge end, String sha1) {
    return VolumeInfo.of(number, start, end, sha1);
  }

  private static VolumeEdge edge(String path, int block) {
    return new VolumeEdge(EntryPath.of(path), block);
  }
}
