package io.jdup.internal.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a symlink points: raw bytes, as they stand in the file system. Immutable. */
public final class LinkTarget {
  /** The target of everything that is no symlink. */
  public static final LinkTarget NONE = new LinkTarget(new byte[0]);

  private final byte[] bytes;

  private LinkTarget(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the target {@code bytes}, which are copied. */
  public static LinkTarget of(byte[] bytes) {
    return bytes.length == 0 ? NONE : new LinkTarget(bytes.clone());
  }

  /** Returns the raw bytes, a copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkTarget target && Arrays.equals(bytes, target.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the target for people, decoded as UTF-8. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
