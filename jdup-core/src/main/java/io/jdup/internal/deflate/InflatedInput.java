package io.jdup.internal.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What raw deflate data becomes, the same to the byte as zlib has it. Once compiled it is faster
 * than the JDK's zlib.
 *
 * <p>The stream reads its source in portions and leaves it to the caller to close; what the source
 * has behind the end of the data may be read, and is lost. Bytes before damage are given out, but
 * for up to two right before a cut, then reading fails with {@link DamagedDeflateException}, now
 * and later. Not thread-safe; holds about 200 KiB.
 *
 * <p>Source: RFC 1951.
 */
public final class InflatedInput extends InputStream {
  private static final int WINDOW_BYTES = Tokens.MAX_DISTANCE;
  private static final int STEP_BYTES = 96 * 1024;
  private static final int END = WINDOW_BYTES + STEP_BYTES; // where out is full

  /** Where in the data we are. */
  private enum State {
    HEADER,
    STORED,
    SYMBOLS,
    ENDED
  }

  private final BitInput in;
  private final BlockCodes codes = new BlockCodes();
  private final SymbolDecoder symbols;
  private final byte[] out = new byte[END + SymbolDecoder.SLACK_BYTES];
  private int given; // position in out: what is before was given to the caller
  private int at; // position in out: what is before was inflated
  private State state = State.HEADER;
  private boolean lastBlock;
  private int storedLeft; // bytes of a stored block
  private @Nullable IOException failure;

  /** Inflates {@code source}. */
  public InflatedInput(InputStream source) {
    in = new BitInput(source);
    symbols = new SymbolDecoder(in, codes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    while (given == at) {
      if (failure != null) {
        throw failure;
      }
      if (state == State.ENDED) {
        return -1;
      }
      try {
        inflate();
      } catch (IOException e) {
        failure = e;
      }
    }
    int step = Math.min(length, at - given);
    System.arraycopy(out, given, into, offset, step);
    given += step;
    return step;
  }

  /** Inflates some more; all there is was given out. */
  private void inflate() throws IOException {
    if (at >= END) {
      System.arraycopy(out, at - WINDOW_BYTES, out, 0, WINDOW_BYTES);
      at = WINDOW_BYTES;
      given = WINDOW_BYTES;
    }
    while (at < END && state != State.ENDED) {
      switch (state) {
        case HEADER -> beginBlock();
        case STORED -> copyStored();
        case SYMBOLS -> decodeSymbols();
        case ENDED -> throw new AssertionError("read on behind the end");
      }
    }
  }

  private void beginBlock() throws IOException {
    if (lastBlock) {
      state = State.ENDED;
      return;
    }
    in.require(BlockCodes.MAX_HEADER_BYTES);
    lastBlock = in.take(1) == 1;
    switch (in.take(2)) {
      case 0 -> beginStored();
      case 1 -> {
        codes.takeFixed();
        state = State.SYMBOLS;
      }
      case 2 -> {
        codes.read(in);
        state = State.SYMBOLS;
      }
      default -> throw new DamagedDeflateException("a block of unknown type");
    }
    in.checkNotPastEnd();
  }

  private void beginStored() throws IOException {
    in.align();
    int lengths = in.take(32);
    in.checkNotPastEnd();
    in.align();
    storedLeft = lengths & 0xffff;
    if ((lengths >>> 16 ^ 0xffff) != storedLeft) {
      throw new DamagedDeflateException("the two lengths of a stored block differ");
    }
    state = State.STORED;
  }

  private void copyStored() throws IOException {
    while (storedLeft > 0 && at < END) {
      int step = in.take(out, at, Math.min(storedLeft, END - at));
      if (step == 0) {
        throw new DamagedDeflateException(DamagedDeflateException.TOO_SHORT);
      }
      at += step;
      storedLeft -= step;
    }
    if (storedLeft == 0) {
      state = State.HEADER;
    }
  }

  private void decodeSymbols() throws IOException {
    in.require(2 * Long.BYTES);
    boolean nearEnd = in.isNearEnd();
    int before = at;
    try {
      symbols.decode(out, at, nearEnd ? at + 1 : END);
    } finally {
      at = in.isPastEnd() ? before : symbols.reached();
      in.checkNotPastEnd(); // the better reason, if zeros from behind the end were decoded
    }
    if (symbols.hasEnded()) {
      state = State.HEADER;
    }
  }

  /**
   * Takes bytes that follow the data, once its end was reported; returns how many there were, at
   * most {@code trailer.length}.
   */
  int readTrailer(byte[] trailer) throws IOException {
    in.align();
    int length = 0;
    while (length < trailer.length) {
      int step = in.take(trailer, length, trailer.length - length);
      if (step == 0) {
        break;
      }
      length += step;
    }
    return length;
  }
}
