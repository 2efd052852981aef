package io.jdup.internal.tree;

import static io.jdup.internal.tree.Entries.directory;
import static io.jdup.internal.tree.Entries.fifo;
import static io.jdup.internal.tree.Entries.file;
import static io.jdup.internal.tree.Entries.link;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdup.internal.tree.RestoreOptions.Owners;
import io.jdup.report.RestoreTargetNotEmptyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWriterTest {
  private static final RestoreOptions OVERWRITE = new RestoreOptions(Owners.NAMES_WIN, true, true);

  @TempDir Path directory;
  private Path target;

  @BeforeEach
  void nameTarget() {
    target = directory.resolve("new/target");
  }

  private static void write(TreeWriter writer, TreeEntry entry, String content) throws IOException {
    try (FileSink sink = writer.file(entry)) {
      sink.write(content.getBytes(UTF_8));
      sink.commit();
    }
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  private static long mtime(Path path) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis();
  }

  @Test
  void restoresEveryKindOfEntryAsItWas() throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Shell.run(
        source,
        "mkdir -p d/e/f ' ' $'\\xff\\xfe'; chmod 1777 d; chmod 555 d/e; echo x >' /a  b';"
            + " echo y >$'\\xff\\xfe/new\\nline'; head -c 300000 /dev/urandom >big; chmod 4755 big;"
            + " truncate -s 1M holes; ln -s '..//a/../b/' link; ln -s $'\\xfd' link2; mkfifo p;"
            + " chmod 624 p; chmod 0 ' /a  b'; touch d/empty; touch -d @1 d/empty d/e/f p;"
            + " touch -d '1950-01-01 UTC' old; ln big hard; touch -d @1500000000 d/e d . ' '");
    if (Shell.isRoot()) {
      Shell.run(
          source, "mknod c c 5 1; mknod b b 300 70000; chown -h 1234:4321 link d/empty c d/e");
    }
    String before = Shell.describe(source);
    assertEquals(List.of(), CopiedTree.copy(source, target, RestoreOptions.DEFAULT));
    assertEquals(before, Shell.describe(target));
    assertEquals(before, Shell.describe(source));
  }

  @Test
  void zerosBecomeHoles() throws Exception {
    byte[] content = new byte[10 * FileSink.BLOCK + 5];
    content[3 * FileSink.BLOCK] = 1;
    for (int length : new int[] {content.length, 10 * FileSink.BLOCK, 4 * FileSink.BLOCK, 0}) {
      Path place = directory.resolve("t" + length);
      try (var writer = new TreeWriter(place, RestoreOptions.DEFAULT);
          FileSink sink = writer.file(file(".", 0644))) {
        sink.write(content, 0, length / 2);
        for (int i = length / 2; i < length; i++) {
          sink.write(content[i]);
        }
        sink.commit();
      }
      assertArrayEquals(Arrays.copyOf(content, length), Files.readAllBytes(place));
      String blocks = Shell.run(directory, "stat -c %b t" + length).strip();
      assertTrue(Long.parseLong(blocks) * 512 <= 3L * FileSink.BLOCK, "allocated " + blocks);
    }
  }

  @Test
  void theTargetBecomesTheFileOrLinkThatIsTheRoot() throws Exception {
    Files.createDirectories(target);
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      write(writer, file(".", 0600), "alone");
      assertEquals(List.of(), writer.finish());
    }
    assertEquals("alone", Files.readString(target));
    Path link = directory.resolve("link");
    try (var writer = new TreeWriter(link, RestoreOptions.DEFAULT)) {
      writer.put(link(".", "nowhere"));
    }
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void directoriesWithoutAnEntryAreMadeForTheirOwnerOnly() throws Exception {
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      write(writer, file("a/b/c", 0644), "x");
      write(writer, file("a/d", 0644), "y");
      writer.put(directory("e"));
      writer.finish();
    }
    assertEquals("x", Files.readString(target.resolve("a/b/c")));
    assertEquals("y", Files.readString(target.resolve("a/d")));
    assertEquals(0700, mode(target.resolve("a/b")));
    assertEquals(0755, mode(target.resolve("e")));
    assertEquals(1_000_000, mtime(target.resolve("e")));
  }

  @Test
  void aFileThatIsNotCommittedLeavesNothing() throws Exception {
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      writer.put(directory("."));
      try (FileSink sink = writer.file(file("a", 0644))) {
        sink.write(new byte[200_000]);
        assertThrows(IllegalStateException.class, () -> writer.put(directory("b")));
      }
      write(writer, file("c", 0644), "");
      writer.finish();
    }
    assertEquals(List.of("c"), names(target));
  }

  private static List<String> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aTargetWithSomethingInItIsRefused() throws Exception {
    Files.createDirectories(target.resolve("x"));
    assertRefused(target);
    Path file = Files.createFile(directory.resolve("file"));
    assertRefused(file);
    Path link = Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));
    assertRefused(link);
  }

  private static void assertRefused(Path place) {
    var e =
        assertThrows(
            RestoreTargetNotEmptyException.class,
            () -> new TreeWriter(place, RestoreOptions.DEFAULT).close());
    assertTrue(e.getMessage().startsWith(place.toString()));
  }

  @Test
  void theTargetMayBeNamedByALink() throws Exception {
    Files.createDirectories(target);
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    try (var writer = new TreeWriter(link, RestoreOptions.DEFAULT)) {
      writer.put(directory("."));
      write(writer, file("a", 0644), "a");
      writer.finish();
    }
    assertEquals("a", Files.readString(target.resolve("a")));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void withLeaveToOverwriteWhatIsInTheWayGivesWay() throws Exception {
    Files.createDirectories(target);
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("keep"), "keep");
    Shell.run(
        target,
        "echo old >file; ln -s ../../outside/keep link; mkfifo fifo; mkdir empty full; echo >full/x;"
            + " ln -s ../../outside dir; echo >other; mkdir kept; echo >kept/mine; chmod 500 kept");
    try (var writer = new TreeWriter(target, OVERWRITE)) {
      writer.put(directory("."));
      writer.put(directory("dir"));
      write(writer, file("dir/keep", 0644), "in dir");
      write(writer, file("empty", 0644), "was empty");
      write(writer, file("fifo", 0644), "was fifo");
      write(writer, file("file", 0644), "new");
      FileSink sink = writer.file(file("full", 0644));
      var e = assertThrows(IOException.class, sink::commit);
      assertEquals(
          "'full' was not restored: a directory with something in it is in the way",
          e.getMessage());
      sink.close();
      writer.put(directory("kept"));
      write(writer, file("kept/new", 0644), "new");
      write(writer, file("link", 0644), "was link");
      writer.put(directory("other"));
      assertEquals(List.of(), writer.finish());
    }
    assertEquals("keep", Files.readString(outside.resolve("keep")));
    assertEquals("in dir", Files.readString(target.resolve("dir/keep")));
    assertEquals("was empty", Files.readString(target.resolve("empty")));
    assertEquals("was fifo", Files.readString(target.resolve("fifo")));
    assertEquals("new", Files.readString(target.resolve("file")));
    assertEquals("was link", Files.readString(target.resolve("link")));
    assertFalse(Files.isSymbolicLink(target.resolve("link")));
    assertEquals(List.of("mine", "new"), names(target.resolve("kept")));
    assertEquals(0755, mode(target.resolve("kept")));
    assertTrue(Files.isDirectory(target.resolve("other")));
    assertEquals(
        List.of("dir", "empty", "fifo", "file", "full", "kept", "link", "other"), names(target));
  }

  @Test
  void entriesOutOfOrderFailOneByOne() throws Exception {
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      writer.put(directory("b"));
      var e = assertThrows(IOException.class, () -> writer.put(directory("a")));
      assertEquals("'a' was not restored: it is out of order, after 'b'", e.getMessage());
      assertThrows(IOException.class, () -> writer.file(file("b", 0644)));
      writer.put(directory("c"));
      writer.finish();
    }
    assertEquals(List.of("b", "c"), names(target));
  }

  @Test
  void ownersThatRootSetsComeFromNamesOrNumbersOrNotAtAll() throws Exception {
    assumeTrue(Shell.isRoot(), "only root can give files away");
    var owner = new Owner(12345, "root", 54321, "nosuchgroup");
    assertEquals(List.of(0L, 54321L, 06755L), restored(Owners.NAMES_WIN, owner));
    assertEquals(List.of(12345L, 54321L, 06755L), restored(Owners.NUMERIC, owner));
    assertEquals(List.of(0L, 0L, 0755L), restored(Owners.NONE, owner));
    var odd = new Owner(4294967294L, "0", 4294967293L, "root\0x");
    assertEquals(List.of(4294967294L, 4294967293L, 06755L), restored(Owners.NAMES_WIN, odd));
  }

  @Test
  void ownersInNewDirectoriesAreRightWhateverTheyInherit() throws Exception {
    assumeTrue(Shell.isRoot(), "only root can give files away");
    Shell.run(directory, "mkdir new; chgrp 4321 new; chmod 2755 new");
    var root = new Owner(0, "", 0, "");
    var inherited = new Owner(0, "", 4321, "");
    var other = new Owner(1234, "", 4321, "");
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      writer.put(Entries.owned(directory("."), root));
      write(writer, Entries.owned(file("a", 0644), root), "x");
      write(writer, Entries.owned(file("b", 0644), inherited), "x");
      writer.put(Entries.owned(directory("c"), other));
      write(writer, Entries.owned(file("c/d", 0644), other), "x");
      write(writer, Entries.owned(file("c/e", 0644), root), "x");
      writer.put(Entries.owned(link("c/f", "x"), root));
      assertEquals(List.of(), writer.finish());
    }
    var owners = new ArrayList<String>();
    for (String name : List.of("", "a", "b", "c", "c/d", "c/e", "c/f")) {
      FileStat stat = FileStat.of(target.resolve(name), false);
      owners.add(stat.uid() + ":" + stat.gid());
    }
    assertEquals(List.of("0:0", "0:0", "0:4321", "1234:4321", "1234:4321", "0:0", "0:0"), owners);
  }

  private List<Long> restored(Owners owners, Owner owner) throws IOException {
    Path place = directory.resolve("t" + owners + owner.uid());
    try (var writer = new TreeWriter(place, new RestoreOptions(owners, false, true))) {
      write(writer, Entries.owned(file(".", 06755), owner), "x");
      assertEquals(0, writer.ownersNotSet());
    }
    FileStat stat = FileStat.of(place, false);
    return List.of(stat.uid(), stat.gid(), (long) stat.permissions());
  }

  @Test
  void aLinkThatCannotBeMadeFailsAndTheRestGoesOn() throws Exception {
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      var e = assertThrows(IOException.class, () -> writer.put(link("a", "")));
      assertTrue(e.getMessage().startsWith("'a' was not restored: "), e.getMessage());
      assertThrows(IOException.class, () -> writer.put(link("b", "x\0y")));
      assertThrows(IOException.class, () -> writer.put(link("c", "x".repeat(5000))));
      writer.put(link("d", "ok"));
      writer.put(fifo("e"));
      writer.finish();
    }
    assertEquals(List.of("d", "e"), names(target));
  }

  @Test
  void aNameThatTheFileSystemCannotHoldFailsWithAllBelow() throws Exception {
    String name = "n".repeat(300);
    try (var writer = new TreeWriter(target, RestoreOptions.DEFAULT)) {
      assertThrows(IOException.class, () -> writer.put(directory(name)));
      var e = assertThrows(IOException.class, () -> writer.file(file(name + "/a", 0644)));
      assertTrue(e.getMessage().endsWith("its directory '" + name + "' was not restored"));
      write(writer, file("o", 0644), "fine");
      writer.finish();
    }
    assertEquals(List.of("o"), names(target));
  }
}
