package io.jdup.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.selection.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkAheadTest {
  private static final int FILES = 3000;

  @TempDir private Path root;

  private static class Recorder implements TreeVisitor {
    final List<String> told = new ArrayList<>();
    final Thread thread = Thread.currentThread();

    @Override
    public void entry(SourceEntry entry) throws IOException {
      assertSame(thread, Thread.currentThread());
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
  }

  @BeforeEach
  void makeTree() throws IOException {
    for (int i = 1000; i < 1000 + FILES; i++) {
      Files.createFile(root.resolve("f" + i));
    }
    Files.createDirectory(root.resolve("d"));
    Files.createFile(root.resolve("d/x"));
    Files.createFile(root.resolve("excluded"));
  }

  private TreeWalker walker() {
    return new TreeWalker(root, Selection.everything().exclude(root + "/excluded"), false);
  }

  @Test
  void tellsTheSameInTheSameOrderInTheCallersThread() throws IOException {
    var direct = new Recorder();
    walker().walk(direct);
    var ahead = new Recorder();
    walker().walkAhead(ahead);
    assertEquals(FILES + 3, direct.told.size());
    assertEquals(direct.told, ahead.told);
  }

  @Test
  void staysWithinItsBound() throws IOException {
    var seen =
        new Recorder() {
          @Override
          public void entry(SourceEntry entry) throws IOException {
            super.entry(entry);
            Files.deleteIfExists(root.resolve("f" + (1000 + FILES - 1)));
          }
        };
    walker().walkAhead(seen);
    assertEquals("vanished f" + (1000 + FILES - 1), seen.told.get(FILES + 2));
  }

  @Test
  void whatTheVisitorThrowsEndsTheWalk() {
    var failure = new IOException("enough");
    var seen =
        new Recorder() {
          @Override
          public void entry(SourceEntry entry) throws IOException {
            super.entry(entry);
            if (told.size() == 700) {
              throw failure;
            }
          }
        };
    assertSame(failure, assertThrows(IOException.class, () -> walker().walkAhead(seen)));
    assertEquals(700, seen.told.size());
  }

  @Test
  void failureInTheBackgroundKeepsItsType() throws IOException {
    FileStat directory = FileStat.of(root, false);
    Path gone = root.resolve("gone");
    var told = new WalkBatch();
    var judge =
        Selection.everything()
            .startAt(new WalkedFile(new byte[] {'r'}, directory, EntryPath.ROOT, root, directory));
    var reader = new EntryReader(root.getFileSystem(), false);
    var walk = new TreeWalk(gone, reader, judge, told, new byte[] {'r'}, directory);
    assertThrows(NoSuchFileException.class, () -> WalkAhead.run(walk, told, new Recorder()));
  }
}
