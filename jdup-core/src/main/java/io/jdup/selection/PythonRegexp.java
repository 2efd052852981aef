package io.jdup.selection;

import io.jdup.selection.SelectionException.Reason;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Translates regular expressions from Python's dialect to Java's. */
final class PythonRegexp {
  private PythonRegexp() {}

  static Pattern compile(String regexp) {
    try {
      return Pattern.compile(regexp, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw new SelectionException(
          Reason.MALFORMED_REGEXP, "regular expression '" + regexp + "': " + e.getDescription());
    }
  }
}
