package io.jdup.internal.tree;

import io.jdup.report.SourceMissingException;
import io.jdup.selection.Selection;
import io.jdup.selection.SelectionJudge;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Walks a source tree and tells a visitor what is selected, in the order the format wants: depth
 * first, the root first, the names of each directory by their bytes as unsigned numbers.
 *
 * <p>Memory grows with the depth and with the names of the directories on the way down, not with
 * the size of the tree. Names keep their bytes in every locale. A root that is no directory is a
 * tree of one entry. Immutable; source: format specification sections 3.2, 3.6 and 8.1.
 */
public final class TreeWalker {
  private final Path root;
  private final Selection selection;
  private final boolean followLinks;
  private final byte[] rootName; // what the paths begin with that patterns are matched against

  /**
   * Prepares a walk of {@code root}, which may be relative; patterns of {@code selection} are
   * matched against paths that begin with it as it stands.
   *
   * @param followLinks whether a symlink counts as what it points to. One that points nowhere, or
   *     to a directory it lies in, stays a symlink.
   */
  public TreeWalker(Path root, Selection selection, boolean followLinks) {
    this(existing(root), selection, followLinks, RawNames.toBytes(existing(root)));
  }

  private TreeWalker(Path root, Selection selection, boolean followLinks, byte[] rootName) {
    this.root = root;
    this.selection = selection;
    this.followLinks = followLinks;
    this.rootName = rootName;
  }

  private static Path existing(Path root) {
    return root.toString().isEmpty() ? root.getFileSystem().getPath(".") : root;
  }

  /**
   * Returns a walker that matches patterns against paths that begin with {@code name}; null for the
   * root as it is.
   */
  public TreeWalker named(byte @Nullable [] name) {
    return name == null ? this : new TreeWalker(root, selection, followLinks, name.clone());
  }

  /**
   * Walks the tree once; what the visitor throws ends the walk.
   *
   * @throws SourceMissingException if there is nothing at the root
   * @throws io.jdup.selection.SelectionException if a pattern can match nothing in the tree, or the
   *     last rule is an include
   */
  public void walk(TreeVisitor visitor) throws IOException {
    TreeWalk walk = begin(visitor);
    while (walk.step()) {
      // each step tells what it finds
    }
  }

  /**
   * Does the same, but looks at the tree in a background thread, up to 2,304 entries ahead of what
   * the visitor has heard of. That thread has ended when this returns. The visitor is called as by
   * {@link #walk}; only, if the walk fails, it may not hear of the last entries before.
   */
  public void walkAhead(TreeVisitor visitor) throws IOException {
    var told = new WalkBatch();
    WalkAhead.run(begin(told), told, visitor);
  }

  private TreeWalk begin(TreeVisitor visitor) throws IOException {
    var reader = new EntryReader(root.getFileSystem(), followLinks);
    FileStat stat = rootStat(reader);
    SelectionJudge judge =
        selection.startAt(new WalkedFile(rootName, stat, EntryPath.ROOT, root, stat));
    return new TreeWalk(root, reader, judge, visitor, rootName, stat);
  }

  /**
   * Makes sure that there is something at the root, before more is done for a walk of it.
   *
   * @throws SourceMissingException if there is not
   */
  public void requireRoot() throws IOException {
    rootStat(new EntryReader(root.getFileSystem(), followLinks));
  }

  private FileStat rootStat(EntryReader reader) throws IOException {
    try {
      return reader.stat(root);
    } catch (NoSuchFileException e) {
      throw new SourceMissingException(root.toString(), e);
    }
  }
}
