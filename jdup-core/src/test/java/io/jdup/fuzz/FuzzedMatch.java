package io.jdup.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.rsync.ArrayBasis;
import io.jdup.rsync.DeltaWriter;
import io.jdup.rsync.Patcher;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureReader;
import io.jdup.rsync.SignatureWriter;
import io.jdup.rsync.StrongSum;
import io.jdup.rsync.WeakSum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes 0 to 2 say how signatures look, 3 and 4 where the old file ends and the new one begins.
 * The old file and the delta make the new file.
 */
public final class FuzzedMatch {
  private static final int HEAD_BYTES = 5;
  private static final int LEAST_STRONG_BYTES = 8; // shorter ones may collide
  private static final int MOST_COMMAND_BYTES = 17;

  private FuzzedMatch() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length < HEAD_BYTES) {
      return;
    }
    int length = input.length - HEAD_BYTES;
    int cut = HEAD_BYTES + Math.min(length, (input[3] & 0xff) << 8 | input[4] & 0xff);
    byte[] oldFile = Arrays.copyOfRange(input, HEAD_BYTES, cut);
    byte[] newFile = Arrays.copyOfRange(input, cut, input.length);
    byte[] delta = delta(signature(format(input), oldFile), newFile, input[0] & 0xff);
    var patched = new BoundedOutput();
    Patcher.patch(new ArrayBasis(oldFile), new ByteArrayInputStream(delta), patched);
    assertArrayEquals(newFile, patched.toByteArray());
    assertTrue(delta.length <= MOST_COMMAND_BYTES * (newFile.length + 1));
  }

  private static SignatureFormat format(byte[] input) {
    StrongSum strong = (input[0] & 1) == 0 ? StrongSum.MD4 : StrongSum.BLAKE2;
    WeakSum weak = (input[0] & 2) == 0 ? WeakSum.ROLLSUM : WeakSum.RABIN_KARP;
    int strongLength = LEAST_STRONG_BYTES + (input[2] & 7);
    return new SignatureFormat(weak, strong, 1 + (input[1] & 0xff), strongLength);
  }

  private static byte[] signature(SignatureFormat format, byte[] file) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new SignatureWriter(format, out);
    writer.update(file, 0, file.length);
    writer.finish();
    return out.toByteArray();
  }

  private static byte[] delta(byte[] signature, byte[] file, int flags) throws IOException {
    var out = new ByteArrayOutputStream();
    var reader = new SignatureReader(new ByteArrayInputStream(signature));
    int window = (flags & 4) == 0 ? 1 << 10 : DeltaWriter.MIN_WINDOW_BLOCKS;
    var writer = new DeltaWriter(reader, out, window);
    int portion = (flags & 8) == 0 ? file.length : 1 + (flags >> 4);
    for (int at = 0; at < file.length; at += portion) {
      writer.update(file, at, Math.min(portion, file.length - at));
    }
    writer.finish();
    return out.toByteArray();
  }
}
