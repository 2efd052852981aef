package io.jdup.internal.difftar;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sigtar: an entry for every path the set's volumes mention, with the signature of each
 * regular file. The order of entries is the caller's; one signature is open at a time.
 *
 * <p>{@link #finish} completes the tar; {@link #close} frees what spooling took and leaves the
 * output open in any case. Not thread-safe. Source: format specification section 4.1.
 */
public final class SigtarWriter implements Closeable {
  private static final int SPOOLED_IN_MEMORY_BYTES = 1 << 20;
  private static final int RECORD_BYTES = 10240; // a tar file is a multiple of this

  private final OutputStream out;
  private final BodySpool spool;
  private final SigtarLog log;
  private final HeaderEncoder encoder = HeaderEncoder.forSigtars();
  private final byte[] zeros = new byte[UstarBlock.SIZE];
  private long written;
  private @Nullable Signature open;

  /**
   * Writes to {@code out}. A signature above 1 MiB waits in a temporary file in {@code
   * spoolDirectory} until it is complete.
   */
  public SigtarWriter(OutputStream out, Path spoolDirectory) {
    this(out, spoolDirectory, SigtarLog.NONE);
  }

  /** Does the same and tells {@code log} of each entry. */
  public SigtarWriter(OutputStream out, Path spoolDirectory, SigtarLog log) {
    this(out, spoolDirectory, SPOOLED_IN_MEMORY_BYTES, log);
  }

  SigtarWriter(OutputStream out, Path spoolDirectory, int memoryBytes, SigtarLog log) {
    this.out = out;
    this.log = log;
    this.spool = new BodySpool(spoolDirectory, memoryBytes);
  }

  /** Goes on behind {@code bytes} of tar that are in the output already. */
  public void skip(long bytes) {
    checkNothingOpen();
    written += bytes;
  }

  /** Returns how many bytes of tar are in the output. */
  public long writtenBytes() {
    return written;
  }

  /** Starts the signature of the regular file {@code entry}, which ends when it is closed. */
  public Signature signature(TreeEntry entry) {
    if (entry.type() != EntryType.FILE) {
      throw new IllegalArgumentException("only files have signatures: '" + entry.path() + "'");
    }
    checkNothingOpen();
    Signature signature = new Signature(entry);
    open = signature;
    return signature;
  }

  /** Writes an entry without a signature: anything but a regular file. */
  public void entry(TreeEntry entry) throws IOException {
    if (entry.type() == EntryType.FILE) {
      throw new IllegalArgumentException("a file needs its signature: '" + entry.path() + "'");
    }
    checkNothingOpen();
    writeHeader(EntryPrefix.SNAPSHOT, entry, 0);
  }

  /** Writes that {@code path} is gone. */
  public void deleted(EntryPath path) throws IOException {
    checkNothingOpen();
    writeHeader(EntryPrefix.DELETED, DifftarWriter.goneEntry(path), 0);
  }

  private void checkNothingOpen() {
    if (open != null) {
      throw new IllegalStateException("the signature of the entry before is still open");
    }
  }

  private void writeHeader(EntryPrefix prefix, TreeEntry entry, long bodyBytes) throws IOException {
    log.written(kindOf(prefix), entry, written);
    encoder.encode(prefix, entry, 0, bodyBytes);
    out.write(encoder.encoded().array(), 0, encoder.encoded().length());
    written += encoder.encoded().length();
  }

  private static SigtarEntry.Kind kindOf(EntryPrefix prefix) {
    return switch (prefix) {
      case SIGNATURE -> SigtarEntry.Kind.SIGNATURE;
      case DELETED -> SigtarEntry.Kind.DELETED;
      default -> SigtarEntry.Kind.SNAPSHOT;
    };
  }

  private void writeSpooled(TreeEntry entry) throws IOException {
    long length = spool.length();
    writeHeader(EntryPrefix.SIGNATURE, entry, length);
    spool.drainTo(out);
    int padding = (int) (-length & UstarBlock.SIZE - 1);
    out.write(zeros, 0, padding);
    written += length + padding;
  }

  /**
   * Ends the tar with two zero blocks, fills it up to a multiple of 10240 bytes and flushes.
   *
   * <p>Source: nine small files in one directory, 9728 bytes of entries, give a sigtar of 20480
   * bytes with duplicity 0.8.22.
   */
  public void finish() throws IOException {
    checkNothingOpen();
    int zeroBlocks = 0;
    while (zeroBlocks < 2 || written % RECORD_BYTES != 0) {
      out.write(zeros);
      written += zeros.length;
      zeroBlocks++;
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  /** One signature on its way into the spool. */
  public final class Signature extends OutputStream {
    private TreeEntry entry;
    private boolean closed;

    private Signature(TreeEntry entry) {
      this.entry = entry;
    }

    /** Records the signature with the metadata of {@code other}, an entry of the same path. */
    public void recordAs(TreeEntry other) {
      if (!other.path().equals(entry.path())) {
        throw new IllegalArgumentException(
            "the signature of '" + entry.path() + "' is not that of '" + other.path() + "'");
      }
      entry = other;
    }

    /** Forgets the signature, as if it had never been started. */
    public void takeBack() {
      closed = true;
      open = null;
      spool.clear();
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (closed) {
        throw new IOException("the signature of '" + entry.path() + "' is closed");
      }
      spool.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      open = null;
      writeSpooled(entry);
    }
  }
}
