package io.jdup.rsync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Computes the delta that turns the file of a signature into a new one, whose bytes are pushed in
 * any portions. The delta does not depend on how they are portioned.
 *
 * <p>Memory does not grow with the files. A signature of more blocks than the window holds is read
 * on as the new file is: at a position of the new file, about half a window of blocks to either
 * side is known. Data that moved farther is not found again, so the delta is right but larger. Not
 * thread-safe.
 *
 * <p>Source: format section 5.3. Whole blocks are copied, and the last, short block when the new
 * file ends with it; {@code rdiff delta} 2.3.2 does the same.
 */
public final class DeltaWriter {
  /**
   * Enough for a file of 2 GiB in blocks of 2048; takes about 32 MB with strong sums of 8 bytes.
   */
  public static final int DEFAULT_WINDOW_BLOCKS = 1 << 20;

  /** The smallest window that can move. */
  public static final int MIN_WINDOW_BLOCKS = 4;

  /** The largest window: its strong sums still fit into an array. */
  public static final int MAX_WINDOW_BLOCKS = 1 << 25;

  private static final int MAX_BLOCK_LENGTH = 64 << 20; // longer ones are not looked for
  private static final int MIN_READ_AHEAD = 64 * 1024;
  private static final int MAX_READ_AHEAD = 1 << 20;

  private final int blockLength;
  private final SignatureWindow window;
  private final BlockMatcher matcher;
  private final DeltaCommands commands;
  private final boolean matching; // there are blocks, and of a length to be looked for
  private final int capacity;
  private byte[] buffer = new byte[0]; // grows up to the capacity
  private long base; // position in the new file of the buffer's start
  private int literal; // start of the bytes no command covers yet
  private int position; // start of the bytes not looked at yet
  private int end;
  private long expected; // the block that follows the last match; -1 if it did not come

  /** Starts a delta against {@code signature}, to be written to {@code out}. Closes neither. */
  public DeltaWriter(SignatureReader signature, OutputStream out) throws IOException {
    this(signature, out, DEFAULT_WINDOW_BLOCKS);
  }

  /**
   * The same with a window of {@code windowBlocks}, from {@link #MIN_WINDOW_BLOCKS} to {@link
   * #MAX_WINDOW_BLOCKS}.
   */
  public DeltaWriter(SignatureReader signature, OutputStream out, int windowBlocks)
      throws IOException {
    if (windowBlocks < MIN_WINDOW_BLOCKS || windowBlocks > MAX_WINDOW_BLOCKS) {
      throw new IllegalArgumentException(
          "window must be %d to %d blocks: %d"
              .formatted(MIN_WINDOW_BLOCKS, MAX_WINDOW_BLOCKS, windowBlocks));
    }
    SignatureFormat format = signature.format();
    window = new SignatureWindow(signature, windowBlocks);
    blockLength = format.blockLength();
    matching = !window.isEmpty() && blockLength <= MAX_BLOCK_LENGTH;
    matcher = new BlockMatcher(format, window);
    commands = new DeltaCommands(out);
    long batch = (long) blockLength * Md4Lanes.MAX_LANES;
    int readAhead = (int) Math.max(MIN_READ_AHEAD, Math.min(MAX_READ_AHEAD, batch));
    capacity = (matching ? blockLength : 0) + DeltaCommands.MAX_LITERAL + readAhead;
  }

  /** Takes the next bytes of the new file. The array is the caller's again afterwards. */
  public void update(byte[] data, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, data.length);
    int from = offset;
    for (int rest = length; rest > 0; ) {
      int taken = Math.min(rest, capacity - end);
      reserve(end + taken);
      System.arraycopy(data, from, buffer, end, taken);
      end += taken;
      from += taken;
      rest -= taken;
      if (end == capacity) {
        match();
        compact();
      }
    }
  }

  /**
   * Writes what is left and flushes the stream, without closing it. Call it once, at the end. Reads
   * the signature to its end.
   */
  public void finish() throws IOException {
    match();
    matchLast();
    commands.literal(buffer, literal, end - literal);
    commands.end();
  }

  private void reserve(int length) {
    if (buffer.length < length) {
      buffer = Arrays.copyOf(buffer, Math.min(capacity, Math.max(length, 2 * buffer.length)));
    }
  }

  /** Moves the bytes that are still needed to the start of the buffer. */
  private void compact() {
    int kept = Math.min(literal, matcher.isSliding() ? position - 1 : position);
    System.arraycopy(buffer, kept, buffer, 0, end - kept);
    base += kept;
    literal -= kept;
    position -= kept;
    end -= kept;
  }

  /** Looks for blocks up to where no whole one is left. */
  private void match() throws IOException {
    if (!matching) {
      passOver(end - position);
      return;
    }
    while (end - position >= blockLength) {
      window.follow((base + position) / blockLength);
      int available = (end - position) / blockLength;
      int blocks = expected < 0 ? 0 : matcher.sequence(buffer, position, available, expected);
      if (blocks > 0) {
        copy(expected, blocks);
      } else {
        passOver(matcher.scan(buffer, position, end));
        expected = -1;
        if (matcher.found() >= 0) {
          copy(matcher.found(), 1);
        }
      }
    }
  }

  private void copy(long block, int blocks) throws IOException {
    commands.literal(buffer, literal, position - literal);
    long length = (long) blocks * blockLength;
    commands.copy(block * blockLength, length);
    position += (int) length;
    literal = position;
    expected = block + blocks;
  }

  private void passOver(int length) throws IOException {
    position += length;
    int whole = (position - literal) / DeltaCommands.MAX_LITERAL * DeltaCommands.MAX_LITERAL;
    commands.literal(buffer, literal, whole);
    literal += whole;
  }

  private void matchLast() throws IOException {
    long last = window.last();
    if (!matching || position == end) {
      return;
    }
    int at = matcher.findLast(buffer, position, end, last);
    if (at < end) {
      commands.literal(buffer, literal, at - literal);
      commands.copy(last * blockLength, end - at);
      literal = end;
    }
  }
}
