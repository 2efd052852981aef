package io.jdup.internal.diff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.index.Sigtars;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeDiffTest extends DiffedTree {
  @Test
  void unchangedEntriesAreNotStored() throws IOException {
    TreeDiff diff = against(new Sigtars().directory("").file("a", LATER, "a"));
    diff.entry(directory("", 1));
    diff.entry(file("a", LATER, "other content of the same time"));
    assertEquals(0, diff.finish().deltaEntries());
    assertEquals(List.of(), events);
  }

  @Test
  void newAreStoredWholeChangedAsDifferenceAndGoneAsDeleted() throws IOException {
    TreeDiff diff =
        against(new Sigtars().directory("").file("changed", 1, "old").file("gone", 1, "gone"));
    diff.entry(directory("", 1));
    diff.entry(file("changed", LATER, "new"));
    diff.entry(file("new", LATER, "new"));
    DiffCounts counts = diff.finish();
    assertEquals(List.of("changed diff", "deleted gone", "new whole"), events);
    assertEquals(
        List.of(1L, 1L, 1L),
        List.of(counts.newFiles(), counts.changedFiles(), counts.deletedFiles()));
    assertEquals(List.of("SIGNATURE changed", "DELETED gone", "SIGNATURE new"), signatures());
  }

  @Test
  void signatureOfALargeFileIsTheSameAsOfItsBytes() throws IOException {
    for (int length : List.of(1 << 20, 3_000_001)) {
      var text = new StringBuilder(length);
      while (text.length() < length) {
        text.append(text.length()).append(' ');
      }
      String content = text.substring(0, length);
      for (String known : List.of("other", "large")) { // stored whole, stored as a difference
        sigtar.reset();
        TreeDiff diff = against(new Sigtars().directory("").file(known, 1, "old"));
        diff.entry(directory("", 1));
        diff.entry(file("large", LATER, content));
        diff.finish();
        assertArrayEquals(signatureOf(content), firstBody());
      }
    }
  }

  @Test
  void everyPathBelowADirectoryThatBecameAFileIsDeleted() throws IOException {
    TreeDiff diff =
        against(new Sigtars().directory("").directory("d").file("d/x", 1, "").file("d/y", 1, ""));
    diff.entry(directory("", 1));
    diff.entry(file("d", LATER, "now a file"));
    diff.finish();
    assertEquals(List.of("d whole", "deleted d/x", "deleted d/y"), events);
  }

  @Test
  void unreadableDirectoryKeepsItsStateAndAllBelow() throws IOException {
    TreeDiff diff =
        against(new Sigtars().directory("").directory("d").file("d/x", 1, "").file("e", 1, ""));
    diff.entry(directory("", 1));
    diff.unreadable(EntryPath.of("d"), new IOException("permission denied"));
    DiffCounts counts = diff.finish();
    assertEquals(List.of("skipped d: permission denied", "deleted e"), events);
    assertEquals(1, counts.errors());
  }

  @Test
  void severalUnreadableDirectoriesKeepTheirStates() throws IOException {
    TreeDiff diff =
        against(
            new Sigtars()
                .directory("")
                .directory("b")
                .file("b/x", 1, "")
                .file("c", 1, "")
                .directory("d")
                .file("d/x", 1, ""));
    diff.entry(directory("", 1));
    diff.unreadable(EntryPath.of("b"), new IOException("1"));
    diff.vanished(EntryPath.of("d"), new IOException("2"));
    diff.finish();
    assertEquals(List.of("skipped b: 1", "deleted c", "skipped d: 2"), events);
  }

  @Test
  void fileThatCannotBeOpenedKeepsItsOldStateEvenIfThatIsADirectory() throws IOException {
    TreeDiff diff =
        against(new Sigtars().directory("").directory("d").file("d/x", 1, "").file("f", 1, ""));
    diff.entry(directory("", 1));
    diff.entry(new SourceEntry(entry("d", 5), temp.resolve("vanished"), false));
    diff.entry(new SourceEntry(entry("f", 5), temp.resolve("vanished"), false));
    DiffCounts counts = diff.finish();
    assertEquals(2, counts.errors());
    assertTrue(events.stream().allMatch(event -> event.startsWith("skipped")), events.toString());
    assertEquals(List.of(), signatures());
  }

  @Test
  void fileWhoseFirstBytesCannotBeReadKeepsItsOldState() throws IOException {
    TreeDiff diff = against(new Sigtars().directory("").file("mem", 1, "old"));
    diff.entry(directory("", 1));
    // The kernel refuses to read the first page of any process.
    diff.entry(new SourceEntry(entry("mem", LATER), Path.of("/proc/self/mem"), false));
    assertEquals(1, diff.finish().errors());
    assertEquals(List.of("skipped mem: cannot be read: Input/output error"), events);
    assertEquals(List.of(), signatures());
  }

  @Test
  void fileThatChangedSinceItWasLookedAtIsStoredAsItIs() throws IOException {
    TreeDiff diff = against(new Sigtars().directory(""));
    diff.entry(directory("", 1));
    SourceEntry looked = file("log", LATER, "short");
    Files.writeString(looked.path(), "longer than before");
    Files.setLastModifiedTime(looked.path(), FileTime.fromMillis((LATER + 7) * 1000));
    diff.entry(looked);
    assertEquals(0, diff.finish().errors());
    assertEquals(LATER + 7, signatureEntry("log").mtimeSeconds());
  }

  @Test
  void interruptionEndsTheRunAndNotTheFile() throws IOException {
    TreeDiff diff = against(new Sigtars().directory(""));
    diff.entry(directory("", 1));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> diff.entry(file("a", 1, "content")));
    assertTrue(Thread.interrupted());
  }

  @Test
  void unusableSignatureNamesItsFileAndPath() throws IOException {
    TreeDiff diff = against(new Sigtars().directory("").brokenFile("a"));
    diff.entry(directory("", 1));
    var e =
        assertThrows(CorruptBackupException.class, () -> diff.entry(file("a", LATER, "content")));
    assertEquals("0", e.fileName());
    assertTrue(String.valueOf(e.getMessage()).contains("'a'"));
  }

  @Test
  void setWithoutARootIsNeverMade() throws IOException {
    TreeDiff socket = against(new Sigtars().directory(""));
    assertThrows(IOException.class, () -> socket.skipped(EntryPath.ROOT, "is a socket"));
    TreeDiff file = against(new Sigtars());
    assertThrows(
        NoSuchFileException.class,
        () -> file.entry(new SourceEntry(entry("", 1), temp.resolve("vanished"), false)));
  }

  @Test
  void whatAnEntryDiffersInDependsOnItsType() throws IOException {
    var comparison = new EntryComparison(new OwnerNames(temp.getFileSystem()));
    TreeEntry old = entry("a", 0);
    assertEquals(false, comparison.differs(old, entry("a", -5))); // all before 1970 are equal
    assertEquals(true, comparison.differs(old, entry("a", 1)));
    assertEquals(true, comparison.differs(old, Sigtars.entry("a", EntryType.FIFO, 0)));
    TreeEntry link = Sigtars.entry("a", EntryType.SYMLINK, 0);
    assertEquals(false, comparison.differs(link, Sigtars.entry("a", EntryType.SYMLINK, 99)));
    var other = LinkTarget.of("b".getBytes(StandardCharsets.UTF_8));
    var moved = new TreeEntry(link.path(), link.type(), 0644, link.owner(), 0, 0, other, 0, 0);
    assertEquals(true, comparison.differs(link, moved));
    TreeEntry device = Sigtars.entry("a", EntryType.BLOCK_DEVICE, 0);
    assertEquals(false, comparison.differs(device, Sigtars.entry("a", device.type(), 99)));
    var renumbered =
        new TreeEntry(
            device.path(), device.type(), 0644, device.owner(), 0, 0, LinkTarget.NONE, 8, 1);
    assertEquals(true, comparison.differs(device, renumbered));
  }
}
