package io.jdup.internal.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainStateTest {
  @TempDir private Path temp;

  @Test
  void newestRecordOfAPathWinsAndDeletedOnesAreLeftOut() throws IOException {
    var full = new Sigtars().directory("").file("a", 1, "old").file("b", 1, "b").file("d", 1, "d");
    var first = new Sigtars().file("a", 2, "newer").deleted("b").file("c", 2, "c");
    var second = new Sigtars().file("a", 3, "newest").deleted("d").file("e", 3, "e");
    assertEquals(List.of(". 1", "a 3", "c 2", "e 3"), listed(full, first, second));
  }

  @Test
  void pathThatCameBackAfterItsDeletionIsKnown() throws IOException {
    assertEquals(
        List.of("a 3"),
        listed(
            new Sigtars().file("a", 1, "a"),
            new Sigtars().deleted("a"),
            new Sigtars().file("a", 3, "a")));
  }

  @Test
  void directoryComesBeforeItsContentAndThatBeforeLongerNames() throws IOException {
    assertEquals(
        List.of(". 1", "dir 1", "dir/x 2", "dir- 1"),
        listed(
            new Sigtars().directory("").directory("dir").file("dir-", 1, ""),
            new Sigtars().file("dir/x", 2, "")));
  }

  @Test
  void fullRecordThatIsRefusedCountsAsNotKnown() throws IOException {
    var full = new Sigtars().file("b", 1, "b").file("a", 1, "out of order").file("c", 1, "c");
    assertEquals(List.of("b 1", "c 1"), listed(full));
  }

  @Test
  void recordOfAnIncrementThatIsRefusedMustNotUncoverAnOlderOne() {
    assertThrows(CorruptBackupException.class, () -> listed(hiddenRecord()));
  }

  private static Sigtars[] hiddenRecord() throws IOException {
    return new Sigtars[] {
      new Sigtars().file("a", 1, "old state").file("b", 1, "b"),
      new Sigtars().file("b", 2, "b").file("a", 2, "new state, out of order")
    };
  }

  @Test
  void listingGoesOnBehindARefusedRecordAndHearsOfIt() throws IOException {
    List<String> refused = new ArrayList<>();
    var state =
        ChainState.merged(
            Sigtars.chain(List.of(hiddenRecord())),
            (e, hides) -> refused.add(e.fileName() + hides),
            temp);
    assertEquals(List.of("a 1", "b 2"), lines(state));
    assertEquals(List.of("1true"), refused);
  }

  @Test
  void chainOfNoFilesKnowsNothing() throws IOException {
    assertTrue(listed().isEmpty());
  }

  @Test
  void longChainIsMergedInGroupsWithTheSameResultAndFewFilesOpen() throws IOException {
    List<Sigtars> sets = new ArrayList<>(List.of(new Sigtars().directory("")));
    for (int set = 1; set < 70; set++) {
      var sigtar = new Sigtars();
      for (int file = 0; file < 20; file++) {
        String name = "f" + (char) ('a' + file);
        if ((set + file) % 7 == 0) {
          sigtar.deleted(name);
        } else if ((set * 5 + file) % 11 == 0) {
          sigtar.file(name, set, "content " + set);
        }
      }
      sets.add(sigtar);
    }
    List<byte[]> files = new ArrayList<>();
    for (Sigtars set : sets) {
      files.add(set.bytes());
    }
    var counted = new Counted(files);
    List<String> atOnce = lines(ChainState.merged(counted, Refusals.STRICT, temp, 1000));
    assertEquals(70, counted.most);
    counted.most = 0;
    assertEquals(atOnce, lines(ChainState.merged(counted, Refusals.STRICT, temp, 3)));
    assertEquals(3, counted.most);
    assertTrue(atOnce.size() > 5);
    try (var left = Files.list(temp)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void recordsSayWhereSignaturesStand() throws IOException {
    SignatureFileSource chain =
        Sigtars.chain(
            List.of(
                new Sigtars().directory("").file("a", 1, "first").file("b", 1, "second"),
                new Sigtars().file("a", 2, "changed".repeat(900))));
    try (var bodies = new SignatureBodies(chain);
        var state = ChainState.merged(chain, Refusals.STRICT, temp)) {
      List<Integer> lengths = new ArrayList<>();
      for (var record = state.next(); record != null; record = state.next()) {
        if (record.kind() == Kind.SIGNATURE) {
          lengths.add(bodies.body(record).readAllBytes().length);
        }
      }
      // 12 bytes of head, then 4 + 8 a block of 512 bytes
      assertEquals(List.of(12 + 12 * 13, 12 + 12), lengths);
      bodies.finish();
    }
  }

  @Test
  void signaturesOfManyFilesAreFoundWithFewOfThemOpen() throws IOException {
    List<byte[]> files = new ArrayList<>();
    var full = new Sigtars();
    for (int i = 0; i < 300; i++) {
      full.file("f" + (1000 + i), 1, "full " + i);
    }
    files.add(full.bytes());
    for (int set = 1; set <= 150; set++) { // each has a file near the beginning and one at the end
      files.add(
          new Sigtars()
              .file("f" + (1000 + set), 2, "set")
              .file("f" + (1150 + set % 149), 2, "other")
              .bytes());
    }
    var counted = new Counted(files);
    int signatures = 0;
    try (var state = ChainState.merged(Sigtars.chainOf(files), Refusals.STRICT, temp);
        var bodies = new SignatureBodies(counted)) {
      for (var record = state.next(); record != null; record = state.next()) {
        assertEquals(24, bodies.body(record).readAllBytes().length);
        signatures++;
      }
      bodies.finish();
    }
    assertEquals(300, signatures);
    assertEquals(64, counted.most);
    assertEquals(0, counted.open);
  }

  private List<String> listed(Sigtars... oldestFirst) throws IOException {
    return lines(ChainState.merged(Sigtars.chain(List.of(oldestFirst)), Refusals.STRICT, temp));
  }

  static List<String> lines(StateSource state) throws IOException {
    List<String> lines = new ArrayList<>();
    try (state) {
      for (var record = state.next(); record != null; record = state.next()) {
        lines.add(record.entry().path() + " " + record.entry().mtimeSeconds());
      }
    }
    return lines;
  }

  /** Counts how many files are open at a time. */
  private static final class Counted implements SignatureFileSource {
    private final List<byte[]> files;
    private int open;
    int most;

    Counted(List<byte[]> files) {
      this.files = files;
    }

    @Override
    public int count() {
      return files.size();
    }

    @Override
    public SigtarReader open(int number) {
      open++;
      most = Math.max(most, open);
      var bytes =
          new ByteArrayInputStream(files.get(number)) {
            @Override
            public void close() {
              open--;
            }
          };
      return new SigtarReader("" + number, bytes);
    }
  }
}
