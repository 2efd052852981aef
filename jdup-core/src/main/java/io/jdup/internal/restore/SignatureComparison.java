package io.jdup.internal.restore;

import io.jdup.rsync.SignatureReader;
import io.jdup.rsync.SignatureWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Signs the bytes that are written to it and holds that against a signature. */
final class SignatureComparison extends OutputStream {
  private static final int HEADER_BYTES = 12;

  private final @Nullable SignatureWriter signer;
  private final @Nullable Expected expected;

  private SignatureComparison(@Nullable SignatureWriter signer, @Nullable Expected expected) {
    this.signer = signer;
    this.expected = expected;
  }

  /** Compares with nothing: any content is the same. */
  static SignatureComparison none() {
    return new SignatureComparison(null, null);
  }

  /** Compares with {@code signature}, which stays the caller's. */
  static SignatureComparison of(InputStream signature) throws IOException {
    byte[] header = signature.readNBytes(HEADER_BYTES);
    var format = new SignatureReader(new ByteArrayInputStream(header)).format();
    var expected =
        new Expected(new SequenceInputStream(new ByteArrayInputStream(header), signature));
    return new SignatureComparison(new SignatureWriter(format, expected), expected);
  }

  /** Returns, when all bytes were written, whether they are what the signature describes. */
  boolean isSame() throws IOException {
    if (signer == null || expected == null) {
      return true;
    }
    signer.finish();
    return expected.isSameToTheEnd();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (signer != null) {
      signer.update(bytes, offset, length);
    }
  }

  /** Holds what is written against a stream. */
  private static final class Expected extends OutputStream {
    private final InputStream in;
    private boolean same = true;

    Expected(InputStream in) {
      this.in = in;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (same) {
        byte[] wanted = in.readNBytes(length);
        same = Arrays.equals(wanted, 0, wanted.length, bytes, offset, offset + length);
      }
    }

    boolean isSameToTheEnd() throws IOException {
      return same && in.read() < 0;
    }
  }
}
