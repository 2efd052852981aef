package io.jdup.internal.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The place of an entry below the root of a backup: path components as raw bytes.
 *
 * <p>Paths are ordered component by component, each compared as unsigned bytes, a prefix first.
 * That is not the order of the joined strings: {@code dir/x} stands before {@code dir-}. Immutable.
 *
 * <p>Source: format specification section 3.2, archives of duplicity 0.8.22.
 */
public final class EntryPath implements Comparable<EntryPath> {
  /** The root of a backup, the path without components. */
  public static final EntryPath ROOT = new EntryPath(new byte[0]);

  private final byte[] joined; // components joined with '/', no slash at either end

  private EntryPath(byte[] joined) {
    this.joined = joined;
  }

  /**
   * Returns the path whose components are joined with {@code /} in {@code joined}; an empty array
   * or a single dot is the root. The array is copied.
   *
   * @throws IllegalArgumentException if a component is empty, {@code .} or {@code ..}, or holds a
   *     NUL
   */
  public static EntryPath of(byte[] joined) {
    if (joined.length == 0 || joined.length == 1 && joined[0] == '.') {
      return ROOT;
    }
    int start = 0;
    for (int i = 0; i <= joined.length; i++) {
      if (i == joined.length || joined[i] == '/') {
        checkComponent(joined, start, i - start);
        start = i + 1;
      } else if (joined[i] == 0) {
        throw new IllegalArgumentException("path holds a NUL byte: " + display(joined));
      }
    }
    return new EntryPath(joined.clone());
  }

  /** Returns the path of {@code text} in UTF-8; see {@link #of(byte[])}. */
  public static EntryPath of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkComponent(byte[] joined, int start, int length) {
    boolean dots =
        length <= 2
            && (length < 1 || joined[start] == '.')
            && (length < 2 || joined[start + 1] == '.');
    if (dots) {
      throw new IllegalArgumentException(
          "path has an empty or dot component: '" + display(joined) + "'");
    }
  }

  /**
   * Returns the path of the entry {@code name} in this directory.
   *
   * @throws IllegalArgumentException if {@code name} is empty, {@code .}, {@code ..} or holds a
   *     slash or a NUL
   */
  public EntryPath child(byte[] name) {
    checkComponent(name, 0, name.length);
    for (byte b : name) {
      if (b == '/' || b == 0) {
        throw new IllegalArgumentException("not a file name: '" + display(name) + "'");
      }
    }
    if (isRoot()) {
      return new EntryPath(name.clone());
    }
    byte[] longer = Arrays.copyOf(joined, joined.length + 1 + name.length);
    longer[joined.length] = '/';
    System.arraycopy(name, 0, longer, joined.length + 1, name.length);
    return new EntryPath(longer);
  }

  /** Returns the path of the directory that holds this entry; the root has none and fails. */
  public EntryPath parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    int slash = lastSlash();
    return slash < 0 ? ROOT : new EntryPath(Arrays.copyOf(joined, slash));
  }

  /** Returns the last component, a copy; empty for the root. */
  public byte[] name() {
    return Arrays.copyOfRange(joined, lastSlash() + 1, joined.length);
  }

  private int lastSlash() {
    int i = joined.length - 1;
    while (i >= 0 && joined[i] != '/') {
      i--;
    }
    return i;
  }

  /** Returns the number of components; 0 for the root. */
  public int depth() {
    if (isRoot()) {
      return 0;
    }
    int depth = 1;
    for (byte b : joined) {
      if (b == '/') {
        depth++;
      }
    }
    return depth;
  }

  public boolean isRoot() {
    return joined.length == 0;
  }

  /** Returns whether this is {@code other} or lies below it. */
  public boolean startsWith(EntryPath other) {
    int length = other.joined.length;
    return length == 0
        || joined.length >= length
            && Arrays.equals(joined, 0, length, other.joined, 0, length)
            && (joined.length == length || joined[length] == '/');
  }

  /**
   * Returns this path as seen from {@code ancestor}, which may be the path itself.
   *
   * @throws IllegalArgumentException if this does not start with {@code ancestor}
   */
  public EntryPath relativeTo(EntryPath ancestor) {
    if (!startsWith(ancestor)) {
      throw new IllegalArgumentException("'" + this + "' is not below '" + ancestor + "'");
    }
    if (ancestor.isRoot()) {
      return this;
    }
    if (joined.length == ancestor.joined.length) {
      return ROOT;
    }
    return new EntryPath(Arrays.copyOfRange(joined, ancestor.joined.length + 1, joined.length));
  }

  /** Returns this path as seen from where {@code ancestor} is seen, the opposite of relativeTo. */
  public EntryPath below(EntryPath ancestor) {
    if (ancestor.isRoot()) {
      return this;
    }
    if (isRoot()) {
      return ancestor;
    }
    byte[] longer = Arrays.copyOf(ancestor.joined, ancestor.joined.length + 1 + joined.length);
    longer[ancestor.joined.length] = '/';
    System.arraycopy(joined, 0, longer, ancestor.joined.length + 1, joined.length);
    return new EntryPath(longer);
  }

  /** Returns the components joined with {@code /}, a copy; empty for the root. */
  public byte[] toBytes() {
    return joined.clone();
  }

  @Override
  public int compareTo(EntryPath other) {
    int at = Arrays.mismatch(joined, other.joined);
    if (at < 0) {
      return 0;
    }
    if (at == joined.length || at == other.joined.length) {
      return joined.length - other.joined.length;
    }
    return rank(joined[at]) - rank(other.joined[at]);
  }

  // A slash ends a component, so it sorts below every byte that a component can hold.
  private static int rank(byte b) {
    return b == '/' ? 0 : b & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryPath path && Arrays.equals(joined, path.joined);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(joined);
  }

  /** Returns the path for people: decoded as UTF-8, bytes that are none shown as U+FFFD. */
  @Override
  public String toString() {
    return isRoot() ? "." : display(joined);
  }

  private static String display(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
