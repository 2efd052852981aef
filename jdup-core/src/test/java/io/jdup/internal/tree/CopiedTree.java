package io.jdup.internal.tree;

import io.jdup.selection.Selection;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Walks a tree and writes it somewhere else, as a backup and a restore in one. */
final class CopiedTree implements TreeVisitor {
  private final TreeWriter writer;
  private final List<String> failures = new ArrayList<>();

  private CopiedTree(TreeWriter writer) {
    this.writer = writer;
  }

  /** Copies and returns what went wrong. */
  static List<String> copy(Path source, Path target, RestoreOptions options) throws IOException {
    try (var writer = new TreeWriter(target, options)) {
      var copy = new CopiedTree(writer);
      new TreeWalker(source, Selection.everything(), false).walk(copy);
      writer.finish().forEach(failure -> copy.failures.add(failure.getMessage()));
      return copy.failures;
    }
  }

  /** Copies the tree at one URI to another and prints what went wrong. */
  public static void main(String[] uris) throws IOException {
    Path source = Path.of(URI.create(uris[0]));
    copy(source, Path.of(URI.create(uris[1])), RestoreOptions.DEFAULT).forEach(System.out::println);
  }

  @Override
  public void entry(SourceEntry entry) throws IOException {
    try {
      if (entry.entry().type() == EntryType.FILE) {
        copyFile(entry);
      } else {
        writer.put(entry.entry());
      }
    } catch (AccessDeniedException e) {
      failures.add("closed " + entry.entry().path());
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private void copyFile(SourceEntry entry) throws IOException {
    try (FileChannel channel = entry.open();
        FileSink sink = writer.file(entry.entry())) {
      ByteBuffer buffer = ByteBuffer.allocate(100_000);
      while (channel.read(buffer.clear()) >= 0) {
        sink.write(buffer.array(), 0, buffer.position());
      }
      sink.commit();
    }
  }

  @Override
  public void unreadable(EntryPath path, IOException why) {
    failures.add("unreadable " + path);
  }

  @Override
  public void skipped(EntryPath path, String why) {
    failures.add("skipped " + path);
  }
}
