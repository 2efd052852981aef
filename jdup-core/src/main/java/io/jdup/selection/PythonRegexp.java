package io.jdup.selection;

import io.jdup.selection.SelectionException.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Translates regular expressions from the dialect of Python 3 to Java's, construct by construct, so
 * that a line written for duplicity means the same here. What Java lacks is refused by name.
 *
 * <p>Small differences remain in which characters Unicode counts as letters of a word, and in
 * {@code ^} in multi-line mode behind a newline at the very end.
 *
 * <p>Source: Python 3.11, library reference of the module "re".
 */
final class PythonRegexp {
  private static final int FLAGS = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;
  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private final RegexpCursor in;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> groupNumbers = new HashMap<>();
  private int groupCount;
  private boolean verbose;

  private PythonRegexp(String regexp) {
    this.in = new RegexpCursor(regexp);
  }

  /**
   * Returns a Java pattern that finds what {@code regexp} finds in Python.
   *
   * @throws SelectionException if the expression is malformed, or uses what Java lacks
   */
  static Pattern compile(String regexp, boolean ignoreCase) {
    var translation = new PythonRegexp(regexp);
    translation.translate();
    try {
      return Pattern.compile(translation.out.toString(), ignoreCase ? FLAGS | ANY_CASE : FLAGS);
    } catch (PatternSyntaxException e) {
      throw new SelectionException(
          Reason.MALFORMED_REGEXP, "regular expression '" + regexp + "': " + e.getDescription());
    }
  }

  private void translate() {
    while (in.hasNext()) {
      char c = in.next();
      switch (c) {
        case '\\' -> translateEscape();
        case '[' -> out.append(new RegexpClass(in).translate());
        case '(' -> translateGroup();
        case '{' -> translateBrace();
        case '}', ']' -> out.append('\\').append(c);
        case '#' -> translateHash();
        default -> translatePlain(c);
      }
    }
  }

  private void translatePlain(char c) {
    boolean ignored = verbose && " \t\n\r\f\u000b".indexOf(c) >= 0;
    if (!ignored) {
      out.append(c);
    }
  }

  private void translateHash() {
    if (verbose) {
      in.skipBehind('\n');
    } else {
      out.append('#');
    }
  }

  private void translateEscape() {
    char c = in.next("an escape");
    if (c >= '1' && c <= '9') {
      translateNumber(c);
    } else if (c == 'Z') {
      out.append("\\z");
    } else if (c == 'A' || c == 'b' || c == 'B') {
      out.append('\\').append(c);
    } else {
      out.append(RegexpEscape.translate(c, in));
    }
  }

  // Three octal digits are a character, anything else is a group.
  private void translateNumber(char first) {
    if (in.looksLike("[0-7]{2}.*") && first <= '3') {
      out.append(RegexpEscape.character(Integer.parseInt(first + in.take(2), 8)));
      return;
    }
    String digits = in.looksLike("[0-9].*") ? first + in.take(1) : String.valueOf(first);
    int group = Integer.parseInt(digits);
    if (group > groupCount) {
      throw in.refuse("a reference to group " + group + ", which is not there");
    }
    appendReference(group);
  }

  // In a group of its own, so that a digit that follows is not taken for part of the number.
  private void appendReference(int group) {
    out.append("(?:\\").append(group).append(')');
  }

  // A brace that is no repetition stands for itself.
  private void translateBrace() {
    if (in.looksLike("(\\d+(,\\d*)?|,\\d*)}.*")) {
      String bounds = in.takeUntil('}', "a repetition");
      out.append('{').append(bounds.startsWith(",") ? "0" : "").append(bounds).append('}');
    } else {
      out.append("\\{");
    }
  }

  private void translateGroup() {
    if (!in.skip("?")) {
      groupCount++;
      out.append('(');
    } else if (in.skip("P<")) {
      groupCount++;
      groupNumbers.put(in.takeUntil('>', "a group name"), groupCount);
      out.append('('); // by number, because Java is choosier about names
    } else if (in.skip("P=")) {
      String name = in.takeUntil(')', "a group reference");
      Integer group = groupNumbers.get(name);
      if (group == null) {
        throw in.refuse("a reference to group '" + name + "', which is not there");
      }
      appendReference(group);
    } else if (in.skip("#")) {
      in.takeUntil(')', "a comment");
    } else if (in.skip("(")) {
      throw in.refuse("a conditional group (?(...)...), which Java lacks");
    } else {
      translateExtension();
    }
  }

  private void translateExtension() {
    for (String same : new String[] {":", "=", "!", "<=", "<!", ">"}) {
      if (in.skip(same)) {
        out.append("(?").append(same);
        return;
      }
    }
    if (!in.looksLike("[aimsuxL]*(-[imsx]+)?[:)].*")) {
      throw in.refuse("an unknown group (?" + in.rest());
    }
    translateFlags();
  }

  private void translateFlags() {
    boolean atStart = in.position() == 2;
    var flags = new StringBuilder();
    boolean on = true;
    while (in.looksLike("[^:)].*")) {
      char flag = in.next();
      switch (flag) {
        case '-' -> on = false;
        case 'i', 'm', 's' -> flags.append(on ? "(?" : "(?-").append(flag).append(')');
        case 'x' -> verbose = true;
        case 'a' -> flags.append("(?-U)");
        case 'u' -> {}
        default -> throw in.refuse("the flag '" + flag + "', which is for bytes");
      }
    }
    boolean global = in.next() == ')';
    if (global && !atStart || verbose && !global) {
      throw in.refuse("flags for all of it that are not at its start, or 'x' for a part of it");
    }
    out.append(global ? "" : "(?:").append(flags);
  }
}
