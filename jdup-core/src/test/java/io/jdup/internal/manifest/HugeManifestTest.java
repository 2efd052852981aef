package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.report.CorruptBackupException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class HugeManifestTest {
  @Test
  void absurdNumberOfVolumesIsRefused() {
    byte[] group = "Volume 1:\nStartingPath a\nEndingPath a\nHash A 0\n".getBytes(US_ASCII);
    var e =
        assertThrows(
            CorruptBackupException.class, () -> new ManifestReader("m").read(endless(group)));
    assertTrue(e.getMessage().contains("in line 4000001: too many volumes"), e.getMessage());
  }

  private static InputStream endless(byte[] text) {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        int next = text[at];
        at = (at + 1) % text.length;
        return next;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        for (int i = 0; i < length; i++) {
          into[offset + i] = (byte) read();
        }
        return length;
      }
    };
  }
}
