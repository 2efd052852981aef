package io.jdup.cli;

import io.jdup.report.ChangedFile;
import io.jdup.report.ReportedPath;
import io.jdup.report.SetChanges;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What backup sets did to files, in duplicity's words. Lines are bytes, as names are.
 *
 * <p>Source: the output of {@code duplicity collection-status} 0.8.22 with {@code --file-changed}
 * and {@code --show-changes-in-set}, but that it says {@code b'New'} for {@code New}.
 */
final class ChangesText {
  private static final String RULER = "-------------------------";
  private static final String HEAD = "File:";
  private static final int WORD_WIDTH = 20;

  private ChangesText() {}

  /** Returns the lines about what each of {@code sets} did to {@code path}. */
  static List<byte[]> ofFile(Argument path, List<SetChanges> sets, LocalZone zone) {
    List<SetChanges> touched = sets.stream().filter(set -> !set.files().isEmpty()).toList();
    var lines = new ArrayList<byte[]>();
    lines.add(bytes(RULER));
    lines.add(joined(bytes("File: "), path.bytes()));
    lines.add(bytes("Total number of backup: " + touched.size()));
    lines.add(bytes(row("Type of backup set:", "Time:", "Type of file change:")));
    for (SetChanges set : touched) {
      String word = word(set.files().get(0));
      lines.add(
          bytes(
              row(
                  set.full() ? "Full" : "Incremental",
                  Asctime.format(set.time(), zone),
                  word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))));
    }
    lines.add(bytes(RULER));
    return lines;
  }

  private static String row(String type, String time, String change) {
    return String.format(Locale.ROOT, "%20s %32s %21s", type, time, change);
  }

  /** Returns the lines about all that {@code set} did. */
  static List<byte[]> ofSet(SetChanges set, LocalZone zone) {
    List<byte[]> names = set.files().stream().map(file -> quoted(file.path())).toList();
    int width = names.stream().mapToInt(name -> name.length).max().orElse(0);
    width = Math.max(width, HEAD.length());
    var lines = new ArrayList<byte[]>();
    lines.add(bytes(RULER));
    lines.add(bytes(" Backup set time: " + Asctime.format(set.time(), zone)));
    lines.add(bytes("Total number of changes: " + names.size()));
    lines.add(joined(bytes(HEAD), bytes(padded(width - HEAD.length(), "Type of file change:"))));
    for (int i = 0; i < names.size(); i++) {
      String word = word(set.files().get(i));
      lines.add(joined(names.get(i), bytes(padded(width - names.get(i).length, word))));
    }
    lines.add(bytes(RULER));
    return lines;
  }

  private static String padded(int blanks, String word) {
    return " ".repeat(blanks + 2 + WORD_WIDTH - word.length()) + word;
  }

  private static String word(ChangedFile file) {
    return file.change().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the name in quotes if it holds white space, a quote or a backslash, as in manifests.
   */
  private static byte[] quoted(ReportedPath path) {
    var text = new StringBuilder();
    boolean odd = false;
    for (char c : Argument.of(path.toBytes()).latin1().toCharArray()) {
      boolean escaped = c == ' ' || c >= '\t' && c <= '\r' || "\\\"'".indexOf(c) >= 0;
      text.append(escaped ? String.format(Locale.ROOT, "\\x%02x", (int) c) : c);
      odd |= escaped;
    }
    return Argument.ofLatin1(odd ? "\"" + text + "\"" : text.toString()).bytes();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(other);
    return all.toByteArray();
  }
}
