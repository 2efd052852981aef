package io.jdup.internal.diff;

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
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A tree of files that is compared with known signatures, and what comes of it. */
abstract class DiffedTree {
  static final long LATER = 1_600_000_000L;

  @TempDir Path temp;

  final List<String> events = new ArrayList<>();

  final List<String> difftar = new ArrayList<>(); // the blocks

  final ByteArrayOutputStream sigtar = new ByteArrayOutputStream();

  final TaskScope workers = new TaskScope(2, 2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  static byte[] signatureOf(String content) throws IOException {
    var expected = new ByteArrayOutputStream();
    var format = SignatureFormat.duplicity(content.length(), 2048);
    var signature = new SignatureWriter(format, expected);
    signature.update(content.getBytes(StandardCharsets.UTF_8), 0, content.length());
    signature.finish();
    return expected.toByteArray();
  }

  TreeDiff against(Sigtars known) throws IOException {
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

  static SourceEntry directory(String path, long mtime) {
    return new SourceEntry(
        Sigtars.entry(path, EntryType.DIRECTORY, mtime), Path.of("unused"), false);
  }

  static TreeEntry entry(String path, long mtime) {
    return Sigtars.entry(path, EntryType.FILE, mtime);
  }

  SourceEntry file(String path, long mtime, String content) throws IOException {
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

  private SigtarReader writtenReader() {
    byte[] endless = Arrays.copyOf(sigtar.toByteArray(), sigtar.size() + 1024);
    return new SigtarReader("new.sigtar", new ByteArrayInputStream(endless));
  }

  private List<SigtarEntry> written() throws IOException {
    var reader = writtenReader();
    List<SigtarEntry> entries = new ArrayList<>();
    for (SigtarEntry next = reader.next(); next != null; next = reader.next()) {
      entries.add(next);
    }
    return entries;
  }

  byte[] firstBody() throws IOException {
    var reader = writtenReader();
    reader.next();
    return reader.body().readAllBytes();
  }

  List<String> signatures() throws IOException {
    return written().stream().map(one -> one.kind() + " " + one.entry().path()).toList();
  }

  TreeEntry signatureEntry(String path) throws IOException {
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
