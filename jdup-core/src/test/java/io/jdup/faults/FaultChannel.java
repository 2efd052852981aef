package io.jdup.faults;

import io.jdup.faults.Effects.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * An open file, with what is done to it counted. Forcing is counted and noted, but not done: this
 * process lives on, and a real disk takes milliseconds.
 */
final class FaultChannel extends FileChannel {
  private final Effects effects;
  private final Path path;
  private final FileChannel to;
  private final Object fileKey; // null: it has no name

  FaultChannel(Effects effects, Path path, FileChannel to) {
    this.effects = effects;
    this.path = path;
    this.to = to;
    BasicFileAttributes found = effects.disk().losesData() ? Disk.find(path) : null;
    this.fileKey = found == null ? null : found.fileKey();
  }

  Object fileKey() {
    return fileKey;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = to.read(target);
    effects.read(path);
    return count;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return to.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return to.read(target, position);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return effects.of(
        Kind.WRITE,
        path,
        () -> {
          noteWriting(to.position());
          to.write(half(source));
        },
        () -> {
          noteWriting(to.position());
          return to.write(source);
        });
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return effects.of(
        Kind.WRITE,
        path,
        () -> {
          noteWriting(position);
          to.write(half(source), position);
        },
        () -> {
          noteWriting(position);
          return to.write(source, position);
        });
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      written += write(sources[i]);
    }
    return written;
  }

  private void noteWriting(long position) throws IOException {
    effects.disk().writing(fileKey, position, to.size());
  }

  private static ByteBuffer half(ByteBuffer source) {
    ByteBuffer half = source.duplicate();
    return half.limit(half.position() + half.remaining() / 2);
  }

  @Override
  public long position() throws IOException {
    return to.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    to.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return to.size();
  }

  @Override
  public FileChannel truncate(long sizeBytes) throws IOException {
    effects.of(Kind.TRUNCATE, path, () -> to.truncate(sizeBytes));
    return this;
  }

  @Override
  public void force(boolean metadataToo) throws IOException {
    effects.of(
        Kind.FORCE,
        path,
        () -> {
          effects.disk().forced(path, fileKey, to.size());
          return null;
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return to.transferTo(position, count, target); // in pieces, as that is no real file
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("nothing in jdup transfers so");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long sizeBytes) {
    throw new UnsupportedOperationException("nothing in jdup maps files");
  }

  @Override
  public FileLock lock(long position, long sizeBytes, boolean shared) throws IOException {
    return to.lock(position, sizeBytes, shared);
  }

  @Override
  public FileLock tryLock(long position, long sizeBytes, boolean shared) throws IOException {
    return to.tryLock(position, sizeBytes, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    to.close();
  }
}
