package io.jdup.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The path of an entry below the root of a backup, as raw bytes: components joined with {@code /},
 * empty for the root. Immutable.
 */
public final class ReportedPath {
  private final byte[] joined;

  private ReportedPath(byte[] joined) {
    this.joined = joined;
  }

  /** Returns the path {@code joined}, which is copied. */
  public static ReportedPath of(byte[] joined) {
    return new ReportedPath(joined.clone());
  }

  /** Returns the raw bytes, a copy; empty for the root. */
  public byte[] toBytes() {
    return joined.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReportedPath path && Arrays.equals(joined, path.joined);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(joined);
  }

  /** Returns the path for people: decoded as UTF-8; the root is a dot. */
  @Override
  public String toString() {
    return joined.length == 0 ? "." : new String(joined, StandardCharsets.UTF_8);
  }
}
