package io.jdup.internal.volume;

import io.jdup.collection.FileEncoding;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Opens fetched volumes: large ones are decoded in the background, a few of them at a time; small
 * ones at once and wholly, so that thousands can be open without their files, inflaters and
 * buffers. Not thread-safe.
 */
final class OpenVolumes {
  private static final int MAX_READ_AHEAD = 2; // volumes; each takes a thread
  private static final int SMALL_BYTES = 64 * 1024; // packed, and unpacked as well
  private static final int MAX_HELD_BYTES = 24 << 20; // of all small ones together

  private final VolumeDecoding decoding;
  private int readAhead; // volumes
  private int heldBytes;

  OpenVolumes(VolumeDecoding decoding) {
    this.decoding = decoding;
  }

  /** Returns the tar stream in {@code file}, which is deleted at once or when that is closed. */
  InputStream open(String name, FileEncoding encoding, Path file) throws IOException {
    long sizeBytes = Files.size(file);
    InputStream decoded =
        decoding.decode(
            name, encoding, Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
    if (sizeBytes <= SMALL_BYTES) {
      return held(decoded);
    }
    boolean isPacked = encoding != FileEncoding.PLAIN;
    return isPacked && readAhead < MAX_READ_AHEAD ? new Counted(decoded) : decoded;
  }

  private InputStream held(InputStream decoded) throws IOException {
    int limit = Math.min(SMALL_BYTES, MAX_HELD_BYTES - heldBytes);
    Piece head = Piece.read(decoded, new byte[limit], limit);
    byte[] bytes = Arrays.copyOf(head.bytes(), head.length());
    if (!head.isLast()) {
      return new SequenceInputStream(new ByteArrayInputStream(bytes), decoded);
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

  private final class Counted extends FilterInputStream {
    private boolean closed;

    Counted(InputStream decoded) throws IOException {
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
}
