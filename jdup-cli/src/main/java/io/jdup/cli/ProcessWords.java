package io.jdup.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line and the environment as bytes. Java hands both over as text in the character set
 * of the locale; under {@code LANG=}, as cron has it, that destroys every letter beyond ASCII.
 *
 * <p>Linux keeps the bytes in {@code /proc/self}. Elsewhere Java's text has to do.
 */
final class ProcessWords {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final Path ENVIRONMENT = Path.of("/proc/self/environ");

  private ProcessWords() {}

  /** Returns the words behind {@code args}, which {@code main} was given. */
  static List<Argument> arguments(String[] args) {
    return arguments(args, read(COMMAND_LINE));
  }

  /**
   * Returns the last words of {@code commandLine}, as many as there are {@code args}: what precedes
   * them is Java's. If they do not match, {@code args} itself is taken.
   */
  static List<Argument> arguments(String[] args, byte[] commandLine) {
    List<Argument> all = split(commandLine);
    if (all.size() > args.length) {
      List<Argument> last = all.subList(all.size() - args.length, all.size());
      if (matches(args, last)) {
        return List.copyOf(last);
      }
    }
    var words = new ArrayList<Argument>(args.length); // streams would cost each start some ms
    for (String arg : args) {
      words.add(Argument.of(arg));
    }
    return List.copyOf(words);
  }

  /** Compares what every locale keeps: the words that are all ASCII. */
  private static boolean matches(String[] args, List<Argument> words) {
    for (int i = 0; i < args.length; i++) {
      String text = words.get(i).text();
      if (isAscii(text) && !text.equals(args[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Returns the environment; of a variable set twice the first counts, as for getenv(3). */
  static Map<String, Argument> environment() {
    byte[] raw = read(ENVIRONMENT);
    if (raw.length == 0) {
      var fromJava = new LinkedHashMap<String, Argument>();
      System.getenv().forEach((name, value) -> fromJava.put(name, Argument.of(value)));
      return fromJava;
    }
    var variables = new LinkedHashMap<String, Argument>();
    for (Argument assignment : split(raw)) {
      int equals = assignment.indexOf('=');
      if (equals > 0) {
        String name = new String(assignment.bytes(), 0, equals, StandardCharsets.UTF_8);
        variables.putIfAbsent(name, assignment.from(equals + 1));
      }
    }
    return variables;
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      return new byte[0]; // no Linux, or /proc is not mounted: Java's text has to do
    }
  }

  private static List<Argument> split(byte[] nulTerminated) {
    var words = new ArrayList<Argument>();
    int start = 0;
    for (int i = 0; i < nulTerminated.length; i++) {
      if (nulTerminated[i] == 0) {
        words.add(Argument.of(Arrays.copyOfRange(nulTerminated, start, i)));
        start = i + 1;
      }
    }
    return words;
  }
}
