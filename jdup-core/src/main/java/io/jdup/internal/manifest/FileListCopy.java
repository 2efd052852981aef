package io.jdup.internal.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Copies the list of changed files from one manifest to another, line by line: it may have millions
 * of lines. The manifest was read before, and found sound.
 */
public final class FileListCopy {
  /** Opens the text of a manifest, each time from its start. */
  @FunctionalInterface
  public interface Text {
    /** Returns a stream of the text, for the caller to close. */
    InputStream open() throws IOException;
  }

  private static final String LIST = "filelist";

  private FileListCopy() {}

  /**
   * Writes the list in {@code text} to {@code out}, which stays open; nothing if there is none. Of
   * several the last one counts.
   */
  public static void copy(Text text, OutputStream out) throws IOException {
    long start = lastList(text);
    if (start == 0) {
      return;
    }
    try (InputStream in = text.open()) {
      var lines = new ManifestLines(in, Long.MAX_VALUE);
      while (lines.next()) {
        if (lines.number() > start && isOtherSection(lines)) {
          return;
        }
        if (lines.number() >= start) {
          out.write(lines.bytes());
          out.write('\n');
        }
      }
    }
  }

  private static long lastList(Text text) throws IOException {
    long last = 0;
    try (InputStream in = text.open()) {
      var lines = new ManifestLines(in, Long.MAX_VALUE);
      while (lines.next()) {
        if (!lines.isIndented() && lines.keyword().equals(LIST)) {
          last = lines.number();
        }
      }
    }
    return last;
  }

  private static boolean isOtherSection(ManifestLines line) {
    if (line.isIndented()) {
      return false;
    }
    return switch (line.keyword()) {
      case "volume", "hostname", "localdir", "set", "signatures" -> true;
      default -> false;
    };
  }
}
