package io.jdup.cli;

import java.util.Locale;

/** The spellings of {@code -v}. Source: format specification section 10.6; duplicity(1) 0.8.22. */
final class Verbosity {
  static final int DEFAULT = 4;

  private Verbosity() {}

  /** Returns the verbosity, 0 to 9, that {@code text} means: a digit, a letter or a word. */
  static int parse(String text) throws UsageException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.matches("[0-9]")) {
      return lower.charAt(0) - '0';
    }
    return switch (lower) {
      case "e", "error" -> 0;
      case "w", "warning" -> 2;
      case "n", "notice" -> 4;
      case "i", "info" -> 8;
      case "d", "debug" -> 9;
      default ->
          throw new UsageException(
              ("'" + text + "' is not a verbosity; write a digit 0 to 9, a letter e w n i d, or")
                  + " error, warning, notice, info, debug");
    };
  }

  /** Returns the verbosity that {@code line} asks for. */
  static int of(CommandLine line) throws UsageException {
    var value = line.value(Option.VERBOSITY);
    return value.isPresent() ? parse(value.get().text()) : DEFAULT;
  }
}
