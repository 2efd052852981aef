package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.difftar.TarBlock;
import io.jdup.internal.difftar.TarBlockSink;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Packs tar blocks into volumes of about the wanted size and hands each on when it is full.
 *
 * <p>A volume is cut between blocks only, and never left empty, except for the single volume of a
 * backup without any entry. Not thread-safe.
 *
 * <p>Source: format specification sections 2.3 and 3.8.
 */
public final class VolumeWriter implements TarBlockSink, Closeable {
  private static final int LARGEST_BLOCK_BYTES = 64 * 1024;
  private static final VolumeEdge NOTHING = new VolumeEdge(EntryPath.ROOT, 0);

  private final VolumeEncoding encoding;
  private final ParallelDeflate deflate;
  private final long volumeSizeBytes;
  private final Path directory;
  private final SealedVolume.Sink next;
  private final boolean readsBack;
  private final TaskScope files = new TaskScope(1, 1); // there is one open volume

  private int number; // of the open volume, from 1; 0 before the first
  private long totalBytes; // of sealed volumes
  private @Nullable OpenVolume open;

  /** Writes volumes into {@code directory}, which belongs to this run, and on to {@code next}. */
  public VolumeWriter(
      VolumeEncoding encoding,
      ParallelDeflate deflate,
      long volumeSizeBytes,
      Path directory,
      SealedVolume.Sink next) {
    this(encoding, deflate, volumeSizeBytes, directory, next, 0, false);
  }

  /**
   * Does the same and goes on behind the volume {@code lastNumber}, which is stored. If {@code
   * readsBack}, reads each volume before it hands it on, to see that it was packed well.
   */
  public VolumeWriter(
      VolumeEncoding encoding,
      ParallelDeflate deflate,
      long volumeSizeBytes,
      Path directory,
      SealedVolume.Sink next,
      int lastNumber,
      boolean readsBack) {
    this.number = lastNumber;
    this.readsBack = readsBack;
    this.encoding = encoding;
    this.deflate = deflate;
    this.volumeSizeBytes = volumeSizeBytes;
    this.directory = directory;
    this.next = next;
  }

  @Override
  public void accept(TarBlock block) throws IOException {
    OpenVolume volume = open;
    if (volume != null && volumeSizeBytes - volume.sizeSoFar() < LARGEST_BLOCK_BYTES) {
      seal(volume);
      volume = null;
    }
    if (volume == null) {
      volume = openNext();
    }
    volume.write(block);
  }

  private OpenVolume openNext() throws IOException {
    number++;
    var volume = new OpenVolume(directory.resolve("vol" + number));
    open = volume;
    return volume;
  }

  private void seal(OpenVolume volume) throws IOException {
    volume.encoded.close();
    volume.file.close(); // or its hash would lack what is buffered, if an encryptor left it open
    if (volume.packing != null) {
      volume.packing.requireSame("volume " + number);
    }
    open = null;
    totalBytes += volume.file.sizeBytes();
    var info = VolumeInfo.of(number, volume.start, volume.end, volume.file.sha1Hex());
    next.accept(new SealedVolume(info, volume.path, volume.file.sizeBytes()));
  }

  /** Seals the last volume; returns the bytes of all volumes that this wrote. */
  public long finish() throws IOException {
    OpenVolume last = open;
    if (last != null) {
      seal(last);
    } else if (number == 0) {
      seal(openNext()); // a set needs at least one volume
    }
    return totalBytes;
  }

  /** Lets go of a volume that was not finished; its file stays in the run's directory. */
  @Override
  public void close() throws IOException {
    OpenVolume unfinished = open;
    try (files) {
      if (unfinished != null) {
        unfinished.file.close();
      }
    }
  }

  private final class OpenVolume {
    final Path path;
    final HashedFile file;
    final OutputStream encoded;
    final @Nullable ReadBack packing; // null: not to be read back, so nothing is summed up
    private final PassedBytes passed = new PassedBytes();
    VolumeEdge start = NOTHING;
    VolumeEdge end = NOTHING;
    boolean empty = true;

    OpenVolume(Path path) throws IOException {
      this.path = path;
      this.file = new HashedFile(path, files);
      boolean begun = false;
      try {
        OutputStream packed = encoding.encode(file, deflate, passed);
        this.packing = readsBack ? ReadBack.into(path, encoding, packed) : null;
        this.encoded = packing == null ? packed : packing.out();
        begun = true;
      } finally {
        if (!begun) {
          file.close();
        }
      }
    }

    // The file itself is written by other threads, at a pace of their own.
    long sizeSoFar() {
      return passed.or(file.sizeBytes());
    }

    void write(TarBlock block) throws IOException {
      encoded.write(block.buffer(), block.offset(), block.length());
      end = new VolumeEdge(block.path(), block.manifestBlock());
      if (empty) {
        start = end;
        empty = false;
      }
    }
  }
}
