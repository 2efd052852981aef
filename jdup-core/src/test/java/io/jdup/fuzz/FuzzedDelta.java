package io.jdup.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.rsync.ArrayBasis;
import io.jdup.rsync.Patcher;
import io.jdup.rsync.RsyncFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Deltas one behind the other, each beginning with its magic number. Patching with all of them at
 * once makes the same file as patching with one after the other, or both refuse.
 */
public final class FuzzedDelta {
  private static final byte[] MAGIC = {0x72, 0x73, 0x02, 0x36};
  private static final byte[] BASIS = new byte[3000];

  static {
    new Random(1).nextBytes(BASIS);
  }

  private FuzzedDelta() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    List<byte[]> deltas = split(input);
    byte[] oneByOne = null;
    try {
      oneByOne = oneByOne(deltas);
    } catch (BoundedOutput.FullException e) {
      return; // a delta may well make more than fits here
    }
    byte[] atOnce = atOnce(deltas);
    assertEquals(oneByOne == null, atOnce == null);
    assertArrayEquals(oneByOne, atOnce);
  }

  private static List<byte[]> split(byte[] input) {
    var deltas = new ArrayList<byte[]>();
    int start = 0;
    for (int at = 1; at < input.length - MAGIC.length; at++) {
      if (Arrays.equals(input, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
        deltas.add(Arrays.copyOfRange(input, start, at));
        start = at;
      }
    }
    deltas.add(Arrays.copyOfRange(input, start, input.length));
    return deltas;
  }

  private static byte @Nullable [] oneByOne(List<byte[]> deltas) throws IOException {
    byte[] version = BASIS;
    for (byte[] delta : deltas) {
      var out = new BoundedOutput();
      try {
        Patcher.patch(new ArrayBasis(version), new ByteArrayInputStream(delta), out);
      } catch (RsyncFormatException e) {
        return null;
      }
      version = out.toByteArray();
    }
    return version;
  }

  private static byte @Nullable [] atOnce(List<byte[]> deltas) throws IOException {
    List<InputStream> streams =
        deltas.stream().<InputStream>map(ByteArrayInputStream::new).toList();
    var out = new BoundedOutput();
    try {
      Path directory = Path.of(System.getProperty("java.io.tmpdir"));
      Patcher.patch(new ArrayBasis(BASIS), streams, directory, out);
      return out.toByteArray();
    } catch (RsyncFormatException e) {
      return null;
    }
  }
}
