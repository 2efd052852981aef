package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.report.CorruptBackupException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two volumes, from b to d and from f to h, and what a list of changed files makes of them. */
class ListedRangesTest {
  private static final String VOLUMES = volume(1, "b", "d") + volume(2, "f", "h");

  @Test
  void pathsInARangeChangeNothing() throws CorruptBackupException {
    assertEquals(List.of("b-d", "f-h"), widened(VOLUMES + list("b", "c", "d", "f", "g", "h")));
    assertEquals(List.of("b-d", "f-h"), widened(VOLUMES + list()));
  }

  @Test
  void edgeThatIsListedKeepsItsBlock() throws CorruptBackupException {
    String text = volume(1, "b", "d 2").replace("  \n", "\n") + volume(2, "d 3", "h") + list("d");
    byte[] bytes = text.getBytes(US_ASCII);
    List<VolumeInfo> volumes = new ManifestReader("m").wideningRanges().read(bytes).volumes();
    assertEquals(2, volumes.get(0).end().block());
    assertEquals(3, volumes.get(1).start().block());
  }

  @Test
  void pathBeforeAllVolumesIsInTheFirst() throws CorruptBackupException {
    assertEquals(List.of("a-d", "f-h"), widened(VOLUMES + list("a", "a1")));
  }

  @Test
  void pathBetweenTwoVolumesMayBeInEither() throws CorruptBackupException {
    assertEquals(List.of("b-e", "e-h"), widened(VOLUMES + list("e")));
    assertEquals(List.of("b-e", "e-h"), widened(VOLUMES + list("c", "e", "e1", "g")));
  }

  @Test
  void pathBehindAllVolumesIsInTheLast() throws CorruptBackupException {
    assertEquals(List.of("b-d", "f-i"), widened(VOLUMES + list("c", "i")));
  }

  @Test
  void volumeThatLiesBetweenIsWidenedToo() throws CorruptBackupException {
    String text = VOLUMES + volume(3, "k", "m");
    assertEquals(List.of("b-d", "f-j", "j-m"), widened(text + list("j")));
    assertEquals(List.of("b-e", "e-i", "i-n"), widened(text + list("e", "i", "n")));
  }

  @Test
  void listThatComesBeforeTheVolumesWidensNothing() throws CorruptBackupException {
    assertEquals(List.of("b-d", "f-h"), widened(list("a") + VOLUMES));
  }

  @Test
  void withoutWideningRangesStay() throws CorruptBackupException {
    byte[] text = (VOLUMES + list("a", "e", "z")).getBytes(US_ASCII);
    for (ManifestReader reader :
        List.of(new ManifestReader("m"), new ManifestReader("m").withoutFileList())) {
      assertEquals(List.of("b-d", "f-h"), ranges(reader.read(text)));
    }
  }

  @Test
  void wideningLeavesTheListOut() throws CorruptBackupException {
    byte[] text = (VOLUMES + list("c")).getBytes(US_ASCII);
    assertEquals(List.of(), new ManifestReader("m").wideningRanges().read(text).fileChanges());
  }

  private static List<String> widened(String text) throws CorruptBackupException {
    return ranges(new ManifestReader("m").wideningRanges().read(text.getBytes(US_ASCII)));
  }

  private static List<String> ranges(Manifest manifest) {
    return manifest.volumes().stream()
        .map(volume -> volume.start().path() + "-" + volume.end().path())
        .toList();
  }

  private static String volume(int number, String start, String end) {
    return ("Volume " + number + ":\n")
        + ("    StartingPath   " + start + "  \n")
        + ("    EndingPath     " + end + "  \n")
        + "    Hash SHA1 d3777d862e74e0dc62004c2c055c644c20f3342a\n";
  }

  private static String list(String... paths) {
    return ("Filelist " + paths.length + "\n")
        + Arrays.stream(paths)
            .map(path -> "    changed  " + path + "\n")
            .collect(Collectors.joining());
  }
}
