package io.jdup.selection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a file of patterns, one a line: {@code + } or {@code - } in front says include or
 * exclude, {@code #} begins a comment, quotes around a pattern are taken off. Immutable.
 *
 * <p>Source: format specification section 8.3.
 */
public final class Filelist {
  private final String name;
  private final String text;
  private final boolean nulSeparated;

  private Filelist(String name, String text, boolean nulSeparated) {
    this.name = name;
    this.text = text;
    this.nulSeparated = nulSeparated;
  }

  /**
   * Returns the list with the given {@code content}, usually UTF-8; other bytes match themselves.
   *
   * @param name what messages call the list
   */
  public static Filelist of(String name, byte[] content) {
    return new Filelist(name, PathText.decodeToString(content), false);
  }

  /** Returns the list with the given {@code content} in text. */
  public static Filelist of(String name, String content) {
    return of(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns this list with its patterns set apart by NUL bytes rather than line ends. */
  public Filelist nulSeparated() {
    return new Filelist(name, text, true);
  }

  /** Returns the rules of the list; lines without a sign include if {@code includes}. */
  List<Rule> rules(PatternReading reading, boolean includes) {
    var rules = new ArrayList<Rule>();
    String[] lines = nulSeparated ? text.split("\0", -1) : text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = PythonText.strip(lines[i]);
      if (!line.isEmpty() && line.charAt(0) != '#') {
        rules.add(rule(line, reading, includes, i + 1));
      }
    }
    return rules;
  }

  private Rule rule(String line, PatternReading reading, boolean includes, int lineNumber) {
    boolean signed = line.startsWith("+ ") || line.startsWith("- ");
    boolean include = signed ? line.charAt(0) == '+' : includes;
    String pattern = unquoted(signed ? line.substring(2) : line);
    try {
      return reading.rule(pattern.codePoints().toArray(), include);
    } catch (SelectionException e) {
      throw new SelectionException(
          e.reason(), "file list '" + name + "', line " + lineNumber + ": " + e.getMessage());
    }
  }

  private static String unquoted(String pattern) {
    int last = pattern.length() - 1;
    boolean quoted =
        last > 0
            && pattern.charAt(0) == pattern.charAt(last)
            && (pattern.charAt(0) == '\'' || pattern.charAt(0) == '"');
    return quoted ? pattern.substring(1, last) : pattern;
  }
}
