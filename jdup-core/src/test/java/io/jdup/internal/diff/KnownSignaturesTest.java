package io.jdup.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.diff.KnownSignatures.Refusals;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownSignaturesTest {
  @Test
  void newestRecordOfAPathWinsAndDeletedOnesAreLeftOut() throws IOException {
    var full = new Sigtars().directory("").file("a", 1, "old").file("b", 1, "b").file("d", 1, "d");
    var first = new Sigtars().file("a", 2, "newer").deleted("b").file("c", 2, "c");
    var second = new Sigtars().file("a", 3, "newest").deleted("d").file("e", 3, "e");
    var readers = List.of(full.reader("0"), first.reader("1"), second.reader("2"));
    assertEquals(
        List.of(" 1", "a 3", "c 2", "e 3"), listed(new KnownSignatures(readers, Refusals.STRICT)));
  }

  @Test
  void pathThatCameBackAfterItsDeletionIsKnown() throws IOException {
    var readers =
        List.of(
            new Sigtars().file("a", 1, "a").reader("0"),
            new Sigtars().deleted("a").reader("1"),
            new Sigtars().file("a", 3, "a").reader("2"));
    assertEquals(List.of("a 3"), listed(new KnownSignatures(readers, Refusals.STRICT)));
  }

  @Test
  void directoryComesBeforeItsContentAndThatBeforeLongerNames() throws IOException {
    var readers =
        List.of(
            new Sigtars().directory("").directory("dir").file("dir-", 1, "").reader("0"),
            new Sigtars().file("dir/x", 2, "").reader("1"));
    assertEquals(
        List.of(" 1", "dir 1", "dir/x 2", "dir- 1"),
        listed(new KnownSignatures(readers, Refusals.STRICT)));
  }

  @Test
  void fullRecordThatIsRefusedCountsAsNotKnown() throws IOException {
    var full = new Sigtars().file("b", 1, "b").file("a", 1, "out of order").file("c", 1, "c");
    assertEquals(
        List.of("b 1", "c 1"),
        listed(new KnownSignatures(List.of(full.reader("0")), Refusals.STRICT)));
  }

  @Test
  void recordOfAnIncrementThatIsRefusedMustNotUncoverAnOlderOne() throws IOException {
    assertThrows(
        CorruptBackupException.class,
        () -> listed(new KnownSignatures(hiddenRecord(), Refusals.STRICT)));
  }

  private static List<SigtarReader> hiddenRecord() throws IOException {
    return List.of(
        new Sigtars().file("a", 1, "old state").file("b", 1, "b").reader("0"),
        new Sigtars().file("b", 2, "b").file("a", 2, "new state, out of order").reader("1"));
  }

  @Test
  void listingGoesOnBehindARefusedRecordAndHearsOfIt() throws IOException {
    List<String> refused = new ArrayList<>();
    var known =
        new KnownSignatures(hiddenRecord(), (e, hides) -> refused.add(e.fileName() + hides));
    assertEquals(List.of("a 1", "b 2"), listed(known));
    assertEquals(List.of("1true"), refused);
  }

  @Test
  void nothingIsKnownBeforeAFull() throws IOException {
    assertTrue(listed(KnownSignatures.none()).isEmpty());
  }

  private static List<String> listed(KnownSignatures known) throws IOException {
    List<String> lines = new ArrayList<>();
    while (known.current() != null) {
      var entry = known.current();
      assertNotNull(entry);
      lines.add(entry.path().isRoot() ? " 1" : entry.path() + " " + entry.mtimeSeconds());
      known.next();
    }
    known.close();
    return lines;
  }
}
