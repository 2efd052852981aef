package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
  private static final String VOLUME = "volume";

  private FileListCopy() {}

  /**
   * Writes the list in {@code text} to {@code out}, which stays open; nothing if there is none. Of
   * several the last one counts. One that was cut off by volumes announces what it has.
   */
  public static void copy(Text text, OutputStream out) throws IOException {
    Place list = lastList(text);
    if (list.line == 0) {
      return;
    }
    try (InputStream in = text.open()) {
      var lines = new ManifestLines(in, Long.MAX_VALUE);
      while (lines.next()) {
        if (lines.number() > list.line && isSection(lines, VOLUME)) {
          return;
        }
        if (lines.number() == list.line && list.entries < list.announced) {
          out.write(("Filelist " + list.entries + "\n").getBytes(ISO_8859_1));
        } else if (lines.number() >= list.line && !isOfOtherThings(lines)) {
          out.write(lines.bytes());
          out.write('\n');
        }
      }
    }
  }

  /** Where a list is, how many lines it should have, and how many are there. */
  private record Place(long line, long announced, long entries) {}

  private static Place lastList(Text text) throws IOException {
    var last = new Place(0, 0, 0);
    boolean open = false;
    try (InputStream in = text.open()) {
      var lines = new ManifestLines(in, Long.MAX_VALUE);
      while (lines.next()) {
        if (isSection(lines, LIST)) {
          last = new Place(lines.number(), Long.parseLong(lines.token(1)), 0);
          open = true;
        } else if (isSection(lines, VOLUME)) {
          open = false;
        } else if (open && !lines.keyword().isEmpty() && !isOfOtherThings(lines)) {
          last = new Place(last.line, last.announced, last.entries + 1);
        }
      }
    }
    return last;
  }

  private static boolean isSection(ManifestLines line, String keyword) {
    return !line.isIndented() && line.keyword().equals(keyword);
  }

  // A reader takes these in within the list as well; the other manifest tells them itself.
  private static boolean isOfOtherThings(ManifestLines line) {
    return switch (line.keyword()) {
      case "hostname", "localdir", "set", "signatures" -> !line.isIndented();
      case "startingpath", "endingpath", "hash" -> true;
      default -> false;
    };
  }
}
