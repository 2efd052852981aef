package io.jdup.internal.tree;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes behind a {@link Path}, and back. Only URIs carry them unharmed: strings pass through
 * the locale's character set, in which a name may not exist.
 */
public final class RawNames {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private RawNames() {}

  /** Returns the bytes of {@code path} as it stands, absolute or relative. */
  public static byte[] toBytes(Path path) {
    String text = path.toString();
    if (isPrintableAscii(text)) { // true in every locale, and much faster than a URI
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    // Rooted first: a relative path would get the working directory in front.
    Path rooted = path.isAbsolute() ? path : slash(path).resolve(path);
    String raw = rooted.toUri().getRawPath();
    int start = path.isAbsolute() ? 0 : 1;
    boolean slashAdded = raw.endsWith("/") && !text.endsWith("/"); // for what is a directory
    return percentDecoded(raw, start, slashAdded ? raw.length() - 1 : raw.length());
  }

  /** Returns the entry {@code name} of {@code directory}. */
  static Path resolve(Path directory, byte[] name) {
    return directory.resolve(toRelativePath(directory, name));
  }

  /** Returns what is {@code path} in the tree below {@code root}. */
  public static Path below(Path root, EntryPath path) {
    return resolve(root, path.toBytes());
  }

  /**
   * Returns the relative path whose bytes are {@code joined}; {@code context} says of which kind.
   */
  static Path toRelativePath(Path context, byte[] joined) {
    if (isPrintableAscii(joined)) {
      return context.getFileSystem().getPath(new String(joined, StandardCharsets.US_ASCII));
    }
    URI uri = URI.create("file:///" + percentEncoded(joined));
    Path rooted = context.getFileSystem().provider().getPath(uri);
    return rooted.subpath(0, rooted.getNameCount());
  }

  /**
   * Returns a symlink's target as a path. Slashes in a row are joined, which changes the bytes but
   * not the meaning; a slash at the end is kept.
   */
  static Path toLinkTarget(byte[] target) {
    boolean absolute = target[0] == '/';
    Path rooted = Path.of(URI.create("file:///" + percentEncoded(target)));
    return absolute ? rooted : rooted.subpath(0, rooted.getNameCount());
  }

  private static Path slash(Path path) {
    return path.getFileSystem().getPath("/");
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintableAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ' || b > '~') {
        return false;
      }
    }
    return true;
  }

  private static String percentEncoded(byte[] bytes) {
    var text = new StringBuilder(3 * bytes.length);
    for (byte b : bytes) {
      text.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
    }
    return text.toString();
  }

  private static byte[] percentDecoded(String raw, int start, int end) {
    var bytes = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(
            Character.digit(raw.charAt(i + 1), 16) << 4 | Character.digit(raw.charAt(i + 2), 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}
