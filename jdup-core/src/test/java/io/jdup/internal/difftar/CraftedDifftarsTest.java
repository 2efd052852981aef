package io.jdup.internal.difftar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The volumes of testdata/fixtures/crafted (testdata/make-crafted.py). */
class CraftedDifftarsTest {
  private static DifftarReader full(String name) throws IOException {
    return reader(name, "duplicity-full.20231114T221320Z");
  }

  private static DifftarReader reader(String name, String set) throws IOException {
    Path archive = TestTars.fixtures().resolve("crafted").resolve(name).resolve("archive");
    return TestTars.fixtureReader(TestTars.volumes(archive, set));
  }

  /** Paths and lengths of bodies; a refused entry is a minus sign. */
  private static String summary(DifftarReader reader) throws IOException {
    List<String> found = new ArrayList<>();
    while (true) {
      try {
        DeltaEntry next = reader.next();
        if (next == null) {
          return String.join(" ", found);
        }
        found.add(next.entry().path() + ":" + reader.body().readAllBytes().length);
      } catch (RefusedEntryException e) {
        found.add("-");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "minimal, .:0 a:10",
    "root-snapshot-slash, .:0 a:10",
    "no-root, a:10",
    "big-single-entry, .:0 big:70000",
    "odd-pieces, .:0 big:70078",
    "piece-numbers-ignored, .:0 big:9",
    "pieces-across-volumes, .:0 big:65537",
    "two-multivol-in-a-row, .:0 a:2 b:1 c:1",
    "empty-volume-first, .:0 a:10",
    "empty-volume-last, .:0 a:10",
    "empty-volume-middle, .:0 a:10 b:1", // the real program loses b
    "typeflag-nul, .:0 a:1",
    "hardlink, .:0 a:10 -",
    "unsorted, .:0 b:1 a:10",
    "duplicate, .:0 a:10 a:6",
    "dotdot, .:0 -",
    "empty-component, .:0 -",
    "through-symlink, .:0 l:0 l/jdup-crafted-evil:1",
    "unknown-prefix, .:0 a:10 -",
    "negative-mtime, .:0 a:1",
    "fractional-mtime, .:0 a:1",
    "junk-after-end, .:0 a:10",
    "stop-at-first-zero-block, .:0 a:10",
  })
  void readsWhatIsThere(String name, String expected) throws IOException {
    assertEquals(expected, summary(full(name)));
  }

  @Test
  void readsLongNamesInOldFormats() throws IOException {
    String directory = "d".repeat(120);
    var gnu = TestTars.readAll(full("gnu-format"));
    assertEquals(directory, gnu.get(1).pathText());
    assertEquals(directory + "/" + "x".repeat(200), gnu.get(2).pathText());
    assertEquals("q".repeat(180), gnu.get(3).entry().linkTarget().toString());
    var ustar = TestTars.readAll(full("ustar-prefix"));
    assertEquals("e".repeat(90) + "/" + "x".repeat(60), ustar.get(2).pathText());
  }

  @Test
  void truncatesFractionsAndKeepsNegativeTimes() throws IOException {
    assertEquals(
        1600000000, TestTars.readAll(full("fractional-mtime")).get(1).entry().mtimeSeconds());
    assertEquals(-5, TestTars.readAll(full("negative-mtime")).get(1).entry().mtimeSeconds());
  }

  @Test
  void damagedHeaderIsAnErrorWhereTheRealProgramStopsSilently() throws IOException {
    DifftarReader reader = full("bad-header-mid-volume");
    reader.next();
    reader.next();
    assertThrows(CorruptBackupException.class, reader::next);
  }

  @ParameterizedTest
  @CsvSource({
    "diff-chain, a:11",
    "multivol-diff, a:11",
    "inc-no-entries, ''",
    "delete-parent-only, d:0",
    "file-is-not-dir-anymore, d:4 d/x:0",
  })
  void readsIncrementals(String name, String expected) throws IOException {
    String set = "duplicity-inc.20231114T221320Z.to.20231114T223000Z";
    assertEquals(expected, summary(reader(name, set)));
  }
}
