package io.jdup.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;

/** Puts right the checksums of tar headers, which chance does not find. */
final class TarChecksums {
  private static final int BLOCK_BYTES = 512;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_END = 156;
  private static final int MAGIC = 257;
  private static final byte[] USTAR = "ustar".getBytes(US_ASCII);
  private static final byte LEFT_WRONG = 'x'; // as the first byte of a checksum

  private TarChecksums() {}

  /** Changes the blocks of {@code tar} that look like headers, but for those that ask not to. */
  static void correct(byte[] tar) {
    for (int start = 0; start + BLOCK_BYTES <= tar.length; start += BLOCK_BYTES) {
      int magic = start + MAGIC;
      boolean header = Arrays.equals(tar, magic, magic + USTAR.length, USTAR, 0, USTAR.length);
      if (header && tar[start + CHECKSUM] != LEFT_WRONG) {
        Arrays.fill(tar, start + CHECKSUM, start + CHECKSUM_END, (byte) ' ');
        int sum = 0;
        for (int i = start; i < start + BLOCK_BYTES; i++) {
          sum += tar[i] & 0xff;
        }
        byte[] digits = String.format(Locale.ROOT, "%06o\0", sum).getBytes(US_ASCII);
        System.arraycopy(digits, 0, tar, start + CHECKSUM, digits.length);
      }
    }
  }
}
