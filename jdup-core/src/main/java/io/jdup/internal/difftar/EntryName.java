package io.jdup.internal.difftar;

import io.jdup.internal.tree.EntryPath;
import java.util.Arrays;

/**
 * The name of a tar entry taken apart: {@code multivol_diff/home/mail/12} is piece 12 of the delta
 * of {@code home/mail}. Immutable.
 *
 * <p>Source: format specification section 3.3.
 *
 * @param prefix what the entry is
 * @param path the place below the root
 * @param pieceNumber the number of a piece, otherwise 0; of no meaning beyond that, and {@link
 *     Integer#MAX_VALUE} for any number larger
 */
record EntryName(EntryPrefix prefix, EntryPath path, int pieceNumber) {
  private static final EntryPrefix[] PREFIXES = EntryPrefix.values();

  /**
   * Takes {@code name} apart. The root may be spelled {@code snapshot/}, {@code snapshot/.} or
   * {@code snapshot/./}.
   *
   * @throws IllegalArgumentException if the prefix is unknown, a piece has no number, or the path
   *     has an empty, {@code .} or {@code ..} component or a NUL; the message says which
   */
  static EntryName parse(byte[] name) {
    EntryPrefix prefix = prefixOf(name);
    int start = prefix.length();
    int end = name.length;
    int pieceNumber = 0;
    if (prefix.isMultivol()) {
      end = startOfPieceNumber(name, start);
      pieceNumber = number(name, end + 1);
    } else if (end > start + 1 && name[end - 1] == '/') {
      end--;
    }
    return new EntryName(prefix, EntryPath.of(Arrays.copyOfRange(name, start, end)), pieceNumber);
  }

  private static EntryPrefix prefixOf(byte[] name) {
    for (EntryPrefix prefix : PREFIXES) {
      if (prefix.starts(name)) {
        return prefix;
      }
    }
    throw new IllegalArgumentException("its name starts with none of the known prefixes");
  }

  /** Returns where the slash before the number stands. */
  private static int startOfPieceNumber(byte[] name, int start) {
    int at = name.length;
    while (at > start && name[at - 1] >= '0' && name[at - 1] <= '9') {
      at--;
    }
    if (at == name.length || at == start || name[at - 1] != '/') {
      throw new IllegalArgumentException("its name should end in the number of a piece");
    }
    return at - 1;
  }

  private static int number(byte[] digits, int start) {
    long number = 0;
    for (int i = start; i < digits.length && number < Integer.MAX_VALUE; i++) {
      number = number * 10 + (digits[i] - '0');
    }
    return (int) Math.min(number, Integer.MAX_VALUE);
  }
}
