package io.jdup.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads an S-expression, in canonical form or with tokens, quoted strings and hex. */
final class SExpressionParser {
  private static final int MAX_DEPTH = 16;
  private static final String ESCAPED = "btvnfr\"'\\";
  private static final String ESCAPES = "\b\t\u000b\n\f\r\"'\\";

  private final byte[] text;
  private int at;

  private SExpressionParser(byte[] text) {
    this.text = text;
  }

  /** Returns the first value in {@code text}; what follows it is padding. */
  static SExpression parse(byte[] text) throws IntegrityException {
    return new SExpressionParser(text).value(0);
  }

  /** Returns the value of {@code Key:} in a file of lines, or of the whole file if it is binary. */
  static SExpression parseFile(byte[] file) throws IntegrityException {
    if (file.length > 0 && file[0] == '(') {
      return parse(file);
    }
    var key = new StringBuilder();
    boolean inKey = false;
    for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      boolean continued = line.startsWith(" ") || line.startsWith("\t");
      inKey = line.startsWith("Key:") || inKey && (continued || line.startsWith("#"));
      if (inKey && !line.startsWith("#")) {
        // Lines are cut at a column, in the middle of a word or a string if that stands there.
        key.append(continued ? line.substring(1) : line.substring("Key:".length()));
      }
    }
    return parse(key.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private SExpression value(int depth) throws IntegrityException {
    skipSpace();
    return switch (peek()) {
      case '(' -> list(depth);
      case '#' -> SExpression.atom(hex());
      case '"' -> SExpression.atom(quoted());
      default -> SExpression.atom(tokenOrCounted());
    };
  }

  private SExpression list(int depth) throws IntegrityException {
    if (depth == MAX_DEPTH) {
      throw SExpression.malformed("lists nested too deep");
    }
    at++;
    List<SExpression> items = new ArrayList<>();
    for (skipSpace(); peek() != ')'; skipSpace()) {
      items.add(value(depth + 1));
    }
    at++;
    return SExpression.list(items);
  }

  private byte[] hex() throws IntegrityException {
    at++;
    var digits = new StringBuilder();
    for (; peek() != '#'; at++) {
      if (!isSpace(text[at])) {
        digits.append((char) text[at]);
      }
    }
    at++;
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw SExpression.malformed("no hexadecimal digits");
    }
  }

  private byte[] quoted() throws IntegrityException {
    at++;
    var out = new ByteArrayOutputStream();
    while (peek() != '"') {
      int octet = text[at++];
      if (octet == '\\') {
        escape(out);
      } else {
        out.write(octet);
      }
    }
    at++;
    return out.toByteArray();
  }

  private void escape(ByteArrayOutputStream out) throws IntegrityException {
    int octet = peek();
    at++;
    int known = ESCAPED.indexOf(octet);
    if (known >= 0) {
      out.write(ESCAPES.charAt(known));
    } else if (octet == 'x') {
      out.write(digits(2, 16));
    } else if (octet >= '0' && octet <= '7') {
      at--;
      out.write(digits(3, 8));
    } else if (octet == '\r' || octet == '\n') { // a line that goes on in the next
      boolean pair = at < text.length && (text[at] == '\r' || text[at] == '\n');
      at += pair && text[at] != octet ? 1 : 0;
    } else {
      throw SExpression.malformed("unknown escape");
    }
  }

  private int digits(int count, int radix) throws IntegrityException {
    int number = 0;
    for (int i = 0; i < count; i++, at++) {
      int digit = Character.digit(peek(), radix);
      if (digit < 0) {
        throw SExpression.malformed("unknown escape");
      }
      number = number * radix + digit;
    }
    return number;
  }

  private byte[] tokenOrCounted() throws IntegrityException {
    int start = at;
    int count = 0;
    while (peek() >= '0' && peek() <= '9' && count <= text.length) {
      count = 10 * count + text[at++] - '0';
    }
    if (at > start && peek() == ':') {
      at++;
      if (count > text.length - at) {
        throw SExpression.malformed("it ends too early");
      }
      at += count;
      return Arrays.copyOfRange(text, at - count, at);
    }
    while (!isSpace(peek()) && peek() != '(' && peek() != ')') {
      at++;
    }
    if (at == start) {
      throw SExpression.malformed("a bracket too many");
    }
    return Arrays.copyOfRange(text, start, at);
  }

  private void skipSpace() {
    while (at < text.length && isSpace(text[at])) {
      at++;
    }
  }

  private static boolean isSpace(int octet) {
    return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  }

  private int peek() throws IntegrityException {
    if (at >= text.length) {
      throw SExpression.malformed("it ends too early");
    }
    return text[at];
  }
}
