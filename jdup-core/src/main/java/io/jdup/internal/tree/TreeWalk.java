package io.jdup.internal.tree;

import io.jdup.selection.SelectionJudge;
import io.jdup.selection.Verdict;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk of a tree, with the directories it is in. */
final class TreeWalk {
  private final EntryReader reader;
  private final SelectionJudge judge;
  private final TreeVisitor visitor;
  private final byte[] rootBytes;
  private final FileStat rootStat;
  private final List<Level> levels = new ArrayList<>(); // from the root down to where the walk is
  private @Nullable Path root; // until the walk has begun
  private int toldCount; // so many levels, from the root on, has the visitor heard of

  /** A directory on the way down. */
  private static final class Level {
    final SourceEntry directory;
    final FileStat stat;
    final byte[][] names;
    int next;

    Level(SourceEntry directory, FileStat stat, byte[][] names) {
      this.directory = directory;
      this.stat = stat;
      this.names = names;
    }
  }

  /** Prepares a walk of the tree at {@code root}. */
  TreeWalk(
      Path root,
      EntryReader reader,
      SelectionJudge judge,
      TreeVisitor visitor,
      byte[] rootBytes,
      FileStat rootStat) {
    this.root = root;
    this.reader = reader;
    this.judge = judge;
    this.visitor = visitor;
    this.rootBytes = rootBytes;
    this.rootStat = rootStat;
  }

  /**
   * Goes one step on; returns false if there was none left to go. A root that cannot be read fails,
   * unlike anything below it.
   */
  boolean step() throws IOException {
    if (root != null) {
      Path first = root;
      root = null;
      begin(first);
      return true;
    }
    if (levels.isEmpty()) {
      return false;
    }
    walkDown(levels.get(levels.size() - 1));
    return true;
  }

  private void begin(Path first) throws IOException {
    EntryType type = rootStat.type();
    if (type == null) {
      visitor.skipped(EntryPath.ROOT, whatIs(rootStat));
      return;
    }
    SourceEntry entry = reader.read(EntryPath.ROOT, first, rootStat, type);
    if (type == EntryType.DIRECTORY) {
      levels.add(new Level(entry, rootStat, reader.list(first)));
      tellLevels();
    } else {
      visitor.entry(entry);
    }
  }

  private void walkDown(Level level) throws IOException {
    if (level.next < level.names.length) {
      byte[] name = level.names[level.next++];
      EntryPath path = level.directory.entry().path().child(name);
      visit(path, RawNames.resolve(level.directory.path(), name));
    } else {
      levels.remove(levels.size() - 1);
      toldCount = Math.min(toldCount, levels.size());
    }
  }

  private void visit(EntryPath path, Path file) throws IOException {
    FileStat stat;
    try {
      stat = statWithoutLoop(file);
    } catch (IOException e) {
      var unknown = new WalkedFile(rootBytes, rootStat, path, file, null);
      if (judge.judge(unknown) != Verdict.EXCLUDE) {
        tellFailure(path, e);
      }
      return;
    }
    Verdict verdict = judge.judge(new WalkedFile(rootBytes, rootStat, path, file, stat));
    if (verdict != Verdict.EXCLUDE) {
      take(path, file, stat, verdict);
    }
  }

  // A followed link that leads back to a directory the walk is in would never end.
  private FileStat statWithoutLoop(Path file) throws IOException {
    FileStat stat = reader.stat(file);
    boolean loops =
        stat.type() == EntryType.DIRECTORY
            && reader.isFollowed(file)
            && levels.stream().anyMatch(level -> level.stat.isSameFile(stat));
    return loops ? FileStat.of(file, false) : stat;
  }

  private void take(EntryPath path, Path file, FileStat stat, Verdict verdict) throws IOException {
    EntryType type = stat.type();
    if (type == null) {
      visitor.skipped(path, whatIs(stat));
      return;
    }
    SourceEntry entry;
    byte[][] names;
    try {
      entry = reader.read(path, file, stat, type);
      names = type == EntryType.DIRECTORY ? reader.list(file) : new byte[0][];
    } catch (IOException e) {
      tellFailure(path, e);
      return;
    }
    if (type == EntryType.DIRECTORY) {
      levels.add(new Level(entry, stat, names));
      if (verdict == Verdict.INCLUDE) {
        tellLevels();
      }
    } else {
      tellLevels();
      visitor.entry(entry);
    }
  }

  private void tellFailure(EntryPath path, IOException why) throws IOException {
    tellLevels(); // what an earlier backup has at the path needs its directories
    if (why instanceof NoSuchFileException) {
      visitor.vanished(path, why);
    } else {
      visitor.unreadable(path, why);
    }
  }

  // Directories that are merely scanned are held back until something inside is taken.
  private void tellLevels() throws IOException {
    while (toldCount < levels.size()) {
      visitor.entry(levels.get(toldCount).directory);
      toldCount++;
    }
  }

  private static String whatIs(FileStat stat) {
    return stat.isSocket() ? "sockets are not backed up" : "is of a kind that is not backed up";
  }
}
