package io.jdup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/** What {@code --help} and {@code --version} print. */
final class Help {
  private Help() {}

  /** Returns whether help is asked for, wherever on the command line. */
  static boolean isAsked(List<Argument> words) {
    return asks(words, Option.HELP);
  }

  /** Returns whether the version is asked for. */
  static boolean isVersionAsked(List<Argument> words) {
    return asks(words, Option.VERSION);
  }

  private static boolean asks(List<Argument> words, Option option) {
    for (Argument word : words) {
      if (word.text().equals("--")) {
        return false;
      }
      if (option.names().contains(word.text())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the text without the line end at its end. */
  static String text() throws IOException {
    return new String(read("help.txt"), StandardCharsets.UTF_8).stripTrailing();
  }

  /** Returns the version, such as {@code 0.1.0}. */
  static String version() throws IOException {
    var properties = new Properties();
    try (InputStream in = resource("version.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = resource(name)) {
      return in.readAllBytes();
    }
  }

  private static InputStream resource(String name) {
    InputStream in = Help.class.getResourceAsStream(name);
    if (in == null) {
      throw new AssertionError("the build left out the resource " + name);
    }
    return in;
  }
}
