package io.jdup.selection;

import io.jdup.selection.SelectionException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The content of a file that names what to back up, one path a line, each relative to the source.
 * Blanks belong to the paths. Immutable.
 *
 * <p>Source: duplicity(1) 3.0, {@code --files-from}.
 */
public final class PathList {
  private final List<String> paths; // a character for each byte, in the order of the list
  private final Set<String> taken; // the same, and the directories above them

  private PathList(List<String> paths) {
    this.paths = List.copyOf(paths);
    this.taken = Collections.unmodifiableSet(withParents(paths));
  }

  /**
   * Returns the paths of the lines of {@code content}; empty lines are passed over.
   *
   * @param name what messages call the list
   * @throws SelectionException if a path is absolute or leads out of the source
   */
  public static PathList ofLines(String name, byte[] content) {
    return of(name, content, "\r\n|\r|\n");
  }

  /** Does the same with paths that end in NUL, so that they may hold line ends. */
  public static PathList ofNulSeparated(String name, byte[] content) {
    return of(name, content, "\0");
  }

  private static PathList of(String name, byte[] content, String separator) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<String> paths =
        Arrays.stream(text.split(separator))
            .filter(line -> !line.isEmpty())
            .map(line -> canonical(name, line))
            .toList();
    if (paths.isEmpty()) {
      throw new SelectionException(
          Reason.NOTHING_LISTED, "the list '" + name + "' names nothing, so nothing is to be done");
    }
    return new PathList(paths);
  }

  private static String canonical(String list, String line) {
    List<String> parts = Arrays.asList(line.split("/"));
    if (line.startsWith("/") || parts.contains("..")) {
      throw new SelectionException(
          Reason.PATH_NOT_RELATIVE,
          "the list '"
              + list
              + "' names '"
              + text(line)
              + "', which is not below the source; write paths relative to the source");
    }
    return parts.stream()
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .collect(Collectors.joining("/"));
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static Set<String> withParents(List<String> paths) {
    Set<String> all = new LinkedHashSet<>();
    for (String path : paths) {
      String each = path;
      while (all.add(each) && each.indexOf('/') >= 0) {
        each = each.substring(0, each.lastIndexOf('/'));
      }
    }
    return all;
  }

  /** Returns the paths in the order of the list, in raw bytes; empty for the source itself. */
  public List<byte[]> paths() {
    return paths.stream().map(path -> path.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /** Returns whether the list names {@code path}, or something below it. */
  boolean takes(byte[] path) {
    return taken.contains(new String(path, StandardCharsets.ISO_8859_1));
  }
}
