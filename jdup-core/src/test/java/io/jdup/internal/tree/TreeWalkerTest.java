package io.jdup.internal.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdup.report.SourceMissingException;
import io.jdup.selection.Selection;
import io.jdup.selection.SelectionException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWalkerTest {
  @TempDir Path root;

  /** Remembers what it hears. */
  private static class Recorder implements TreeVisitor {
    final List<SourceEntry> entries = new ArrayList<>();
    final List<String> told = new ArrayList<>();

    @Override
    public void entry(SourceEntry entry) throws IOException {
      entries.add(entry);
      told.add(entry.entry().path().toString());
    }

    @Override
    public void unreadable(EntryPath path, IOException why) {
      told.add("unreadable " + path);
    }

    @Override
    public void vanished(EntryPath path, IOException why) {
      told.add("vanished " + path);
    }

    @Override
    public void skipped(EntryPath path, String why) {
      told.add("skipped " + path);
    }

    TreeEntry find(String path) {
      return entries.stream()
          .map(SourceEntry::entry)
          .filter(entry -> entry.path().equals(EntryPath.of(path)))
          .findFirst()
          .orElseThrow();
    }
  }

  private Recorder walk(Selection selection) throws IOException {
    return walk(root, selection, false);
  }

  private static Recorder walk(Path root, Selection selection, boolean follow) throws IOException {
    var recorder = new Recorder();
    new TreeWalker(root, selection, follow).walk(recorder);
    return recorder;
  }

  @Test
  void patternsMatchTheNameThatTheRootIsGiven() throws Exception {
    make("mkdir a b; touch a/x b/y");
    var recorder = new Recorder();
    Selection selection = Selection.everything().exclude("any/name/a");
    byte[] name = "any/name".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    new TreeWalker(root, selection, false).named(name).walk(recorder);
    assertEquals(List.of(".", "b", "b/y"), recorder.told);
  }

  private void make(String script) throws IOException, InterruptedException {
    Shell.run(root, script);
  }

  @Test
  void goesInTheOrderOfComponentsNotOfStrings() throws Exception {
    make("mkdir -p dir/sub; touch dir/x dir- dir.txt dir/sub/y $'\\xff' B a");
    List<String> paths = List.of(".", "B", "a", "dir", "dir/sub", "dir/sub/y", "dir/x", "dir-");
    Recorder seen = walk(Selection.everything());
    assertEquals(paths, seen.told.subList(0, 8));
    assertEquals("dir.txt", seen.told.get(8));
    assertArrayEquals(new byte[] {(byte) 0xff}, seen.entries.get(9).entry().path().toBytes());
  }

  @Test
  void readsWhatABackupKeeps() throws Exception {
    make(
        "printf 12345 >f; chmod 4751 f; touch -d '2001-02-03 04:05:06.7 UTC' f;"
            + " mkdir d; chmod 1777 d; ln -s '../a//b/' l; mkfifo p; chmod 640 p;"
            + " touch -d '1960-01-01 UTC' old; touch -d @1700000000.999999999 late");
    Recorder seen = walk(Selection.everything());
    TreeEntry file = seen.find("f");
    assertEquals(EntryType.FILE, file.type());
    assertEquals(04751, file.mode());
    assertEquals(5, file.sizeBytes());
    assertEquals(981173106, file.mtimeSeconds());
    assertEquals(01777, seen.find("d").mode());
    assertEquals(0, seen.find("d").sizeBytes());
    assertEquals(EntryType.SYMLINK, seen.find("l").type());
    assertEquals("../a//b/", seen.find("l").linkTarget().toString());
    assertEquals(0777, seen.find("l").mode());
    assertEquals(EntryType.FIFO, seen.find("p").type());
    assertEquals(-315619200, seen.find("old").mtimeSeconds());
    assertEquals(1700000001, seen.find("late").mtimeSeconds()); // as a double, cut
  }

  @Test
  void ownersComeWithTheirNames() throws Exception {
    assumeTrue(Shell.isRoot(), "only root can give files away");
    make("touch a b; chown 0:0 a; chown 54321:65533 b; touch c; chown 4294967294:4294967293 c");
    Recorder seen = walk(Selection.everything());
    assertEquals(new Owner(0, "root", 0, "root"), seen.find("a").owner());
    assertEquals(new Owner(54321, "", 65533, ""), seen.find("b").owner());
    assertEquals(new Owner(4294967294L, "", 4294967293L, ""), seen.find("c").owner());
  }

  @Test
  void devicesComeWithTheirNumbers() throws Exception {
    assumeTrue(Shell.isRoot(), "only root can make devices");
    make("mknod c c 1 3; mknod b b 4000 1000000");
    Recorder seen = walk(Selection.everything());
    assertEquals(EntryType.CHARACTER_DEVICE, seen.find("c").type());
    assertEquals(1, seen.find("c").deviceMajor());
    assertEquals(3, seen.find("c").deviceMinor());
    assertEquals(EntryType.BLOCK_DEVICE, seen.find("b").type());
    assertEquals(4000, seen.find("b").deviceMajor());
    assertEquals(1000000, seen.find("b").deviceMinor());
  }

  @Test
  void linkTargetsKeepTheirBytes() throws Exception {
    make(
        "ln -s .. a; ln -s / b; ln -s //x c; ln -s $'\\xfe/\\n/..' d; ln -s . e; ln -s $PWD f;"
            + " ln -s $'\\xfe/' g; mkdir $'\\xfc'; ln -s $'\\xfc' h");
    Recorder seen = walk(Selection.everything());
    List<String> targets =
        List.of("..", "/", "//x", "\u00fe/\n/..", ".", root.toString(), "\u00fe/", "\u00fc");
    for (int i = 0; i < targets.size(); i++) {
      byte[] target = seen.find(String.valueOf((char) ('a' + i))).linkTarget().toBytes();
      assertEquals(targets.get(i), new String(target, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void socketsAreSkippedAndTold() throws Exception {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(root.resolve("s")));
      assertEquals(List.of(".", "skipped s"), walk(Selection.everything()).told);
    }
    String all = root + "/**";
    assertEquals(List.of("."), walk(Selection.everything().exclude(all)).told);
  }

  @Test
  void aScannedDirectoryComesJustBeforeWhatIsTakenInIt() throws Exception {
    make("mkdir -p a/none b/c/d e; touch b/c/d/take b/no e/no");
    var selection = Selection.everything().include(root + "/*/c/d/take").exclude("**");
    assertEquals(List.of(".", "b", "b/c", "b/c/d", "b/c/d/take"), walk(selection).told);
  }

  @Test
  void rulesSeeWhatTheFileSystemSays() throws Exception {
    make("mkdir -p a/b; touch a/stop a/b/x y; touch -d @1000.5 old; ln -s /dev/null l");
    var selection =
        Selection.everything()
            .excludeIfPresent("stop")
            .excludeDeviceFiles()
            .excludeOtherFilesystems()
            .excludeOlderThan(java.time.Instant.ofEpochSecond(1000, 600_000_000));
    assertEquals(List.of(".", "l", "y"), walk(selection).told);
    selection = Selection.everything().excludeIfPresent("a/stop").excludeIfPresent("../y");
    assertEquals(8, walk(selection).told.size());
  }

  @Test
  void whatVanishesMeanwhileIsTold() throws Exception {
    make("mkdir b; touch a b/x c d");
    var seen =
        new Recorder() {
          @Override
          public void entry(SourceEntry entry) throws IOException {
            super.entry(entry);
            if (entry.entry().path().equals(EntryPath.of("a"))) {
              Files.delete(root.resolve("b/x"));
              Files.delete(root.resolve("b"));
              Files.delete(root.resolve("d"));
            }
          }
        };
    new TreeWalker(root, Selection.everything().exclude(root + "/d"), false).walk(seen);
    assertEquals(List.of(".", "a", "vanished b", "c"), seen.told);
  }

  @Test
  void theRootMayBeAFileOrALink() throws Exception {
    make("mkdir d; touch d/x; ln -s d l; echo >f");
    assertEquals(List.of("."), walk(root.resolve("f"), Selection.everything(), false).told);
    Recorder link = walk(root.resolve("l"), Selection.everything(), false);
    assertEquals(EntryType.SYMLINK, link.find(".").type());
    assertEquals(1, link.told.size());
    assertEquals(List.of(".", "x"), walk(root.resolve("l"), Selection.everything(), true).told);
  }

  @Test
  void aMissingRootIsAnError() {
    Path nowhere = root.resolve("nowhere");
    var e =
        assertThrows(
            SourceMissingException.class, () -> walk(nowhere, Selection.everything(), false));
    assertEquals(nowhere.toString(), e.source());
  }

  @Test
  void aPatternThatFitsNothingIsRefusedBeforeAnythingIsTold() {
    var recorder = new Recorder();
    var walker = new TreeWalker(root, Selection.everything().exclude("/elsewhere"), false);
    assertThrows(SelectionException.class, () -> walker.walk(recorder));
    assertEquals(List.of(), recorder.told);
  }

  @Test
  void followedLinksCountAsWhatTheyPointTo() throws Exception {
    make(
        "mkdir -p d/e; echo hello >d/f; ln -s d l; ln -s d/f m; ln -s gone n; ln -s n o;"
            + " ln -s ../.. d/e/up; ln -s q q");
    Recorder seen = walk(root, Selection.everything(), true);
    assertEquals(
        List.of(".", "d", "d/e", "d/e/up", "d/f", "l", "l/e", "l/e/up", "l/f", "m", "n", "o", "q"),
        seen.told);
    assertEquals(EntryType.DIRECTORY, seen.find("l").type());
    assertEquals(EntryType.FILE, seen.find("m").type());
    assertEquals(6, seen.find("m").sizeBytes());
    assertEquals(EntryType.SYMLINK, seen.find("n").type());
    assertEquals(EntryType.SYMLINK, seen.find("o").type());
    assertEquals(EntryType.SYMLINK, seen.find("q").type());
    assertEquals(EntryType.SYMLINK, seen.find("d/e/up").type());
    SourceEntry file = seen.entries.get(seen.told.indexOf("m"));
    try (FileChannel channel = file.open()) {
      assertEquals(6, channel.read(ByteBuffer.allocate(10)));
    }
  }

  // The kernel lets no mount be found within itself: behind the loop is the directory that it
  // hides.
  @Test
  void aDirectoryThatIsMountedBelowItselfEnds() throws Exception {
    assumeTrue(Shell.isRoot(), "only root can mount");
    make("mkdir -p a/loop a/shared; echo x >a/f");
    String loop = root.resolve("a/loop").toString();
    assumeTrue(isMounted("--bind", loop), "nothing can be mounted here");
    try {
      Recorder seen = walk(Selection.everything());
      assertEquals(
          List.of(
              ".",
              "a",
              "a/f",
              "a/loop",
              "a/loop/a",
              "a/loop/a/f",
              "a/loop/a/loop",
              "a/loop/a/shared",
              "a/shared"),
          seen.told);
      assertTrue(isMounted("--rbind", root.resolve("a/shared").toString()));
      assertTrue(walk(Selection.everything()).told.size() > 9); // and ends, whatever it shows
    } finally {
      new ProcessBuilder("umount", "-R", root.resolve("a/shared").toString()).start().waitFor();
      assertEquals(0, new ProcessBuilder("umount", loop).start().waitFor());
    }
  }

  @Test
  void whatIsOnAnotherFileSystemIsLeftOutOnDemand() throws Exception {
    assumeTrue(Shell.isRoot(), "only root can mount");
    make("mkdir other same; echo x >same/f");
    String other = root.resolve("other").toString();
    assumeTrue(isRun("mount", "-t", "tmpfs", "jdup-test", other), "nothing can be mounted here");
    try {
      make("mkdir other/d; echo x >other/d/f");
      Selection all = Selection.everything();
      assertEquals(List.of(".", "other", "other/d", "other/d/f", "same", "same/f"), walk(all).told);
      Selection own = all.excludeOtherFilesystems();
      assertEquals(List.of(".", "same", "same/f"), walk(own).told);
      assertEquals(List.of(".", "d", "d/f"), walk(root.resolve("other"), own, false).told);
    } finally {
      assertTrue(isRun("umount", other));
    }
  }

  private boolean isMounted(String how, String place) throws Exception {
    return isRun("mount", how, root.toString(), place);
  }

  private static boolean isRun(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  @Test
  void opensNothingThatTookTheFilesPlace() throws Exception {
    make("echo secret >secret; echo a >a; echo b >b; echo c >c");
    Recorder seen = walk(Selection.everything());
    make("ln -sf secret a; rm b; mkfifo b; rm c; mkdir c");
    for (String name : List.of("a", "b", "c")) {
      SourceEntry entry = seen.entries.get(seen.told.indexOf(name));
      var e = assertThrows(IOException.class, entry::open);
      assertTrue(e.getMessage().endsWith("was replaced by something else while it was backed up"));
    }
  }

  @Test
  void manySiblingsAndDeepDirectoriesAreFine() throws Exception {
    make("seq -f %05g 3000 | xargs touch; mkdir -p $(printf 'd/%.0s' $(seq 200))");
    Recorder seen = walk(Selection.everything());
    assertEquals(1 + 3000 + 200, seen.told.size());
    var sorted = new ArrayList<>(seen.entries.stream().map(e -> e.entry().path()).toList());
    sorted.sort(null);
    assertEquals(sorted, seen.entries.stream().map(e -> e.entry().path()).toList());
  }
}
