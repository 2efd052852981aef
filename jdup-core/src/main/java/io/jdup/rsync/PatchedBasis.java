package io.jdup.rsync;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A basis and the deltas since, as one basis: the newest version, which is never written out.
 *
 * <p>Each delta is read once. Its literals are kept, in memory or in a temporary file, and its
 * copies are traced to where their bytes come from, so that reading the newest version costs the
 * same however many deltas there were. What deltas leave unused is dropped from time to time. A
 * version of more than {@value #MAX_SEGMENTS} pieces is partly copied together, so memory stays
 * below about 25 MB whatever the deltas say. Not thread-safe.
 */
public final class PatchedBasis implements Basis, Closeable {
  private static final int MAX_SEGMENTS = 1 << 19; // 16 bytes each, in two versions
  private static final long UNUSED_BYTES = 16 << 20; // not worth dropping
  private static final int COPY_LENGTH = 64 * 1024; // bytes a time

  /** Set in a segment's source: the rest is a position in the store, not in the basis. */
  private static final long IN_STORE = Long.MIN_VALUE;

  private final Basis basis;
  private final Path directory;
  private final int maxSegments;
  private final int memoryBytes;
  private final long unusedBytes;
  private BasisSpool store; // of literals and of what was copied together
  private Segments version;
  private Segments next; // the version being composed; its arrays are used again
  private int gathered; // segments at the start of next that were copied together already

  /**
   * Starts with the bytes of {@code basis}, which stays the caller's and must not change. Temporary
   * files are made in {@code directory} and gone when this is closed.
   */
  public PatchedBasis(Basis basis, Path directory) throws IOException {
    this(basis, directory, MAX_SEGMENTS, BasisSpool.MEMORY_BYTES, UNUSED_BYTES);
  }

  PatchedBasis(Basis basis, Path directory, int maxSegments, int memoryBytes, long unusedBytes)
      throws IOException {
    this.basis = basis;
    this.directory = directory;
    this.maxSegments = maxSegments;
    this.memoryBytes = memoryBytes;
    this.unusedBytes = unusedBytes;
    store = new BasisSpool(directory, memoryBytes);
    version = new Segments(maxSegments);
    next = new Segments(maxSegments);
    if (basis.size() > 0) {
      version.append(0, basis.size());
    }
  }

  /**
   * Makes {@code delta} part of this; reads it up to its END, or somewhat beyond. Refuses what
   * {@link Patcher} does, with the same exception; then this is still the version before.
   */
  public void apply(InputStream delta) throws IOException {
    var commands = new DeltaReader(delta);
    next.clear();
    gathered = 0;
    while (commands.next()) {
      requireCountable(commands);
      if (commands.isCopy()) {
        commands.requireInside(size());
        trace(commands);
      } else {
        long source = store.size() | IN_STORE;
        commands.transferLiteral(store);
        append(commands, source, commands.length());
      }
    }
    Segments before = version;
    version = next;
    next = before;
    dropUnused(commands);
  }

  // Copies of copies can make a version of any length from a few bytes.
  private void requireCountable(DeltaReader commands) throws IOException {
    if (commands.length() > Long.MAX_VALUE - next.length()) {
      throw commands.refuse(Problem.CORRUPT, "the new file is longer than a file can be");
    }
  }

  /** Appends what the copied part of the version before is made of. */
  private void trace(DeltaReader commands) throws IOException {
    long position = commands.copyOffset();
    long end = position + commands.length();
    for (int i = version.indexOf(position); position < end; i++) {
      long until = Math.min(end, version.end(i));
      append(commands, version.sourceOf(i, position), until - position);
      position = until;
    }
  }

  private void append(DeltaReader commands, long source, long length) throws IOException {
    if (next.isFull()) {
      gather(commands);
    }
    next.append(source, length);
  }

  /** Copies the segments together that were not yet, or all if that would leave too many. */
  private void gather(DeltaReader commands) throws IOException {
    if (gathered >= maxSegments / 2) {
      gathered = 0;
    }
    long source = store.size() | IN_STORE;
    copy(next, next.start(gathered), store, commands);
    next.replaceFrom(gathered, source);
    gathered = next.count();
  }

  private void dropUnused(DeltaReader commands) throws IOException {
    if ((store.size() - unusedBytes) / 2 <= size()) {
      return;
    }
    var fresh = new BasisSpool(directory, memoryBytes);
    try {
      copy(version, 0, fresh, commands);
    } catch (IOException | RuntimeException e) {
      fresh.close();
      throw e;
    }
    store.close();
    store = fresh;
    if (version.length() > 0) {
      version.replaceFrom(0, IN_STORE);
    }
  }

  private void copy(Segments from, long start, BasisSpool to, DeltaReader commands)
      throws IOException {
    byte[] buffer = new byte[COPY_LENGTH];
    for (long position = start; position < from.length(); ) {
      int count = read(from, position, buffer, 0, buffer.length);
      if (count < 0) {
        throw commands.refuse(Problem.ENDS_EARLY, "the basis is now shorter than it was");
      }
      to.write(buffer, 0, count);
      position += count;
    }
  }

  /** Returns the length of the newest version. */
  @Override
  public long size() {
    return version.length();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    return read(version, position, into, offset, length);
  }

  private int read(Segments from, long position, byte[] into, int offset, int length)
      throws IOException {
    int done = 0;
    int wanted = (int) Math.min(length, from.length() - position);
    for (int i = from.indexOf(position); done < wanted; ) {
      long rest = from.end(i) - (position + done);
      int count =
          readSource(
              from.sourceOf(i, position + done),
              into,
              offset + done,
              (int) Math.min(wanted - done, rest));
      if (count <= 0) {
        break;
      }
      done += count;
      if (count == rest) {
        i++;
      }
    }
    return done == 0 ? -1 : done;
  }

  private int readSource(long source, byte[] into, int offset, int length) throws IOException {
    return source < 0
        ? store.read(source & ~IN_STORE, into, offset, length)
        : basis.read(source, into, offset, length);
  }

  /** Returns how many bytes lie in the store, used or not. */
  long storedBytes() {
    return store.size();
  }

  /** Forgets all; the basis stays open. */
  @Override
  public void close() throws IOException {
    store.close();
  }
}
