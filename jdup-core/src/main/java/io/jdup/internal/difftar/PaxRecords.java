package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The records of one extended header that is being written: what an entry's own header has no room
 * for.
 *
 * <p>Source: POSIX pax, "pax Extended Header"; {@code hdrcharset} first when some value is no
 * UTF-8, as Python's tarfile does and duplicity's archives show (format specification section 3.5).
 */
final class PaxRecords {
  static final byte[] PATH = "path".getBytes(US_ASCII);
  static final byte[] LINKPATH = "linkpath".getBytes(US_ASCII);
  static final byte[] UNAME = "uname".getBytes(US_ASCII);
  static final byte[] GNAME = "gname".getBytes(US_ASCII);
  static final byte[] UID = "uid".getBytes(US_ASCII);
  static final byte[] GID = "gid".getBytes(US_ASCII);
  static final byte[] SIZE = "size".getBytes(US_ASCII);
  static final byte[] MTIME = "mtime".getBytes(US_ASCII);

  private static final byte[] BINARY = "21 hdrcharset=BINARY\n".getBytes(US_ASCII);

  private final ByteBuilder records = new ByteBuilder(512);
  private boolean binary;

  void clear() {
    records.clear();
    binary = false;
  }

  boolean isEmpty() {
    return records.length() == 0;
  }

  void add(byte[] key, byte[] value, int valueLength) {
    startRecord(key, valueLength);
    records.append(value, 0, valueLength);
    records.append('\n');
    binary |= !Utf8.isWellFormed(value, valueLength);
  }

  void add(byte[] key, long value) {
    startRecord(key, ByteBuilder.decimalDigits(value));
    records.appendDecimal(value);
    records.append('\n');
  }

  private void startRecord(byte[] key, int valueLength) {
    int rest = key.length + valueLength + 3; // blank, equals sign, line feed
    int length = rest + ByteBuilder.decimalDigits(rest);
    length = rest + ByteBuilder.decimalDigits(length); // the number counts its own digits
    records.appendDecimal(length);
    records.append(' ');
    records.append(key);
    records.append('=');
  }

  int sizeBytes() {
    return records.length() + (binary ? BINARY.length : 0);
  }

  void appendTo(ByteBuilder out) {
    if (binary) {
      out.append(BINARY);
    }
    out.append(records.array(), 0, records.length());
  }
}
