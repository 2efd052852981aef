package io.jdup.internal.diff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.faults.Effects;
import io.jdup.faults.FaultFileSystem;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.difftar.TarBlock;
import io.jdup.internal.index.ChainState;
import io.jdup.internal.index.Refusals;
import io.jdup.internal.index.SignatureBodies;
import io.jdup.internal.index.SignatureFileSource;
import io.jdup.internal.index.Sigtars;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeDiffTest {
  private static final long LATER = 1_600_000_000L;

  @TempDir private Path temp;
  private final List<String> events = new ArrayList<>();
  private final List<String> difftar = new ArrayList<>(); // the blocks
  private final ByteArrayOutputStream sigtar = new ByteArrayOutputStream();
  private final TaskScope workers = new TaskScope(2, 2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

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

  /**
   * Appends a line to the file in each of {@code times} readings, which take three steps then: the
   * old bytes, the line, the end.
   */
  private SourceEntry changing(SourceEntry source, int times) {
    var steps = new AtomicInteger();
    var fileSystem =
        new FaultFileSystem(
            Effects.telling(
                file -> {
                  int step = steps.getAndIncrement();
                  if (step % 3 == 0 && step / 3 < times) {
                    Files.writeString(file, "and a line", StandardOpenOption.APPEND);
                  }
                }));
    return new SourceEntry(source.entry(), fileSystem.wrap(source.path()), false);
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "1,true", "2,true"})
  void smallFileThatChangesWhileItIsReadIsReadAgain(int times, boolean old) throws IOException {
    var known = new Sigtars().directory("");
    TreeDiff diff = against(old ? known.file("log", 1, "as it was") : known);
    diff.entry(directory("", 1));
    SourceEntry source = file("log", LATER, "now");
    diff.entry(changing(source, times));
    diff.entry(file("next", LATER, "next"));
    DiffCounts counts = diff.finish();
    String now = "now" + "and a line".repeat(times);
    assertEquals(now, Files.readString(source.path()));
    assertEquals(0, counts.errors());
    assertEquals(List.of(old ? "log diff" : "log whole", "next whole"), events);
    assertEquals(List.of("SIGNATURE log", "SIGNATURE next"), signatures()); // each once
    assertArrayEquals(signatureOf(now), firstBody());
    assertEquals(
        Files.getLastModifiedTime(source.path()).toMillis() / 1000,
        signatureEntry("log").mtimeSeconds());
    assertEquals(2, difftar.size());
    assertTrue(difftar.get(0).contains("snapshot/log"), difftar::toString);
    assertTrue(difftar.get(0).stripTrailing().replace("\0", "").endsWith(now), difftar::toString);
    assertEquals(now.length() + 4, counts.rawBytes());
  }

  @Test
  void smallFileThatChangesEachTimeIsStoredAsReadTheThirdTime() throws IOException {
    TreeDiff diff = against(new Sigtars().directory(""));
    diff.entry(directory("", 1));
    SourceEntry source = file("log", LATER, "now");
    diff.entry(changing(source, 100));
    assertEquals(1, diff.finish().errors());
    assertEquals(
        List.of(
            "log whole",
            "skipped log: it changed while it was read; it is read again by the next backup"),
        events);
    assertEquals(List.of("SIGNATURE log"), signatures());
    assertEquals(0, signatureEntry("log").mtimeSeconds()); // so that it is
  }

  @Test
  void largeFileThatChangesWhileItIsReadIsMarkedAtOnce() throws IOException {
    TreeDiff diff = against(new Sigtars().directory(""));
    diff.entry(directory("", 1));
    diff.entry(changing(file("log", LATER, "x".repeat(65536)), 1));
    assertEquals(1, diff.finish().errors());
    assertEquals(0, signatureEntry("log").mtimeSeconds());
  }

  @Test
  void fileThatIsGoneWhenItIsToBeReadAgainKeepsItsOldState() throws IOException {
    TreeDiff diff = against(new Sigtars().directory("").file("log", 1, "as it was"));
    diff.entry(directory("", 1));
    SourceEntry source = file("log", LATER, "now");
    var fileSystem = new FaultFileSystem(Effects.telling(Files::deleteIfExists));
    diff.entry(new SourceEntry(source.entry(), fileSystem.wrap(source.path()), false));
    assertEquals(1, diff.finish().errors());
    assertEquals(1, events.size());
    assertTrue(events.get(0).startsWith("skipped log: cannot be opened"), events::toString);
    assertEquals(List.of(), signatures());
    assertEquals(List.of(), difftar);
  }

  private static byte[] signatureOf(String content) throws IOException {
    var expected = new ByteArrayOutputStream();
    var format = SignatureFormat.duplicity(content.length(), 2048);
    var signature = new SignatureWriter(format, expected);
    signature.update(content.getBytes(StandardCharsets.UTF_8), 0, content.length());
    signature.finish();
    return expected.toByteArray();
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

  private TreeDiff against(Sigtars known) throws IOException {
    SignatureFileSource chain = Sigtars.chain(List.of(known));
    var merged =
        new KnownSignatures(
            ChainState.merged(chain, Refusals.STRICT, temp), new SignatureBodies(chain));
    return new TreeDiff(
        merged,
        new OwnerNames(temp.getFileSystem()),
        new DifftarWriter(this::note),
        new SigtarWriter(sigtar, temp),
        2048,
        workers,
        new Recorded());
  }

  private void note(TarBlock block) {
    difftar.add(
        new String(block.buffer(), block.offset(), block.length(), StandardCharsets.ISO_8859_1));
  }

  private static SourceEntry directory(String path, long mtime) {
    return new SourceEntry(
        Sigtars.entry(path, EntryType.DIRECTORY, mtime), Path.of("unused"), false);
  }

  private static TreeEntry entry(String path, long mtime) {
    return Sigtars.entry(path, EntryType.FILE, mtime);
  }

  private SourceEntry file(String path, long mtime, String content) throws IOException {
    Path file = temp.resolve(path);
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(mtime * 1000));
    TreeEntry plain = entry(path, mtime);
    var sized =
        new TreeEntry(
            plain.path(),
            plain.type(),
            plain.mode(),
            plain.owner(),
            mtime,
            content.length(),
            LinkTarget.NONE,
            0,
            0);
    return new SourceEntry(sized, file, false);
  }

  private List<SigtarEntry> written() throws IOException {
    byte[] endless = java.util.Arrays.copyOf(sigtar.toByteArray(), sigtar.size() + 1024);
    var reader = new SigtarReader("new.sigtar", new ByteArrayInputStream(endless));
    List<SigtarEntry> entries = new ArrayList<>();
    for (SigtarEntry next = reader.next(); next != null; next = reader.next()) {
      entries.add(next);
    }
    return entries;
  }

  private byte[] firstBody() throws IOException {
    byte[] endless = java.util.Arrays.copyOf(sigtar.toByteArray(), sigtar.size() + 1024);
    var reader = new SigtarReader("new.sigtar", new ByteArrayInputStream(endless));
    reader.next();
    return reader.body().readAllBytes();
  }

  private List<String> signatures() throws IOException {
    return written().stream().map(one -> one.kind() + " " + one.entry().path()).toList();
  }

  private TreeEntry signatureEntry(String path) throws IOException {
    return written().stream()
        .map(SigtarEntry::entry)
        .filter(one -> one.path().equals(EntryPath.of(path)))
        .findFirst()
        .orElseThrow();
  }

  private final class Recorded implements DiffEvents {
    @Override
    public void stored(TreeEntry entry, boolean whole) {
      if (entry.type() == EntryType.FILE) {
        events.add(entry.path() + (whole ? " whole" : " diff"));
      }
    }

    @Override
    public void deleted(TreeEntry old) {
      events.add("deleted " + old.path());
    }

    @Override
    public void skipped(EntryPath path, String reason) {
      events.add("skipped " + path + ": " + reason);
    }

    @Override
    public void ignored(EntryPath path, String reason) {
      events.add("ignored " + path);
    }
  }
}
