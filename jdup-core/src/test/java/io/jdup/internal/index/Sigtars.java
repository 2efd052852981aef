package io.jdup.internal.index;

import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds a sigtar in memory. */
public final class Sigtars {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SigtarWriter writer = new SigtarWriter(bytes, Path.of("unused"));

  public static TreeEntry entry(String path, EntryType type, long mtime) {
    var owner = new Owner(0, "root", 0, "root");
    return new TreeEntry(EntryPath.of(path), type, 0644, owner, mtime, 0, LinkTarget.NONE, 0, 0);
  }

  public Sigtars directory(String path) throws IOException {
    writer.entry(entry(path, EntryType.DIRECTORY, 1));
    return this;
  }

  public Sigtars file(String path, long mtime, String content) throws IOException {
    try (var body = writer.signature(entry(path, EntryType.FILE, mtime))) {
      var signature = new SignatureWriter(SignatureFormat.duplicity(content.length(), 2048), body);
      byte[] text = content.getBytes(StandardCharsets.UTF_8);
      signature.update(text, 0, text.length);
      signature.finish();
    }
    return this;
  }

  public Sigtars brokenFile(String path) throws IOException {
    try (var body = writer.signature(entry(path, EntryType.FILE, 1))) {
      body.write(new byte[] {1, 2, 3});
    }
    return this;
  }

  public Sigtars deleted(String path) throws IOException {
    writer.deleted(EntryPath.of(path));
    return this;
  }

  public byte[] bytes() throws IOException {
    writer.finish();
    return bytes.toByteArray();
  }

  /** Returns a chain of these, the full first, called by their numbers. */
  public static SignatureFileSource chain(List<Sigtars> oldestFirst) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Sigtars sigtar : oldestFirst) {
      files.add(sigtar.bytes());
    }
    return chainOf(files);
  }

  public static SignatureFileSource chainOf(List<byte[]> files) {
    return new SignatureFileSource() {
      @Override
      public int count() {
        return files.size();
      }

      @Override
      public SigtarReader open(int number) {
        return new SigtarReader("" + number, new ByteArrayInputStream(files.get(number)));
      }
    };
  }
}
