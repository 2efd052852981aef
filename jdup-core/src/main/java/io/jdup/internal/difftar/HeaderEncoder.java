package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;

/**
 * Turns an entry into its tar header: one 512-byte block, after an extended header where a value
 * does not fit into it. Buffers are used again from one entry to the next. Not thread-safe.
 *
 * <p>Source: format specification section 3.5; the tests encode every header of archives made by
 * duplicity 0.8.22 again and get the same bytes.
 */
final class HeaderEncoder {
  private static final byte[] PAX_NAME = "././@PaxHeader".getBytes(US_ASCII);
  private static final byte[] NO_BYTES = {};
  private static final int MODE_BITS = 07777;

  private final boolean dotRoot;
  private final ByteBuilder out = new ByteBuilder(4 * UstarBlock.SIZE);
  private final ByteBuilder name = new ByteBuilder(256);
  private final PaxRecords pax = new PaxRecords();
  private final UstarBlock block = new UstarBlock();
  private Owner lastOwner = Owner.NOBODY;
  private byte[] userName = NO_BYTES; // of lastOwner: most neighbours have one owner
  private byte[] groupName = NO_BYTES;

  private HeaderEncoder(boolean dotRoot) {
    this.dotRoot = dotRoot;
  }

  /** Returns an encoder that calls the root directory {@code snapshot/./}. */
  static HeaderEncoder forDifftars() {
    return new HeaderEncoder(true);
  }

  /** Returns an encoder that calls the root directory {@code snapshot/}. */
  static HeaderEncoder forSigtars() {
    return new HeaderEncoder(false);
  }

  /** Returns what was encoded last; it stays valid until the next call. */
  ByteBuilder encoded() {
    return out;
  }

  /**
   * Encodes the header of {@code entry} with a body of {@code bodyBytes}; {@code pieceNumber}
   * counts for multivol prefixes only. A negative mtime becomes 0.
   */
  void encode(EntryPrefix prefix, TreeEntry entry, int pieceNumber, long bodyBytes) {
    buildName(prefix, entry, pieceNumber);
    byte[] link = entry.type() == EntryType.SYMLINK ? entry.linkTarget().toBytes() : NO_BYTES;
    turnTo(entry.owner());
    long mtime = Math.max(0, entry.mtimeSeconds()); // a negative one crashes duplicity's restore
    collectRecords(entry.owner(), link, bodyBytes, mtime);
    out.clear();
    if (!pax.isEmpty()) {
      appendExtendedHeader();
    }
    int start = out.appendZeros(UstarBlock.SIZE);
    block.start(out.array(), start);
    block.name(name.array(), name.length());
    block.numbers(
        entry.mode() & MODE_BITS,
        fitted(entry.owner().uid(), UstarBlock.MAX_7_DIGITS),
        fitted(entry.owner().gid(), UstarBlock.MAX_7_DIGITS),
        fitted(bodyBytes, UstarBlock.MAX_11_DIGITS),
        fitted(mtime, UstarBlock.MAX_11_DIGITS));
    block.type(typeFlag(entry.type()));
    block.link(link);
    block.userName(userName);
    block.groupName(groupName);
    if (entry.type().isDevice()) {
      block.device(entry.deviceMajor(), entry.deviceMinor());
    }
    block.finish();
  }

  private void buildName(EntryPrefix prefix, TreeEntry entry, int pieceNumber) {
    boolean directory = entry.type() == EntryType.DIRECTORY;
    name.clear();
    prefix.appendTo(name);
    if (!entry.path().isRoot()) {
      name.append(entry.path().toBytes());
    } else if (dotRoot && (directory || prefix.isMultivol())) {
      name.append('.');
    }
    if (prefix.isMultivol()) {
      name.append('/');
      name.appendDecimal(pieceNumber);
    } else if (directory && name.array()[name.length() - 1] != '/') {
      name.append('/');
    }
  }

  private void turnTo(Owner owner) {
    if (!owner.equals(lastOwner)) {
      if (owner.uid() < 0 || owner.gid() < 0) {
        throw new IllegalArgumentException("uid or gid is negative: " + owner);
      }
      lastOwner = owner;
      userName = owner.userName().getBytes(UTF_8);
      groupName = owner.groupName().getBytes(UTF_8);
    }
  }

  // The order of the records is duplicity's.
  private void collectRecords(Owner owner, byte[] link, long bodyBytes, long mtime) {
    pax.clear();
    text(PaxRecords.PATH, name.array(), name.length(), UstarBlock.NAME_LENGTH);
    text(PaxRecords.LINKPATH, link, link.length, UstarBlock.LINK_LENGTH);
    text(PaxRecords.UNAME, userName, userName.length, UstarBlock.OWNER_LENGTH);
    text(PaxRecords.GNAME, groupName, groupName.length, UstarBlock.OWNER_LENGTH);
    number(PaxRecords.UID, owner.uid(), UstarBlock.MAX_7_DIGITS);
    number(PaxRecords.GID, owner.gid(), UstarBlock.MAX_7_DIGITS);
    number(PaxRecords.SIZE, bodyBytes, UstarBlock.MAX_11_DIGITS);
    number(PaxRecords.MTIME, mtime, UstarBlock.MAX_11_DIGITS);
  }

  private void text(byte[] key, byte[] value, int length, int fieldLength) {
    if (length > fieldLength || !Utf8.isAscii(value, length)) {
      pax.add(key, value, length);
    }
  }

  private void number(byte[] key, long value, long max) {
    if (value > max) {
      pax.add(key, value);
    }
  }

  private static long fitted(long value, long max) {
    return value > max ? 0 : value;
  }

  private void appendExtendedHeader() {
    int size = pax.sizeBytes();
    int start = out.appendZeros(UstarBlock.SIZE);
    block.start(out.array(), start);
    block.name(PAX_NAME, PAX_NAME.length);
    block.numbers(0, 0, 0, size, 0);
    block.type('x');
    block.finish();
    pax.appendTo(out);
    out.appendZeros(-size & UstarBlock.SIZE - 1);
  }

  private static int typeFlag(EntryType type) {
    return switch (type) {
      case FILE -> '0';
      case SYMLINK -> '2';
      case CHARACTER_DEVICE -> '3';
      case BLOCK_DEVICE -> '4';
      case DIRECTORY -> '5';
      case FIFO -> '6';
    };
  }
}
