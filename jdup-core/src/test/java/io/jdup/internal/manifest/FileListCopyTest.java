package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileListCopyTest {
  private static final String HEAD = "Hostname host\nLocaldir /x\n";
  private static final String VOLUME =
      "Volume 1:\n    StartingPath   .  \n    EndingPath     a  \n    Hash SHA1 00\n";
  private static final String LIST = "Filelist 2\n    new      a\n    deleted  \"sp\\x20ace\"\n";

  private static String copied(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    FileListCopy.copy(() -> new ByteArrayInputStream(text.getBytes(UTF_8)), out);
    return out.toString(UTF_8);
  }

  @Test
  void listIsCopiedWhereverItStands() throws IOException {
    assertEquals(LIST, copied(HEAD + VOLUME + LIST));
    assertEquals(LIST, copied(HEAD + LIST + VOLUME));
    assertEquals(LIST, copied(LIST + HEAD + VOLUME));
    assertEquals(LIST, copied(VOLUME + LIST.stripTrailing()));
  }

  @Test
  void listEndsWhereAnotherSectionBeginsAndNotBefore() throws IOException {
    String list = "Filelist 2\nnew a\n    Volume 1:\n";
    for (String section :
        List.of(VOLUME, "Hostname host\n", "LOCALDIR /x\n", "Set full\n", "Signatures MD5 0\n")) {
      assertEquals(list, copied(list + section), section);
    }
  }

  @Test
  void ofSeveralListsTheLastOneCounts() throws IOException {
    assertEquals(LIST, copied(HEAD + "Filelist 1\n    new      z\n" + VOLUME + LIST));
    assertEquals("Filelist 0\n", copied(HEAD + VOLUME + LIST + VOLUME + "Filelist 0\n"));
  }

  // FuzzedManifest found that the copy told of the volume, too, so that no reader took it.
  @Test
  void whatTellsOfOtherThingsWithinTheListIsLeftOut() throws IOException {
    String odd = LIST.replace("a\n", "a\n    EndingPath z\nHostname h\nSignatures MD5 0\n");
    String start = "Volume 1:\n    StartingPath   .  \n    Hash SHA1 00\n";
    assertEquals(2, read(start + odd).fileChanges().size());
    assertEquals(LIST, copied(start + odd));
    assertEquals(2, read(VOLUME + copied(start + odd)).fileChanges().size());
  }

  // FuzzedManifest found that the copy announced more than it had, so that no reader took it.
  @Test
  void listThatVolumesCutOffAnnouncesWhatItHas() throws IOException {
    String cut = VOLUME + "Filelist 9\n    new      a\n" + VOLUME;
    assertEquals(1, read(cut).fileChanges().size());
    assertEquals("Filelist 1\n    new      a\n", copied(cut));
  }

  @Test
  void withoutAListNothingIsWritten() throws IOException {
    assertEquals("", copied(HEAD + VOLUME));
  }

  @Test
  void sameSetIsKnownByAllButItsHashes() throws IOException {
    Manifest one = read(HEAD + VOLUME);
    assertTrue(one.holdsTheSame(read(HEAD + VOLUME.replace(" 00", " 11") + LIST)));
    for (String other :
        List.of(
            HEAD.replace("host", "other") + VOLUME,
            HEAD.replace("/x", "/y") + VOLUME,
            HEAD + VOLUME.replace("     a", "     b"),
            HEAD + VOLUME + VOLUME.replace("Volume 1", "Volume 2"))) {
      assertFalse(one.holdsTheSame(read(other)), other);
    }
  }

  private static Manifest read(String text) throws IOException {
    return new ManifestReader("m").read(text.getBytes(UTF_8));
  }
}
