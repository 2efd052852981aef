package io.jdup.internal.volume;

import io.jdup.report.CorruptBackupException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends the unpacking of a file that becomes absurdly large. What deflate packs can become 1032
 * times as large; bzip2, which OpenPGP knows as well, and packing several times over know no such
 * limit. What is read and what is given out may be counted by two threads.
 */
final class ExpansionLimit {
  private static final long UNSUSPICIOUS_BYTES = 1L << 30;
  private static final long MAX_EXPANSION = 2000;

  private final String fileName;
  private final long unsuspiciousBytes;
  private final AtomicLong packed = new AtomicLong(); // bytes read so far, by another thread maybe
  private long unpacked; // bytes given out so far

  ExpansionLimit(String fileName) {
    this(fileName, UNSUSPICIOUS_BYTES);
  }

  ExpansionLimit(String fileName, long unsuspiciousBytes) {
    this.fileName = fileName;
    this.unsuspiciousBytes = unsuspiciousBytes;
  }

  /** Counts what is read from {@code source}. */
  InputStream below(InputStream source) {
    return new FilterInputStream(source) {
      @Override
      public int read() throws IOException {
        int octet = in.read();
        packed.addAndGet(octet < 0 ? 0 : 1);
        return octet;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        packed.addAndGet(Math.max(0, count));
        return count;
      }
    };
  }

  /** Passes on what {@code decoded} makes of that, within reason. */
  InputStream above(InputStream decoded) {
    return new FilterInputStream(decoded) {
      @Override
      public int read() throws IOException {
        int octet = in.read();
        count(octet < 0 ? 0 : 1);
        return octet;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        count(Math.max(0, count));
        return count;
      }
    };
  }

  private void count(int bytes) throws CorruptBackupException {
    unpacked += bytes;
    long packedBytes = packed.get();
    if (unpacked > unsuspiciousBytes && unpacked / MAX_EXPANSION > packedBytes) {
      throw new CorruptBackupException(
          fileName,
          "its first "
              + packedBytes
              + " bytes unpack to more than "
              + MAX_EXPANSION
              + " times as many",
          "that looks made to fill the disk: see who wrote the backup, and unpack it with gpg -d");
    }
  }
}
