package io.jdup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where the local archive dirs of backups are by default.
 *
 * <p>Source: format specification section 7.4.
 */
public final class ArchiveDirs {
  private ArchiveDirs() {}

  /**
   * Returns the directory that holds the archive dirs of the current user: {@code duplicity} in
   * {@code $XDG_CACHE_HOME} or {@code ~/.cache}, the same as duplicity's own.
   */
  public static Path standardParent() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path parent =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return parent.resolve("duplicity");
  }

  /**
   * Returns the name of the archive dir for the target {@code url}, exactly as the user typed it.
   */
  public static String nameFor(String url) {
    return nameFor(url.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the name of the archive dir for the target {@code url}, exactly as typed, as bytes. */
  public static String nameFor(byte[] url) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(url));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
