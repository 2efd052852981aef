package io.jdup.internal.backup;

import io.jdup.internal.manifest.FileChange;
import io.jdup.internal.manifest.ManifestWriter;
import io.jdup.internal.tree.EntryPath;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the list of changed files on disk until the manifest can take it, so that a backup of
 * millions of files needs no memory for them. Not thread-safe.
 */
final class FileListSpool implements Closeable {
  private final Path file;
  private final DataOutputStream out;
  private int count;

  /** Spools into {@code file}, which is created. */
  FileListSpool(Path file) throws IOException {
    this.file = file;
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  void add(FileChange.Action action, EntryPath path) throws IOException {
    byte[] bytes = path.toBytes();
    out.writeUTF(action.name());
    out.writeInt(bytes.length);
    out.write(bytes);
    count++;
  }

  /** Writes the list of all that was added. */
  void copyTo(ManifestWriter manifest) throws IOException {
    out.close();
    manifest.startFileList(count);
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int i = 0; i < count; i++) {
        var action = FileChange.Action.valueOf(in.readUTF());
        byte[] bytes = in.readNBytes(in.readInt());
        manifest.change(new FileChange(action, EntryPath.of(bytes)));
      }
    }
    manifest.finish();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
