package io.jdup.cli;

import io.jdup.cli.RdiffOptions.Action;
import io.jdup.rsync.StrongSum;
import io.jdup.rsync.WeakSum;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Parses the arguments of {@code jdup rdiff} as rdiff does: options anywhere up to {@code --},
 * short ones bundled ({@code -sb 512}), values attached or separate, numbers decimal, octal or
 * hexadecimal.
 */
final class RdiffParser {
  private static final String HELP =
      """
      Usage: jdup rdiff [OPTIONS] signature [BASIS [SIGNATURE]]
                        [OPTIONS] delta SIGNATURE [NEWFILE [DELTA]]
                        [OPTIONS] patch BASIS [DELTA [NEWFILE]]

      A missing file, or -, is the standard input or output.

        -b, --block-size=BYTES  signature: block length, 0 (default) for one that suits the size
        -S, --sum-size=BYTES    signature: length of strong sums, 0 (default) for whole ones,
                                -1 for the least that suits the size
        -H, --hash=ALG          signature: blake2 (default) or md4
        -R, --rollsum=ALG       signature: rabinkarp (default) or rollsum
        -f, --force             replace an existing output file
        -s, --statistics        say how much was read and written
        -I, --input-size=BYTES, -O, --output-size=BYTES, -v, --verbose
                                are accepted and change nothing
        -V, --version           show the version
        -?, --help              show this
      """;

  private final Iterator<String> args;
  private final List<String> operands = new ArrayList<>();
  private Optional<String> answer = Optional.empty();
  private StrongSum strong = StrongSum.BLAKE2;
  private WeakSum weak = WeakSum.RABIN_KARP;
  private int blockLength;
  private int strongLength;
  private boolean force;
  private boolean statistics;

  RdiffParser(List<String> args) {
    this.args = args.iterator();
  }

  RdiffOptions parse() throws RdiffUsageException {
    boolean optionsEnded = false;
    while (args.hasNext() && answer.isEmpty()) {
      String arg = args.next();
      if (optionsEnded || arg.equals("-") || !arg.startsWith("-")) {
        operands.add(arg);
      } else if (arg.equals("--")) {
        optionsEnded = true;
      } else if (arg.startsWith("--")) {
        longOption(arg);
      } else {
        shortOptions(arg);
      }
    }
    Action action = answer.isPresent() ? Action.SIGNATURE : Action.named(operands);
    List<String> files =
        List.copyOf(operands.subList(Math.min(1, operands.size()), operands.size()));
    if (answer.isEmpty()) {
      action.requireFiles(files.size());
    }
    return new RdiffOptions(
        answer, action, files, strong, weak, blockLength, strongLength, force, statistics);
  }

  private void longOption(String arg) throws RdiffUsageException {
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg : arg.substring(0, equals);
    char option = shortName(name);
    if (!takesValue(option)) {
      if (equals >= 0) {
        throw new RdiffUsageException("option does not take an argument: " + arg);
      }
      flag(option);
    } else {
      value(option, name, equals < 0 ? nextValue(name) : arg.substring(equals + 1));
    }
  }

  private static char shortName(String name) throws RdiffUsageException {
    return switch (name) {
      case "--verbose" -> 'v';
      case "--version" -> 'V';
      case "--help" -> '?';
      case "--statistics" -> 's';
      case "--force" -> 'f';
      case "--hash" -> 'H';
      case "--rollsum" -> 'R';
      case "--block-size" -> 'b';
      case "--sum-size" -> 'S';
      case "--input-size" -> 'I';
      case "--output-size" -> 'O';
      default -> throw new RdiffUsageException("unknown option: " + name);
    };
  }

  private void shortOptions(String arg) throws RdiffUsageException {
    for (int i = 1; i < arg.length(); i++) {
      char option = arg.charAt(i);
      if (takesValue(option)) {
        String attached = arg.substring(i + 1);
        if (attached.startsWith("=")) {
          attached = attached.substring(1);
        } else if (attached.isEmpty()) {
          attached = nextValue("-" + option);
        }
        value(option, "-" + option, attached);
        return;
      }
      flag(option);
    }
  }

  private static boolean takesValue(char option) {
    return "HRbSIO".indexOf(option) >= 0;
  }

  private String nextValue(String name) throws RdiffUsageException {
    if (!args.hasNext()) {
      throw new RdiffUsageException("missing argument: " + name);
    }
    return args.next();
  }

  private void flag(char option) throws RdiffUsageException {
    switch (option) {
      case 'v' -> {} // rdiff takes it too, and says that it has nothing to tell
      case 's' -> statistics = true;
      case 'f' -> force = true;
      case '?' -> answer = Optional.of(HELP);
      case 'V' -> answer = Optional.of(version());
      default -> throw new RdiffUsageException("unknown option: -" + option);
    }
  }

  private static String version() {
    String version = RdiffParser.class.getPackage().getImplementationVersion();
    return "jdup rdiff " + (version == null ? "(not packaged)" : version) + "\n";
  }

  private void value(char option, String name, String value) throws RdiffUsageException {
    switch (option) {
      case 'H' -> strong = hash(value);
      case 'R' -> weak = rollsum(value);
      case 'b' -> blockLength = notNegative(name, number(value));
      case 'S' -> strongLength = number(value);
      default -> number(value); // a buffer size: checked, not needed
    }
  }

  private static StrongSum hash(String name) throws RdiffUsageException {
    return switch (name) {
      case "md4" -> StrongSum.MD4;
      case "blake2" -> StrongSum.BLAKE2;
      default -> throw new RdiffUsageException("unknown hash '" + name + "': blake2 or md4");
    };
  }

  private static WeakSum rollsum(String name) throws RdiffUsageException {
    return switch (name) {
      case "rollsum" -> WeakSum.ROLLSUM;
      case "rabinkarp" -> WeakSum.RABIN_KARP;
      default ->
          throw new RdiffUsageException("unknown rolling sum '" + name + "': rabinkarp or rollsum");
    };
  }

  private static int notNegative(String name, int value) throws RdiffUsageException {
    if (value < 0) {
      throw new RdiffUsageException("negative value for " + name + ": " + value);
    }
    return value;
  }

  private static int number(String text) throws RdiffUsageException {
    try {
      return text.startsWith("#") ? Integer.parseInt(text) : Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new RdiffUsageException("not a number, or too large: '" + text + "'");
    }
  }
}
