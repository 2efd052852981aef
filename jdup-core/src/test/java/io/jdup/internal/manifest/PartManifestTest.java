package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.manifest.PartManifest.Group;
import io.jdup.internal.tree.EntryPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What counts of the manifest of a set that was not finished. */
class PartManifestTest {
  private static final String HEADER = "Hostname host\nLocaldir data\n";
  private static final String HASH = "    Hash SHA1 d3777d862e74e0dc62004c2c055c644c20f3342a\n";

  private static String group(int number) {
    return "Volume "
        + number
        + (":\n    StartingPath   f0" + number + "  \n")
        + ("    EndingPath     f0" + number + " 3\n")
        + HASH;
  }

  private static String marked(int number) {
    return group(number) + "    Jdup 1000 1795728519 41472 005f12ac7f066055 28e46698f0343862 -\n";
  }

  private static Optional<PartManifest> read(String text) {
    return PartManifest.read("part", text.getBytes(US_ASCII));
  }

  private static List<Integer> counting(String text) {
    return read(text).stream()
        .flatMap(manifest -> manifest.groups().stream())
        .map(Group::number)
        .toList();
  }

  @Test
  void groupsOfOneRunCount() {
    assertEquals(List.of(1, 2, 3), counting(HEADER + group(1) + group(2) + group(3)));
    assertEquals(List.of(1, 2, 3), counting(HEADER + marked(1) + marked(2) + marked(3)));
    assertEquals(List.of(1, 2), counting(HEADER + group(1) + marked(2))); // jdup went on
  }

  @Test
  void headerTellsWhoseFilesTheseAre() {
    Manifest origin = read(HEADER + marked(1) + marked(2)).orElseThrow().origin();
    assertEquals(Optional.of("host"), origin.hostName());
    assertEquals("data", new String(origin.localDir().orElseThrow(), US_ASCII));
  }

  @Test
  void writtenMarkIsReadAgain() throws IOException {
    var edge = new VolumeEdge(EntryPath.of("a"), 7);
    var info = VolumeInfo.of(1, edge, edge, "d3777d862e74e0dc62004c2c055c644c20f3342a");
    for (OptionalLong sum : List.of(OptionalLong.empty(), OptionalLong.of(-2))) {
      var mark = new PartMark(1L << 40, -5, 0, Long.MIN_VALUE, sum, "passphrase");
      var text = new ByteArrayOutputStream();
      var writer = new ManifestWriter(text);
      writer.volume(info);
      writer.mark(mark);
      List<Group> read = PartManifest.read("part", text.toByteArray()).orElseThrow().groups();
      assertEquals(List.of(new Group(info, Optional.of(mark))), read);
      assertEquals(info, new ManifestReader("final").read(text.toByteArray()).volumes().get(0));
    }
  }

  // A real one, cut behind every byte: groups count as soon as they are whole, and no sooner.
  @Test
  void manifestCutAnywhereCountsAsFarAsItGoes() {
    String text = HEADER + marked(1) + marked(2);
    int first = (HEADER + group(1)).length();
    for (int length = 0; length < text.length(); length++) {
      List<Integer> counting = counting(text.substring(0, length));
      assertEquals(length < first ? List.of() : List.of(1), counting.stream().limit(1).toList());
      assertTrue(counting.size() <= 1, "cut behind " + length);
    }
  }

  // duplicity full --fail-on-volume 5, then the same with 6: volumes 1 to 5, then 5 and 6
  @Test
  void nothingCountsThatDuplicityResumed() {
    assertEquals(List.of(), counting(HEADER + group(1) + group(2) + group(2) + group(3)));
    assertEquals(List.of(), counting(HEADER + group(1) + group(3)));
    assertEquals(List.of(), counting(HEADER + group(2)));
  }

  @Test
  void whatJdupStoredCountsUpToWhereDuplicityWentOn() {
    assertEquals(List.of(1, 2), counting(HEADER + marked(1) + marked(2) + group(3)));
    assertEquals(List.of(1), counting(HEADER + marked(1) + marked(2) + group(2) + group(3)));
    assertEquals(
        List.of(1), counting(HEADER + marked(1) + marked(2) + marked(3) + group(4) + group(2)));
  }

  @Test
  void fileListBehindAVolumeIsPassedOver() {
    String list = "Filelist 2\n    new      a\n";
    assertEquals(List.of(1, 2), counting(HEADER + group(1) + group(2) + list));
  }

  @Test
  void volumeWithoutAHashDoesNotCount() {
    String group = group(1).replace(HASH, "");
    assertEquals(List.of(), counting(HEADER + group));
    assertEquals(List.of(), counting(HEADER + group + "filelist 0\n"));
  }

  @Test
  void headEndsBehindItsVolumes() {
    for (String header : List.of("", HEADER, "\n")) {
      String text = header + marked(1) + group(2) + marked(3);
      assertEquals(header, head(text, 0));
      assertEquals(header + marked(1), head(text, 1));
      assertEquals(header + marked(1) + group(2), head(text, 2));
      assertEquals(text, head(text, 3));
      assertEquals(text, head(text, 4));
      assertEquals(List.of(1, 2), counting(header + group(1) + group(2)));
    }
  }

  private static String head(String text, int groups) {
    return new String(PartManifest.head(text.getBytes(US_ASCII), groups), US_ASCII);
  }

  @Test
  void textThatIsNoneHoldsNothing() {
    for (String text :
        new String[] {"", "\n", HEADER, "Volume 1:\n", "\0\0\0", "Volume x:\n" + HASH}) {
      assertEquals(Optional.empty(), read(text), text);
    }
    assertEquals(List.of(1), counting(HEADER + marked(1) + "\0\0\0\0"));
  }

  @Test
  void noteThatCannotBeReadIsNone() {
    for (String bad :
        new String[] {
          "    Jdup\n",
          "    Jdup 1 2 3 4 5 -\n",
          "    Jdup 1 2 x 005f12ac7f066055 - -\n",
          "    Jdup 1 2 3 005f12ac7f066055 -\n"
        }) {
      assertEquals(
          Optional.empty(),
          read(HEADER + group(1) + bad).orElseThrow().groups().get(0).mark(),
          bad);
    }
  }
}
