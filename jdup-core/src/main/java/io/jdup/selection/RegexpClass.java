package io.jdup.selection;

/** Translates a class of characters, in which Java gives a meaning to more of them than Python. */
final class RegexpClass {
  private static final int LAST_OCTAL = 0xff;

  private final RegexpCursor in;
  private final StringBuilder out = new StringBuilder("[");

  RegexpClass(RegexpCursor in) {
    this.in = in;
  }

  /** Reads the class behind its opening bracket and returns Java's form. */
  String translate() {
    if (in.skip("^")) {
      out.append('^');
    }
    boolean first = true;
    while (first || !in.skip("]")) {
      member();
      first = false;
    }
    return out.append(']').toString();
  }

  private void member() {
    appendOne();
    if (in.looksLike("-[^]].*")) { // a minus before the closing bracket stands for itself
      in.next();
      out.append('-');
      appendOne();
    }
  }

  private void appendOne() {
    char c = in.next("a class");
    if (c == '\\') {
      appendEscape(in.next("an escape"));
    } else if ("[]^-&|~ #".indexOf(c) >= 0) {
      out.append('\\').append(c);
    } else {
      out.append(c);
    }
  }

  private void appendEscape(char c) {
    if (c == 'b') {
      out.append(RegexpEscape.character('\b'));
    } else if (c >= '1' && c <= '7') {
      int more = in.looksLike("[0-7]{2}.*") ? 2 : in.looksLike("[0-7].*") ? 1 : 0;
      int codePoint = Integer.parseInt(c + in.take(more), 8);
      if (codePoint > LAST_OCTAL) {
        throw in.refuse("an octal escape above \\377");
      }
      out.append(RegexpEscape.character(codePoint));
    } else {
      out.append(RegexpEscape.translate(c, in));
    }
  }
}
