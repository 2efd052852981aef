package io.jdup.internal.volume;

import io.jdup.collection.FileEncoding;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Opens fetched volumes, so that decoding overlaps with what is done with them, and so that
 * thousands can be open without their files, inflaters and buffers: small ones are decoded at once
 * and kept; others in the background, or as they are read, as long as few are open, and otherwise
 * at once into a file. Not thread-safe.
 */
final class OpenVolumes {
  private static final int MAX_READ_AHEAD =
      2; // volumes; each takes a thread, one of LARGE_BYTES up to two
  private static final int MAX_IN_TURN = 48; // volumes; each takes a file and some 200 KB
  private static final int SMALL_BYTES = 64 * 1024; // packed, and unpacked as well
  private static final int LARGE_BYTES = 16 << 20; // packed; measured: below, zlib is as fast
  private static final int MAX_HELD_BYTES = 24 << 20; // of all small ones together

  private final VolumeDecoding decoding;
  private final Path directory;
  private int readAhead; // volumes
  private int inTurn; // volumes
  private int heldBytes;

  /** Decodes with {@code decoding}, if need be into files in {@code directory}. */
  OpenVolumes(VolumeDecoding decoding, Path directory) {
    this.decoding = decoding;
    this.directory = directory;
  }

  /** Returns the tar stream in {@code packed}, which is closed at once or when that is. */
  InputStream open(String name, FileEncoding encoding, InputStream packed, long sizeBytes)
      throws IOException {
    if (sizeBytes <= SMALL_BYTES) {
      return held(decoding.decode(name, encoding, packed));
    }
    if (encoding == FileEncoding.PLAIN || readAhead == MAX_READ_AHEAD) {
      return inTurn(decoding.decode(name, encoding, packed));
    }
    return new Ahead(
        sizeBytes < LARGE_BYTES
            ? decoding.decode(name, encoding, packed)
            : decoding.decodeLarge(name, encoding, packed));
  }

  private InputStream inTurn(InputStream decoded) throws IOException {
    return inTurn < MAX_IN_TURN ? new InTurn(decoded) : SpilledInput.of(decoded, directory);
  }

  private InputStream held(InputStream decoded) throws IOException {
    int limit = Math.min(SMALL_BYTES, MAX_HELD_BYTES - heldBytes);
    Piece head = Piece.read(decoded, new byte[limit], limit);
    byte[] bytes = Arrays.copyOf(head.bytes(), head.length());
    if (!head.isLast()) {
      return inTurn(new SequenceInputStream(new ByteArrayInputStream(bytes), decoded));
    }
    decoded.close();
    heldBytes += bytes.length;
    return new HeldInput(new Piece(bytes, bytes.length, /* isLast= */ true, head.failure())) {
      @Override
      void released() {
        heldBytes -= bytes.length;
      }
    };
  }

  /** Decodes in the background. */
  private final class Ahead extends FilterInputStream {
    private boolean closed;

    Ahead(InputStream decoded) throws IOException {
      super(new ReadAhead(decoded));
      readAhead++;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        readAhead--;
      }
      super.close();
    }
  }

  /** Decodes what is read. */
  private final class InTurn extends FilterInputStream {
    private boolean closed;

    InTurn(InputStream decoded) {
      super(decoded);
      inTurn++;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        inTurn--;
      }
      super.close();
    }
  }
}
