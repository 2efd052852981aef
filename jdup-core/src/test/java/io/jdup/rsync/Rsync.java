package io.jdup.rsync;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Signature, delta and patch of whole arrays, for the tests. */
final class Rsync {
  static final List<SignatureFormat> ALL_MAGICS =
      List.of(
          new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 64, 8),
          new SignatureFormat(WeakSum.ROLLSUM, StrongSum.BLAKE2, 128, 32),
          new SignatureFormat(WeakSum.RABIN_KARP, StrongSum.MD4, 100, 16),
          new SignatureFormat(WeakSum.RABIN_KARP, StrongSum.BLAKE2, 37, 9));

  private Rsync() {}

  static byte[] signature(SignatureFormat format, byte[] basis) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new SignatureWriter(format, out);
    writer.update(basis, 0, basis.length);
    writer.finish();
    return out.toByteArray();
  }

  static byte[] delta(byte[] signature, byte[] data) throws IOException {
    return delta(signature, data, DeltaWriter.DEFAULT_WINDOW_BLOCKS);
  }

  static byte[] delta(byte[] signature, byte[] data, int windowBlocks) throws IOException {
    var out = new ByteArrayOutputStream();
    var reader = new SignatureReader(new ByteArrayInputStream(signature));
    var writer = new DeltaWriter(reader, out, windowBlocks);
    writer.update(data, 0, data.length);
    writer.finish();
    return out.toByteArray();
  }

  static byte[] patch(byte[] basis, byte[] delta) throws IOException {
    var out = new ByteArrayOutputStream();
    Patcher.patch(new ArrayBasis(basis), new ByteArrayInputStream(delta), out);
    return out.toByteArray();
  }

  static byte[] bytes(Basis basis) throws IOException {
    var out = new ByteArrayOutputStream();
    byte[] buffer = new byte[777];
    int count;
    while ((count = basis.read(out.size(), buffer, 0, buffer.length)) >= 0) {
      out.write(buffer, 0, count);
    }
    return out.toByteArray();
  }
}
