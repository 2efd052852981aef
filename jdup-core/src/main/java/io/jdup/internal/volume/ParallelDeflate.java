package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Checksum;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflates streams with several threads, block by block; each stream is one valid stream, the same
 * whatever the number of threads.
 *
 * <p>One instance serves all streams of a run, from one thread; the blocks' work is done by the
 * threads of a scope.
 */
public final class ParallelDeflate implements Closeable {
  private static final int BLOCK_BYTES = 256 * 1024;
  private static final int MAX_IN_FLIGHT = 12; // enough for eight threads and the blocks they end
  private static final byte[] LAST_BLOCK = {3, 0}; // final, fixed codes, end of block at once

  private final TaskScope scope;
  private final int maxInFlight;
  private final Map<Integer, Queue<Deflater>> idle = new ConcurrentHashMap<>(); // by level

  private ParallelDeflate(TaskScope scope, int maxInFlight) {
    this.scope = scope;
    this.maxInFlight = maxInFlight;
  }

  /**
   * Deflates in {@code scope} what is to become volumes of {@code volumeSizeBytes}.
   *
   * <p>Blocks under way are in no file yet, so whoever looks at the file's size to end a volume
   * looks too late. There are few of them for small volumes; and their number must not depend on
   * the number of threads, or the borders of volumes would.
   */
  public static ParallelDeflate forVolumes(TaskScope scope, long volumeSizeBytes) {
    long few = volumeSizeBytes / (8 * BLOCK_BYTES);
    return new ParallelDeflate(scope, (int) Math.max(1, Math.min(MAX_IN_FLIGHT, few)));
  }

  /**
   * Returns a stream that writes what it is given, deflated at {@code level}, to {@code sink},
   * which it closes.
   */
  OutputStream stream(DeflateFormat format, int level, OutputStream sink) throws IOException {
    return new Stream(format, level, sink);
  }

  private DeflateBlock deflate(DeflateBlock block, int level) {
    Queue<Deflater> queue = idle.computeIfAbsent(level, l -> new ConcurrentLinkedQueue<>());
    Deflater deflater = queue.poll();
    if (deflater == null) {
      deflater = new Deflater(level, true);
    }
    try {
      return block.deflate(deflater);
    } finally {
      queue.add(deflater);
    }
  }

  /** Frees zlib's memory; after the scope has ended. */
  @Override
  public void close() {
    idle.values().forEach(queue -> queue.forEach(Deflater::end));
    idle.clear();
  }

  private final class Stream extends FilterOutputStream {
    private final DeflateFormat format;
    private final int level;
    private final @Nullable Checksum checksum;
    private final Deque<TaskScope.Pending<DeflateBlock>> inFlight = new ArrayDeque<>();
    private byte[] bytes = new byte[DeflateBlock.DICTIONARY_BYTES + BLOCK_BYTES];
    private int start; // of the block in bytes; before it stands the dictionary
    private int end;
    private long lengthBytes;
    private boolean closed;

    Stream(DeflateFormat format, int level, OutputStream sink) throws IOException {
      super(sink);
      this.format = format;
      this.level = level;
      this.checksum = format.newChecksum();
      out.write(format.header());
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      if (checksum != null) {
        checksum.update(source, offset, length);
      }
      lengthBytes += length;
      int taken = 0;
      while (taken < length) {
        int part = Math.min(length - taken, start + BLOCK_BYTES - end);
        System.arraycopy(source, offset + taken, bytes, end, part);
        end += part;
        taken += part;
        if (end == start + BLOCK_BYTES) {
          submit();
        }
      }
    }

    private void submit() throws IOException {
      if (inFlight.size() == maxInFlight) {
        writeOldest();
      }
      var block = new DeflateBlock(bytes, start, end);
      int dictionary = Math.min(DeflateBlock.DICTIONARY_BYTES, end);
      byte[] next = new byte[DeflateBlock.DICTIONARY_BYTES + BLOCK_BYTES];
      System.arraycopy(bytes, end - dictionary, next, 0, dictionary);
      inFlight.add(scope.submit(() -> deflate(block, level)));
      bytes = next;
      start = dictionary;
      end = dictionary;
    }

    private void writeOldest() throws IOException {
      DeflateBlock block = inFlight.remove().await();
      out.write(block.deflated(), 0, block.deflatedLength());
    }

    // What is under way stays there: flushing a part would make the result depend on who flushes.
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (OutputStream sink = out) {
        if (end > start) {
          submit();
        }
        while (!inFlight.isEmpty()) {
          writeOldest();
        }
        sink.write(LAST_BLOCK);
        sink.write(format.trailer(checksum == null ? 0 : checksum.getValue(), lengthBytes));
      }
    }
  }
}
