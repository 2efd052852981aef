package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.deflate.BlockDeflater;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * Deflates streams with several threads, block by block; each stream is one valid stream, the same
 * whatever the number of threads. What comes of the blocks is written, in order, by the same
 * threads: so encrypting, hashing and storing do not hold up whoever reads the files.
 *
 * <p>One instance serves all streams of a run, from one thread; the work is done by the threads of
 * a scope. Memory: about 0.7 MiB for each block under way, and 1 MiB for each thread.
 */
public final class ParallelDeflate {
  private static final int MAX_IN_FLIGHT = 12; // enough for eight threads and the blocks they end
  private static final byte[] LAST_BLOCK = {3, 0}; // final, fixed codes, end of block at once

  private final TaskScope scope;
  private final int maxInFlight;
  private final Map<Integer, Queue<BlockDeflater>> idle = new ConcurrentHashMap<>(); // by level
  private final Deque<DeflateBlock> spare = new ArrayDeque<>(); // of the writing thread

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
    long few = volumeSizeBytes / (8 * DeflateBlock.BLOCK_BYTES);
    return new ParallelDeflate(scope, (int) Math.max(1, Math.min(MAX_IN_FLIGHT, few)));
  }

  /**
   * Returns a stream that writes what it is given, deflated at {@code level}, to {@code sink},
   * which it closes; {@code passed} counts along.
   */
  OutputStream stream(DeflateFormat format, int level, OutputStream sink, PassedBytes passed)
      throws IOException {
    return new Stream(format, level, sink, passed);
  }

  private void deflate(DeflateBlock block, int level) {
    Queue<BlockDeflater> queue = idle.computeIfAbsent(level, l -> new ConcurrentLinkedQueue<>());
    BlockDeflater deflater = queue.poll();
    if (deflater == null) {
      deflater = new BlockDeflater(level);
    }
    block.deflate(deflater);
    queue.add(deflater);
  }

  private DeflateBlock spareBlock() {
    DeflateBlock block = spare.poll();
    return block == null ? new DeflateBlock(scope) : block;
  }

  private final class Stream extends OutputStream {
    private final DeflateFormat format;
    private final int level;
    private final OutputStream sink;
    private final PassedBytes passed;
    private final @Nullable Checksum checksum;
    private final BlockOrder order;
    private final Deque<DeflateBlock> inFlight = new ArrayDeque<>();
    private final byte[] one = new byte[1];
    private DeflateBlock block;
    private long lengthBytes;
    private boolean closed;

    Stream(DeflateFormat format, int level, OutputStream sink, PassedBytes passed)
        throws IOException {
      this.format = format;
      this.level = level;
      this.sink = sink;
      this.passed = passed;
      this.checksum = format.newChecksum();
      this.order = new BlockOrder(sink);
      this.block = spareBlock();
      block.begin(scope);
      passed.start();
      sink.write(format.header());
    }

    @Override
    public void write(int b) throws IOException {
      one[0] = (byte) b;
      write(one, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      if (checksum != null) {
        checksum.update(source, offset, length);
      }
      lengthBytes += length;
      int taken = 0;
      while (taken < length) {
        taken += block.fill(source, offset + taken, length - taken);
        if (block.isFull()) {
          DeflateBlock full = block;
          submit(full);
          block = spareBlock();
          block.follow(full, scope);
        }
      }
    }

    private void submit(DeflateBlock full) throws IOException {
      if (inFlight.size() == maxInFlight) {
        awaitOldest();
      }
      inFlight.add(full);
      order.expect(full);
      scope.fork(
          () -> {
            deflate(full, level);
            order.bring(full);
          });
    }

    private void awaitOldest() throws IOException {
      DeflateBlock oldest = inFlight.element().written().await();
      inFlight.remove();
      passed.add(oldest.deflatedLength());
      if (spare.size() <= maxInFlight) {
        spare.add(oldest);
      }
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
      try (OutputStream closing = sink) {
        if (!block.isEmpty()) {
          submit(block);
        }
        while (!inFlight.isEmpty()) {
          awaitOldest();
        }
        closing.write(LAST_BLOCK);
        closing.write(format.trailer(checksum == null ? 0 : checksum.getValue(), lengthBytes));
      }
    }
  }
}
