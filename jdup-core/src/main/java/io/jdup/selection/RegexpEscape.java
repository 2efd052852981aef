package io.jdup.selection;

/** Translates the escapes that mean the same inside and outside a class of characters. */
final class RegexpEscape {
  private RegexpEscape() {}

  /** Returns Java's form of the escape that begins with a backslash and {@code c}. */
  static String translate(char c, RegexpCursor in) {
    return switch (c) {
      case 'a', 'f', 'n', 'r', 't', 'd', 'D', 's', 'S', 'w', 'W' -> "\\" + c;
      case 'v' -> character(0x0b); // in Java a class of several
      case 'x' -> character(hex(in, 2));
      case 'u' -> character(hex(in, 4));
      case 'U' -> character(hex(in, 8));
      case 'N' -> named(in);
      case '0' -> octal(in);
      default -> literal(c, in);
    };
  }

  /** Returns Java's way to write one character by its number. */
  static String character(int codePoint) {
    return "\\x{" + Integer.toHexString(codePoint) + "}";
  }

  private static int hex(RegexpCursor in, int digits) {
    if (!in.looksLike("[0-9a-fA-F]{" + digits + "}.*")) {
      throw in.refuse("an escape without its " + digits + " hexadecimal digits");
    }
    long value = Long.parseLong(in.take(digits), 16);
    if (value > Character.MAX_CODE_POINT) {
      throw in.refuse("an escape beyond the last character of Unicode");
    }
    return (int) value;
  }

  private static String named(RegexpCursor in) {
    if (!in.skip("{")) {
      throw in.refuse("the escape \\N without a name in braces");
    }
    return "\\N{" + in.takeUntil('}', "a name") + "}";
  }

  private static String octal(RegexpCursor in) {
    int digits = in.looksLike("[0-7]{2}.*") ? 2 : in.looksLike("[0-7].*") ? 1 : 0;
    return character(Integer.parseInt("0" + in.take(digits), 8));
  }

  private static String literal(char c, RegexpCursor in) {
    boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    if (letterOrDigit) {
      throw in.refuse("the escape \\" + c + ", which Python does not know");
    }
    return "\\" + c;
  }
}
