package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What stands before the path in the name of a tar entry, and tells what the entry is.
 *
 * <p>Source: format specification sections 3.3 and 4.1.
 */
enum EntryPrefix {
  SNAPSHOT("snapshot/", false),
  DIFF("diff/", false),
  DELETED("deleted/", false),
  MULTIVOL_SNAPSHOT("multivol_snapshot/", true),
  MULTIVOL_DIFF("multivol_diff/", true),
  SIGNATURE("signature/", false);

  @SuppressWarnings("ImmutableEnumChecker") // never written, never handed out
  private final byte[] bytes;

  private final boolean multivol;

  EntryPrefix(String text, boolean multivol) {
    this.bytes = text.getBytes(US_ASCII);
    this.multivol = multivol;
  }

  /** Returns whether the entry is one piece of a body. */
  boolean isMultivol() {
    return multivol;
  }

  int length() {
    return bytes.length;
  }

  /** Returns the prefix that announces pieces of what this prefix announces whole. */
  EntryPrefix ofPieces() {
    return switch (this) {
      case SNAPSHOT -> MULTIVOL_SNAPSHOT;
      case DIFF -> MULTIVOL_DIFF;
      default -> throw new AssertionError(this + " has no pieces");
    };
  }

  void appendTo(ByteBuilder name) {
    name.append(bytes);
  }

  boolean starts(byte[] name) {
    if (name.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (name[i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
