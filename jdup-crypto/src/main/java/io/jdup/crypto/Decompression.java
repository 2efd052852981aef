package io.jdup.crypto;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.bouncycastle.apache.bzip2.CBZip2InputStream;
import org.jspecify.annotations.Nullable;

/** Opens compressed packets. */
final class Decompression {
  private static final int UNCOMPRESSED = 0;
  private static final int ZIP = 1;
  private static final int ZLIB = 2;
  private static final int BZIP2 = 3;

  private final Inflating inflating;

  /** Opens what is deflated with {@code inflating}. */
  Decompression(Inflating inflating) {
    this.inflating = inflating;
  }

  /** Returns what the body of a compressed packet holds; its first octet says how. */
  InputStream open(InputStream body) throws IOException {
    int algorithm = Octets.one(body);
    return switch (algorithm) {
      case UNCOMPRESSED -> body;
      case ZIP -> inflated(OpenPgpCompression.ZIP, body);
      case ZLIB -> inflated(OpenPgpCompression.ZLIB, body);
      case BZIP2 -> new Bunzipped(body);
      default -> throw new IntegrityException("unknown compression algorithm " + algorithm, null);
    };
  }

  private InputStream inflated(OpenPgpCompression format, InputStream body) throws IOException {
    try {
      return new Inflated(inflating.inflate(format, body));
    } catch (ZipException e) {
      throw damaged(e);
    }
  }

  private static IntegrityException damaged(ZipException e) {
    return new IntegrityException("the compressed data is damaged: " + e.getMessage(), e);
  }

  /** Tells damage in our words. */
  private static final class Inflated extends InputStream {
    private final InputStream in;

    Inflated(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (ZipException e) {
        throw damaged(e);
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return in.read(into, offset, length);
      } catch (ZipException e) {
        throw damaged(e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Remembers what failed below, to tell a bad disk from bad data. */
  private static final class Watched extends FilterInputStream {
    private @Nullable IOException failure;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return super.read(into, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  /** Bouncy Castle's bzip2, whose many ways to complain all mean damaged data. */
  private static final class Bunzipped extends InputStream {
    private final Watched below;
    private @Nullable CBZip2InputStream bzip2;

    Bunzipped(InputStream body) {
      below = new Watched(body);
    }

    @Override
    public int read() throws IOException {
      try {
        if (bzip2 == null) {
          bzip2 = new CBZip2InputStream(below);
        }
        return bzip2.read();
      } catch (IOException | RuntimeException e) {
        if (below.failure != null) {
          throw below.failure;
        }
        throw new IntegrityException("the compressed data is damaged (bzip2)", e);
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      for (int i = 0; i < length; i++) {
        int octet = read();
        if (octet < 0) {
          return i == 0 ? -1 : i;
        }
        into[offset + i] = (byte) octet;
      }
      return length;
    }
  }
}
