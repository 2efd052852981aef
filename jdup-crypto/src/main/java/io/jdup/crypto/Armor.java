package io.jdup.crypto;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes inside ASCII armor. Text before and after the armor is ignored, as gpg does; the
 * checksum is checked if there is one.
 *
 * <p>Source: RFC 4880 section 6.
 */
final class Armor extends InputStream {
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_LINES_BEFORE = 1000;
  private static final String BEGIN = "-----BEGIN PGP ";
  private static final String END = "-----END PGP ";

  private final InputStream in;
  private final ArmorChecksum checksum = new ArmorChecksum();
  private byte[] decoded = new byte[0];
  private int position;
  private int sextets; // the bits of the group of four characters that is not full yet
  private int sextetCount;
  private boolean padded;
  private boolean ended;

  private Armor(InputStream in) throws IOException {
    this.in = in;
    skipTo(BEGIN);
    String line;
    do { // headers such as "Comment: ...", then an empty line
      line = line();
    } while (!line.isEmpty());
  }

  /** Returns {@code in} itself if it is binary, otherwise what its armor holds. */
  static InputStream decoded(BufferedInputStream in) throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    boolean binary = first < 0 || (first & 0x80) != 0; // as all packets begin
    return binary ? in : new Armor(in);
  }

  private void skipTo(String start) throws IOException {
    for (int i = 0; i < MAX_LINES_BEFORE; i++) {
      if (line().startsWith(start)) {
        return;
      }
    }
    throw notOpenPgp();
  }

  private static IntegrityException notOpenPgp() {
    return new IntegrityException(
        "this is not an OpenPGP message, neither binary nor armored", null);
  }

  /** Returns the next line without white space at its end. */
  private String line() throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (int octet; (octet = in.read()) != '\n'; ) {
      if (octet < 0) {
        if (line.size() == 0) {
          throw new IntegrityException("the armor is truncated, or there is none", null);
        }
        break;
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw notOpenPgp();
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public int read() throws IOException {
    return fill() ? decoded[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int step = Math.min(length, decoded.length - position);
    System.arraycopy(decoded, position, into, offset, step);
    position += step;
    return step;
  }

  private boolean fill() throws IOException {
    while (position == decoded.length && !ended) {
      position = 0;
      decoded = decode(line());
      checksum.update(decoded);
    }
    return position < decoded.length;
  }

  private byte[] decode(String line) throws IOException {
    if (line.startsWith(END)) {
      if (sextetCount != 0) {
        throw new IntegrityException("the armor ends inside a group of characters", null);
      }
      ended = true;
      return new byte[0];
    }
    if (line.startsWith("=") && line.length() == 5 && sextetCount == 0) {
      checksum.check(line.substring(1));
      return new byte[0];
    }
    byte[] bytes = new byte[(line.length() + 3) / 4 * 3 + 3];
    int filled = 0;
    for (int i = 0; i < line.length(); i++) {
      filled += decode(line.charAt(i), bytes, filled);
    }
    return Arrays.copyOf(bytes, filled);
  }

  /** Takes one character; returns how many bytes it completed. */
  private int decode(char character, byte[] into, int at) throws IntegrityException {
    if (character == ' ' || character == '\t') {
      return 0;
    }
    if (character == '=' && sextetCount >= 2) {
      return pad(into, at);
    }
    int value = ArmorChecksum.sextet(character);
    if (value < 0 || padded) {
      throw new IntegrityException("a character that does not belong into armor", null);
    }
    sextets = sextets << 6 | value;
    if (++sextetCount < 4) {
      return 0;
    }
    sextetCount = 0;
    into[at] = (byte) (sextets >> 16);
    into[at + 1] = (byte) (sextets >> 8);
    into[at + 2] = (byte) sextets;
    return 3;
  }

  private int pad(byte[] into, int at) {
    int bytes = padded ? 0 : sextetCount - 1;
    int bits = sextets << 6 * (4 - sextetCount);
    for (int i = 0; i < bytes; i++) {
      into[at + i] = (byte) (bits >> 16 - 8 * i);
    }
    padded = true;
    sextetCount = (sextetCount + 1) % 4;
    return bytes;
  }
}
