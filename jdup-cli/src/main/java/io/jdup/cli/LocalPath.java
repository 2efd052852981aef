package io.jdup.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Paths from the bytes of the command line. Only URIs carry bytes unharmed into a {@link Path}:
 * strings pass through the character set of the locale.
 */
final class LocalPath {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*))");

  private LocalPath() {}

  /**
   * Returns the path that {@code word} names, relative if it is; slashes in a row count as one. It
   * is made absolute where Java cannot: see {@link #workingDirectory}.
   */
  static Path of(Argument word) {
    Path path = asItStands(word.bytes());
    return path.isAbsolute() || !isDirectoryLost() ? path : workingDirectory().resolve(path);
  }

  /**
   * Returns the directory the program was started in. Java knows it as text only, and what it makes
   * of a name that the locale cannot express leads nowhere.
   */
  static Path workingDirectory() {
    if (isDirectoryLost()) {
      try {
        return Files.readSymbolicLink(Path.of("/proc/self/cwd"));
      } catch (IOException e) {
        // no Linux, or /proc is not mounted
      }
    }
    return Path.of("").toAbsolutePath();
  }

  private static boolean isDirectoryLost() {
    return System.getProperty("user.dir", "").indexOf('\ufffd') >= 0;
  }

  /** Returns the path whose bytes are {@code bytes}, relative if it is. */
  static Path asItStands(byte[] bytes) {
    if (isPrintableAscii(bytes)) {
      return Path.of(new String(bytes, StandardCharsets.US_ASCII));
    }
    Path rooted = Path.of(URI.create("file:///" + percentEncoded(bytes)));
    return bytes[0] == '/' ? rooted : rooted.subpath(0, rooted.getNameCount());
  }

  /**
   * Returns {@code word} without empty and {@code .} components and without slashes at the end, as
   * duplicity reads the name of a source; selection patterns begin so, and the manifest records it.
   * Source: format specification section 2.1; {@code duplicity --exclude src/c ./src URL}.
   */
  static Argument canonical(Argument word) {
    String text = word.latin1();
    String joined =
        Arrays.stream(text.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .collect(Collectors.joining("/"));
    String canonical = (text.startsWith("/") ? "/" : "") + joined;
    byte[] bytes = canonical.getBytes(StandardCharsets.ISO_8859_1);
    return Argument.of(bytes.length == 0 ? new byte[] {'.'} : bytes);
  }

  /**
   * Returns the path that {@code word} names after {@code ~} at its start and variables such as
   * {@code $HOME} were replaced; unknown variables stay as they are. Source: format specification
   * section 7.4.
   */
  static Path expanded(Argument word, Map<String, Argument> variables) {
    String text = word.latin1();
    Argument home = variables.get("HOME");
    if (home != null && (text.equals("~") || text.startsWith("~/"))) {
      text = home.latin1() + text.substring(1);
    }
    String all =
        VARIABLE
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(value(found, variables)));
    return of(Argument.ofLatin1(all));
  }

  private static String value(MatchResult found, Map<String, Argument> variables) {
    String name = found.group(1) != null ? found.group(1) : found.group(2);
    Argument value = variables.get(name);
    return value == null ? found.group() : value.latin1();
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
      if (b == '/') {
        text.append('/');
      } else {
        text.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
      }
    }
    return text.toString();
  }
}
