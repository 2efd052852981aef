package io.jdup.selection;

import io.jdup.selection.SelectionException.Reason;
import java.util.regex.Pattern;

/** A place in a regular expression that is being read. */
final class RegexpCursor {
  private final String regexp;
  private int at;

  RegexpCursor(String regexp) {
    this.regexp = regexp;
  }

  boolean hasNext() {
    return at < regexp.length();
  }

  char next() {
    return regexp.charAt(at++);
  }

  /** Returns the next character of {@code construct}, which must not end here. */
  char next(String construct) {
    if (!hasNext()) {
      throw refuse(construct + " that is not finished");
    }
    return next();
  }

  /** Returns whether what comes matches {@code pattern}, which describes all of the rest. */
  boolean looksLike(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(rest()).matches();
  }

  /** Steps over {@code text} if it is what comes, and tells whether it was. */
  boolean skip(String text) {
    boolean there = regexp.startsWith(text, at);
    at += there ? text.length() : 0;
    return there;
  }

  /** Steps behind the next {@code end}, or to the end of all. */
  void skipBehind(char end) {
    int found = regexp.indexOf(end, at);
    at = found < 0 ? regexp.length() : found + 1;
  }

  String take(int length) {
    at += length;
    return regexp.substring(at - length, at);
  }

  /** Returns what comes before the next {@code end} and steps behind that. */
  String takeUntil(char end, String construct) {
    int found = regexp.indexOf(end, at);
    if (found < 0) {
      throw refuse(construct + " that is not finished");
    }
    String taken = regexp.substring(at, found);
    at = found + 1;
    return taken;
  }

  String rest() {
    return regexp.substring(at);
  }

  int position() {
    return at;
  }

  /** Returns the exception that refuses the expression because of {@code construct}. */
  SelectionException refuse(String construct) {
    return new SelectionException(
        Reason.MALFORMED_REGEXP, "regular expression '" + regexp + "' has " + construct);
  }
}
