package io.jdup.internal.backup;

import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.manifest.ByteSum;
import io.jdup.internal.manifest.PartManifest.Group;
import io.jdup.internal.manifest.PartMark;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The sigtar that an interrupted run left unfinished, and which volumes it describes.
 *
 * <p>Source: format specification section 9.4: one that a resumed run of duplicity left describes
 * files as they were when that run began, not what the volumes hold.
 */
final class PartSignatures {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;

  private final Path file;

  PartSignatures(Path file) {
    this.file = file;
  }

  /**
   * Returns the numbers of those {@code groups} whose marks fit: the file begins with the very
   * bytes that stood there when the volume was stored.
   */
  Set<Integer> fitting(List<Group> groups) throws IOException {
    Set<Integer> fitting = new HashSet<>();
    try (InputStream in = Files.newInputStream(file)) {
      var sum = new ByteSum();
      byte[] buffer = new byte[BUFFER_BYTES];
      long position = 0;
      for (Group group : groups) {
        PartMark mark = group.mark().orElse(null);
        while (mark != null && position < mark.signatureBytes()) {
          int wanted = (int) Math.min(buffer.length, mark.signatureBytes() - position);
          int count = in.read(buffer, 0, wanted);
          if (count < 0) {
            return fitting; // the power went before the rest was on disk
          }
          sum.update(buffer, 0, count);
          position += count;
        }
        if (mark != null
            && position == mark.signatureBytes()
            && sum.value() == mark.signatureSum()) {
          fitting.add(group.info().number());
        }
      }
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    return fitting;
  }

  /**
   * Copies all that can be read to {@code target}, in jdup's own spelling and without an end.
   * Returns for each of {@code edges} that comes where its entry ends there.
   */
  Map<EntryPath, Long> normalized(Path target, Set<EntryPath> edges) throws IOException {
    Map<EntryPath, Long> ends = new HashMap<>();
    Path spool = target.toAbsolutePath().getParent();
    if (!Files.exists(file) || Files.size(file) == 0 || spool == null) {
      return ends;
    }
    try (var reader = new SigtarReader(file.getFileName().toString(), unpacked());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        var writer = new SigtarWriter(out, spool)) {
      for (SigtarEntry entry = reader.next(); entry != null; entry = reader.next()) {
        copy(entry, reader, writer);
        if (edges.contains(entry.entry().path())) {
          ends.put(entry.entry().path(), writer.writtenBytes());
        }
      }
    } catch (CorruptBackupException | RefusedEntryException e) {
      return ends; // cut off by whatever ended the run; what came before is sound
    }
    return ends;
  }

  private InputStream unpacked() throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER_BYTES) : in;
  }

  private static void copy(SigtarEntry entry, SigtarReader from, SigtarWriter to)
      throws IOException {
    switch (entry.kind()) {
      case SNAPSHOT -> to.entry(entry.entry());
      case DELETED -> to.deleted(entry.entry().path());
      case SIGNATURE -> {
        SigtarWriter.Signature signature = to.signature(entry.entry());
        from.body().transferTo(signature);
        signature.close(); // not where the body breaks off: then it is not written at all
      }
    }
  }
}
