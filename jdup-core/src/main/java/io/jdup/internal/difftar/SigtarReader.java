package io.jdup.internal.difftar;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a sigtar, in the format's order: of several for one path the first is kept,
 * and one that comes too late is refused. A sigtar that cannot be read is an error, never an empty
 * one: taking it for empty would store every file again.
 *
 * <p>Not thread-safe. Source: format specification section 4.1.
 */
public final class SigtarReader implements Closeable {
  private final InputStream in;
  private final TarReader tar;
  private @Nullable EntryPath last;
  private @Nullable IOException failure;
  private InputStream body = InputStream.nullInputStream();

  /** Reads the tar {@code in}, which this closes; {@code fileName} is its name for messages. */
  public SigtarReader(String fileName, InputStream in) {
    this.in = in;
    tar = new TarReader(fileName, in);
  }

  /**
   * Returns the next entry, skipping what is left of the one before, or null at the end.
   *
   * @throws RefusedEntryException if a backup may not hold the entry or it is out of order; call
   *     again for the next one
   * @throws CorruptBackupException if the sigtar is damaged; every call repeats it
   */
  public @Nullable SigtarEntry next() throws IOException {
    if (failure != null) {
      throw failure;
    }
    body = InputStream.nullInputStream();
    TarEntry next = readHeader();
    while (next != null && last != null && last.equals(next.name().path())) {
      next = readHeader();
    }
    if (next == null) {
      return null;
    }
    EntryPath path = next.name().path();
    if (last != null && path.compareTo(last) < 0) {
      throw tar.refuseCurrent("it is out of order, after '" + last + "'");
    }
    Kind kind = kindOf(next);
    last = path;
    if (kind == Kind.SIGNATURE) {
      body = new Body();
    }
    return new SigtarEntry(kind, withKnownSize(kind, next));
  }

  /**
   * Goes forward to {@code offsetBytes}, one that {@link #offsetBytes} told of this sigtar, and
   * returns the entry there. Returns null if no acceptable entry begins there, or if the reading is
   * behind it already; then this is of no more use.
   *
   * @throws CorruptBackupException if the sigtar ends before
   */
  public @Nullable SigtarEntry entryAt(long offsetBytes) throws IOException {
    if (failure != null) {
      throw failure;
    }
    body = InputStream.nullInputStream();
    last = null;
    try {
      return tar.skipTo(offsetBytes) ? next() : null;
    } catch (RefusedEntryException e) {
      return null;
    }
  }

  /** Returns how many bytes of tar stand before the current entry. */
  public long offsetBytes() {
    return tar.entryStart();
  }

  /**
   * Reads and drops the rest, so that whatever unpacks the sigtar checks it to its end.
   *
   * @throws CorruptBackupException if the sigtar is damaged
   */
  public void drain() throws IOException {
    if (failure != null) {
      throw failure;
    }
    body = InputStream.nullInputStream();
    tar.drain();
  }

  /** Returns the name of the sigtar, for messages. */
  public String fileName() {
    return tar.fileName();
  }

  private @Nullable TarEntry readHeader() throws IOException {
    try {
      TarEntry next = tar.next();
      if (next == null && tar.position() == 0) {
        throw tar.damaged("it is empty, without even the end of a tar");
      }
      return next;
    } catch (RefusedEntryException e) {
      throw e;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private Kind kindOf(TarEntry next) throws RefusedEntryException {
    boolean file = next.entry().type() == EntryType.FILE;
    return switch (next.name().prefix()) {
      case SIGNATURE -> {
        if (!file) {
          throw tar.refuseCurrent("only a regular file has a signature");
        }
        yield Kind.SIGNATURE;
      }
      case SNAPSHOT -> {
        if (file) {
          throw tar.refuseCurrent("a regular file is listed without its signature");
        }
        yield Kind.SNAPSHOT;
      }
      case DELETED -> Kind.DELETED;
      default -> throw tar.refuseCurrent("a sigtar holds no content and no deltas");
    };
  }

  private static TreeEntry withKnownSize(Kind kind, TarEntry tar) {
    return switch (kind) {
      case SIGNATURE -> tar.entryOfUnknownSize();
      case SNAPSHOT -> tar.entry();
      case DELETED -> DifftarWriter.goneEntry(tar.entry().path());
    };
  }

  /**
   * Returns the body of the current entry: the signature of a regular file, nothing for anything
   * else. It ends with the call of {@link #next} and need not be read or closed.
   */
  public InputStream body() {
    return body;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The signature of the current entry, as long as it is the current one. */
  private final class Body extends InputStream {
    private final byte[] one = new byte[1];

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (body != this) {
        throw new IllegalStateException("the reader has gone on to another entry");
      }
      if (failure != null) {
        throw failure;
      }
      try {
        return length == 0 ? 0 : tar.readBody(into, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
