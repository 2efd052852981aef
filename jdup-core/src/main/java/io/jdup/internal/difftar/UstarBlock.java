package io.jdup.internal.difftar;

/**
 * Fills the fields of one 512-byte ustar header in place, adding up the checksum as it goes.
 *
 * <p>Source: POSIX ustar; digits and terminators as Python's tarfile writes them (format
 * specification section 3.5).
 */
final class UstarBlock {
  static final int SIZE = 512; // bytes
  static final int NAME_LENGTH = 100;
  static final int LINK_LENGTH = 100;
  static final int OWNER_LENGTH = 32;
  static final long MAX_7_DIGITS = (1L << 21) - 1;
  static final long MAX_11_DIGITS = (1L << 33) - 1;

  static final int NAME = 0;
  static final int MODE = 100;
  static final int UID = 108;
  static final int GID = 116;
  static final int LENGTH = 124;
  static final int MTIME = 136;
  private static final int CHECKSUM = 148;
  static final int TYPE = 156;
  static final int LINK = 157;
  static final int MAGIC = 257;
  static final int UNAME = 265;
  static final int GNAME = 297;
  static final int DEVICE_MAJOR = 329;
  static final int DEVICE_MINOR = 337;
  static final int PREFIX = 345; // read only: long names go into an extended header
  static final int PREFIX_LENGTH = 155;
  private static final int BLANKS = 8 * ' '; // the checksum counts its own field as blanks

  private byte[] out = new byte[0];
  private int start;
  private int sum;

  /** Turns to the {@link #SIZE} bytes of {@code block} from {@code offset} on, which are zero. */
  void start(byte[] block, int offset) {
    out = block;
    start = offset;
    sum = BLANKS;
  }

  void name(byte[] name, int length) {
    text(NAME, NAME_LENGTH, name, length);
  }

  void link(byte[] target) {
    text(LINK, LINK_LENGTH, target, target.length);
  }

  void userName(byte[] name) {
    text(UNAME, OWNER_LENGTH, name, name.length);
  }

  void groupName(byte[] name) {
    text(GNAME, OWNER_LENGTH, name, name.length);
  }

  void numbers(int mode, long uid, long gid, long size, long mtime) {
    octal(MODE, 7, mode);
    octal(UID, 7, uid);
    octal(GID, 7, gid);
    octal(LENGTH, 11, size);
    octal(MTIME, 11, mtime);
  }

  void type(int typeFlag) {
    put(TYPE, typeFlag);
  }

  void device(int major, int minor) {
    deviceNumber(DEVICE_MAJOR, major);
    deviceNumber(DEVICE_MINOR, minor);
  }

  /** Writes magic, version and checksum; the block is complete. */
  void finish() {
    put(MAGIC, 'u');
    put(MAGIC + 1, 's');
    put(MAGIC + 2, 't');
    put(MAGIC + 3, 'a');
    put(MAGIC + 4, 'r');
    put(MAGIC + 6, '0'); // after a NUL
    put(MAGIC + 7, '0');
    int total = sum;
    octal(CHECKSUM, 6, total);
    out[start + CHECKSUM + 7] = ' '; // after a NUL
  }

  private void put(int field, int value) {
    out[start + field] = (byte) value;
    sum += value & 0xff;
  }

  private void octal(int field, int digits, long number) {
    long rest = number;
    for (int at = field + digits - 1; at >= field; at--) {
      put(at, '0' + (int) (rest & 7));
      rest >>>= 3;
    }
  }

  // Numbers beyond 7 octal digits have no pax record; base-256 is what readers know instead.
  private void deviceNumber(int field, int number) {
    if (number >= 0 && number <= MAX_7_DIGITS) {
      octal(field, 7, number);
    } else {
      put(field, 0x80);
      for (int i = 0; i < 4; i++) {
        put(field + 4 + i, number >>> 8 * (3 - i));
      }
    }
  }

  // A character that is not ASCII, and each byte that is no character, becomes one question mark.
  private void text(int field, int fieldLength, byte[] text, int length) {
    int end = field + fieldLength;
    int from = 0;
    for (int to = field; to < end && from < length; to++) {
      if (text[from] >= 0) {
        put(to, text[from++]);
      } else {
        put(to, '?');
        from += Math.max(1, Utf8.characterLength(text, from, length));
      }
    }
  }
}
