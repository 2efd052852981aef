package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.manifest.FileChange.Action;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Borders of what is a manifest, and what messages say where it is none. */
class ManifestParserTest {
  private static final ManifestReader READER = new ManifestReader("m");
  private static final String VOLUME =
      "Volume 1:\n    StartingPath   .  \n    EndingPath     a  \n    Hash SHA1 00\n";

  private static Manifest read(ManifestReader reader, String text) throws CorruptBackupException {
    return reader.read(text.getBytes(US_ASCII));
  }

  private static String refusal(ManifestReader reader, String text) {
    return assertThrows(CorruptBackupException.class, () -> read(reader, text), text).getMessage();
  }

  @Test
  void sectionsAreNotIndented() throws IOException {
    Manifest manifest = read(READER, VOLUME + "    Hostname x\n    Volume 2:\nHostname y\n");
    assertEquals(Optional.of("y"), manifest.hostName());
    assertEquals(1, manifest.volumes().size());
  }

  @Test
  void changesBeyondTheAnnouncedNumberArePassedOver() throws IOException {
    String text = VOLUME + "Filelist 1\n    new      a\n    new      b\n";
    var change = new FileChange(Action.NEW, EntryPath.of("a"));
    assertEquals(List.of(change), read(READER, text).fileChanges());
    assertEquals(List.of(), read(READER.withoutFileList(), text).fileChanges());
    assertEquals(List.of(), read(READER, VOLUME + "Filelist 0\n    new      b\n").fileChanges());
  }

  @Test
  void changeWithoutAPathIsRefusedThoughTheListIsLeftOut() {
    String text = VOLUME + "Filelist 2\n    deleted  a/long/one\n    new      \n";
    assertTrue(refusal(READER, text).contains("a changed file without a path"));
    assertTrue(refusal(READER.withoutFileList(), text).contains("a changed file without a path"));
  }

  @Test
  void listThatAResumedRunCutOffEndsAtTheNextVolume() throws IOException {
    String text = VOLUME + "Filelist 9\n    new      a\n" + VOLUME.replace("1:", "2:");
    for (ManifestReader reader :
        List.of(READER, READER.withoutFileList(), READER.wideningRanges())) {
      assertEquals(2, read(reader, text).volumes().size());
    }
  }

  @Test
  void listOrAVolumeToldAgainShowsThatTheTextIsWhole() throws IOException {
    assertFalse(read(READER, VOLUME).isSurelyWhole());
    assertFalse(read(READER, VOLUME + VOLUME.replace("1:", "2:")).isSurelyWhole());
    assertTrue(read(READER, VOLUME + "Filelist 0\n").isSurelyWhole());
    assertTrue(read(READER, VOLUME + VOLUME).isSurelyWhole());
    assertTrue(new Manifest(null, null, List.of(), List.of()).isSurelyWhole());
  }

  @Test
  void messagesSayWhereAndWhat() {
    assertTrue(refusal(READER, "").contains("in line 1: it lists no volume"));
    assertTrue(refusal(READER, VOLUME + "Filelist 3\n").contains("3 lines before the end"));
    assertTrue(refusal(READER, VOLUME + "\nVolume x:\n").contains("in line 6: not a number"));
  }

  @Test
  void longMessagesAreCut() {
    String shown = "not a number, or too high a one: '";
    String digits = "9".repeat(200 - shown.length() - 1);
    String whole = refusal(READER, VOLUME + "Filelist " + digits + "\n");
    assertTrue(whole.contains(shown + digits + "'") && !whole.contains("..."), whole);
    String cut = refusal(READER, VOLUME + "Filelist " + digits + "9\n");
    assertTrue(cut.contains(shown + digits + "9..."), cut);
  }

  @Test
  void limitMayBeAsLowAsOneAndIsInclusive() {
    assertThrows(IllegalArgumentException.class, () -> READER.limitedTo(0));
    assertTrue(refusal(READER.limitedTo(1), VOLUME).contains("longer than the 1 bytes"));
    assertDoesNotThrow(() -> read(READER.limitedTo(VOLUME.length()), VOLUME));
  }
}
