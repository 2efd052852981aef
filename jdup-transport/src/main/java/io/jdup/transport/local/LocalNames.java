package io.jdup.transport.local;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Paths from bytes and back, independent of the locale: names are UTF-8, whatever LANG says. */
final class LocalNames {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private LocalNames() {}

  /** Returns {@code base} resolved with {@code path}, which may be absolute. */
  static Path resolve(Path base, byte[] path) {
    boolean absolute = path.length > 0 && path[0] == '/';
    String start = absolute ? "file:///" : base.toUri().toString();
    String slash = start.endsWith("/") ? "" : "/";
    int from = 0;
    while (from < path.length && path[from] == '/') {
      from++;
    }
    String rest = encode(Arrays.copyOfRange(path, from, path.length));
    return base.getFileSystem().provider().getPath(URI.create(start + slash + rest));
  }

  static Path resolve(Path directory, String name) {
    return resolve(directory, name.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] path) {
    var text = new StringBuilder(path.length * 3);
    for (byte b : path) {
      char c = (char) (b & 0xFF);
      if (c == '/' || isPlain(c)) {
        text.append(c);
      } else {
        text.append('%').append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }

  private static boolean isPlain(char c) {
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    return letter || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
  }

  /** Returns the last component of {@code path}; empty when it is not UTF-8. */
  static Optional<String> name(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    if (!name.isEmpty() && isAscii(name)) {
      return Optional.of(name);
    }
    String raw = path.toUri().getRawPath();
    int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
    String encoded = raw.substring(raw.lastIndexOf('/', end - 1) + 1, end);
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(decode(encoded))).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  // Every locale's bytes of these are the same, and nearly all names are made of them alone. What
  // a locale cannot decode becomes U+FFFD, three bytes.
  private static boolean isAscii(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length == name.length();
  }

  private static byte[] decode(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}
