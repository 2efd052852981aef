package io.jdup.internal.restore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatcherTest {
  private static final int COPY = 0x45; // an offset and a length of one byte each
  private static final int COPY_LONG = 0x50; // an offset of four bytes and a length of eight

  @TempDir Path directory;

  /** Returns a delta that takes the whole basis {@code times} over. */
  private static InputStream copies(long basisBytes, int times) {
    var delta = new ByteArrayOutputStream();
    delta.writeBytes(new byte[] {'r', 's', 2, '6'});
    for (int i = 0; i < times; i++) {
      delta.write(COPY_LONG);
      delta.writeBytes(new byte[4]);
      for (int shift = 56; shift >= 0; shift -= 8) {
        delta.write((int) (basisBytes >>> shift));
      }
    }
    delta.write(0);
    return new ByteArrayInputStream(delta.toByteArray());
  }

  @Test
  void copiesWithinReasonPass() throws IOException {
    var out = new ByteArrayOutputStream();
    InputStream delta =
        new ByteArrayInputStream(new byte[] {'r', 's', 2, '6', COPY, 0, 10, COPY, 0, 10, 0});
    new FilePatcher(directory, 1)
        .patch(new ByteArrayInputStream("0123456789".getBytes(US_ASCII)), List.of(delta), out);
    assertEquals("01234567890123456789", out.toString(US_ASCII));
  }

  // Each delta makes the file a hundred times as long: after six of them 10 TB of 10 bytes.
  @Test
  void copiesOfCopiesDoNotFillTheDisk() {
    List<InputStream> deltas = new ArrayList<>();
    long bytes = 10;
    for (int i = 0; i < 6; i++) {
      deltas.add(copies(bytes, 100));
      bytes *= 100;
    }
    var e =
        assertThrows(
            CorruptBackupException.class,
            () ->
                new FilePatcher(directory, 1 << 20)
                    .patch(
                        new ByteArrayInputStream(new byte[10]),
                        deltas,
                        OutputStream.nullOutputStream()));
    assertTrue(e.getMessage().contains("1000 times as long"), e.getMessage());
  }
}
