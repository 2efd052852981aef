package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * Makes sense of one 512-byte tar header, in the dialects pax, ustar and GNU. Complaints are {@link
 * IllegalArgumentException}s; the reader knows how to name the file. Not thread-safe.
 *
 * <p>Numbers and checksums are left to Commons Compress; names are not, because they are bytes.
 *
 * <p>Source: format specification section 3.5.
 */
final class HeaderDecoder {
  private static final byte[] USTAR_MAGIC = {'u', 's', 't', 'a', 'r', 0};
  private static final int OWNER_NAMES_END = UstarBlock.GNAME + UstarBlock.OWNER_LENGTH;
  private static final int GNU_SPARSE_CONTINUES = 482;
  private static final int MODE_BITS = 07777;
  private static final int MAX_NAME_BYTES = 32 * 1024; // eight times what systems take
  private static final long MAX_OWNER_NUMBER = (1L << 32) - 1;

  private final byte[] block = new byte[UstarBlock.SIZE];
  private final ExtendedHeader extended = new ExtendedHeader();
  private byte[] lastOwnerNames = new byte[0]; // as they stood in the header
  private String lastUserName = "";
  private String lastGroupName = "";

  /** Returns the block to read the next header into. */
  byte[] block() {
    return block;
  }

  /** Returns what extended headers say about the entry to come. */
  ExtendedHeader extended() {
    return extended;
  }

  boolean isZero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  boolean hasGoodChecksum() {
    try {
      return TarUtils.verifyCheckSum(block);
    } catch (IllegalArgumentException e) { // the field does not even hold a number
      return false;
    }
  }

  int typeFlag() {
    return block[UstarBlock.TYPE];
  }

  /** Returns the length of what follows this very header, whatever extended headers say. */
  long ownBodyBytes() {
    return checkedSize(field(UstarBlock.LENGTH, 12));
  }

  /** Returns the length of the body of the entry this header describes. */
  long bodyBytes() {
    byte[] size = extended.sizeBytes;
    long bytes = size == null ? ownBodyBytes() : checkedSize(ExtendedHeader.number(size));
    if (bytes > 0 && "123456".indexOf(typeFlag()) >= 0) { // readers disagree where that ends
      throw new IllegalArgumentException(
          "an entry that has no content is " + bytes + " bytes long");
    }
    if (typeFlag() == 'S' && block[GNU_SPARSE_CONTINUES] != 0) { // more headers, of no known use
      throw new IllegalArgumentException("it holds a sparse file of an unsupported kind");
    }
    return bytes;
  }

  private static long checkedSize(long size) {
    if (size < 0 || size > Long.MAX_VALUE - UstarBlock.SIZE) {
      throw new IllegalArgumentException("the size of an entry is impossible: " + size);
    }
    return size;
  }

  private long field(int offset, int length) {
    return TarUtils.parseOctalOrBinary(block, offset, length);
  }

  /** Returns the name of the entry, as it stands in the tar. */
  byte[] rawName() {
    byte[] path = extended.path;
    if (path != null) {
      return path;
    }
    byte[] name = text(UstarBlock.NAME, UstarBlock.NAME_LENGTH);
    if (block[UstarBlock.PREFIX] == 0 || !hasUstarMagic()) {
      return name; // GNU's format keeps times where ustar has the prefix
    }
    byte[] prefix = text(UstarBlock.PREFIX, UstarBlock.PREFIX_LENGTH);
    byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    joined[prefix.length] = '/';
    System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
    return joined;
  }

  private boolean hasUstarMagic() {
    int end = UstarBlock.MAGIC + USTAR_MAGIC.length;
    return Arrays.equals(block, UstarBlock.MAGIC, end, USTAR_MAGIC, 0, USTAR_MAGIC.length);
  }

  private byte[] text(int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, offset, end);
  }

  /**
   * Returns the entry called {@code rawName}, with a body of {@code bodyBytes}.
   *
   * @throws IllegalArgumentException if a backup may not hold it; the message says why
   */
  TarEntry entry(byte[] rawName, long bodyBytes) {
    if (rawName.length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException("its name has " + rawName.length + " bytes");
    }
    EntryType type = type(rawName);
    EntryName name = EntryName.parse(rawName);
    if (bodyBytes > 0 && type != EntryType.FILE) {
      throw new IllegalArgumentException("only regular files have content");
    }
    boolean device = type.isDevice();
    TreeEntry entry =
        new TreeEntry(
            name.path(),
            type,
            (int) field(UstarBlock.MODE, 8) & MODE_BITS,
            owner(),
            extended.mtime == null
                ? field(UstarBlock.MTIME, 12)
                : ExtendedHeader.number(extended.mtime),
            bodyBytes,
            type == EntryType.SYMLINK ? linkTarget() : LinkTarget.NONE,
            device ? deviceNumber(UstarBlock.DEVICE_MAJOR) : 0,
            device ? deviceNumber(UstarBlock.DEVICE_MINOR) : 0);
    return new TarEntry(name, entry);
  }

  private EntryType type(byte[] rawName) {
    if (extended.sparse) {
      throw new IllegalArgumentException("sparse files are not supported");
    }
    return switch (typeFlag()) {
      case '0' -> EntryType.FILE;
      case 0 -> // before ustar, a directory was a file whose name ends with a slash
          rawName.length > 0 && rawName[rawName.length - 1] == '/'
              ? EntryType.DIRECTORY
              : EntryType.FILE;
      case '2' -> EntryType.SYMLINK;
      case '3' -> EntryType.CHARACTER_DEVICE;
      case '4' -> EntryType.BLOCK_DEVICE;
      case '5' -> EntryType.DIRECTORY;
      case '6' -> EntryType.FIFO;
      case '1' -> throw new IllegalArgumentException("hard links are not supported");
      default ->
          throw new IllegalArgumentException(
              "its type is not supported: 0x" + Integer.toHexString(typeFlag() & 0xff));
    };
  }

  private Owner owner() {
    long uid = ownerNumber(extended.uid, UstarBlock.UID);
    long gid = ownerNumber(extended.gid, UstarBlock.GID);
    if (!Arrays.equals(
        block,
        UstarBlock.UNAME,
        OWNER_NAMES_END,
        lastOwnerNames,
        0,
        lastOwnerNames.length)) { // mostly they are those of the entry before
      lastOwnerNames = Arrays.copyOfRange(block, UstarBlock.UNAME, OWNER_NAMES_END);
      lastUserName = decoded(text(UstarBlock.UNAME, UstarBlock.OWNER_LENGTH));
      lastGroupName = decoded(text(UstarBlock.GNAME, UstarBlock.OWNER_LENGTH));
    }
    String user = extended.userName == null ? lastUserName : decoded(extended.userName);
    String group = extended.groupName == null ? lastGroupName : decoded(extended.groupName);
    return new Owner(uid, user, gid, group);
  }

  // A name that is no UTF-8 cannot be looked up; without it the number counts.
  private static String decoded(byte[] name) {
    return Utf8.isWellFormed(name, name.length) ? new String(name, UTF_8) : "";
  }

  private long ownerNumber(byte @Nullable [] record, int offset) {
    long number = record == null ? field(offset, 8) : ExtendedHeader.number(record);
    if (number < 0 || number > MAX_OWNER_NUMBER) {
      throw new IllegalArgumentException("its uid or gid is not within 32 bits: " + number);
    }
    return number;
  }

  private LinkTarget linkTarget() {
    byte[] target = extended.linkPath;
    if (target == null) {
      target = text(UstarBlock.LINK, UstarBlock.LINK_LENGTH);
    }
    if (target.length == 0) {
      throw new IllegalArgumentException("it is a symlink without a target");
    }
    for (byte b : target) {
      if (b == 0) {
        throw new IllegalArgumentException("the target of the symlink holds a NUL byte");
      }
    }
    return LinkTarget.of(target);
  }

  private int deviceNumber(int offset) {
    long number = field(offset, 8);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("its device number is impossible: " + number);
    }
    return (int) number;
  }
}
