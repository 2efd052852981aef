package io.jdup.cli;

import io.jdup.transport.TargetUrl;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line as duplicity does: options anywhere, with {@code =} or the value in the next
 * word, commands and long options shortened as far as they stay unique, and a backup or a restore
 * implied by the order of directory and URL.
 *
 * <p>Used once. Source: the answers of duplicity 0.8.22 to right and wrong command lines.
 */
final class CommandLineParser {
  private final Deque<Argument> rest;
  private final List<Argument> operands = new ArrayList<>();
  private final List<OptionUse> uses = new ArrayList<>();

  private CommandLineParser(List<Argument> words) {
    this.rest = new ArrayDeque<>(words);
  }

  /** Reads {@code words}; throws for what cannot be meant, and for options that are refused. */
  static CommandLine parse(List<Argument> words) throws UsageException {
    return new CommandLineParser(words).parse();
  }

  private CommandLine parse() throws UsageException {
    boolean onlyOperands = false;
    while (!rest.isEmpty()) {
      Argument word = rest.removeFirst();
      String text = word.text();
      if (onlyOperands || !text.startsWith("-") || text.equals("-")) {
        operands.add(word);
      } else if (text.equals("--")) {
        onlyOperands = true;
      } else if (text.startsWith("--")) {
        readLong(word);
      } else {
        readShort(word);
      }
    }
    return withCommand();
  }

  private void readLong(Argument word) throws UsageException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.text() : word.text().substring(0, word.text().indexOf('='));
    Option option = findLong(name);
    if (equals >= 0 && option.spec().valueCount() == 0) {
      throw new UsageException(option.spelling() + " takes no value; leave out what follows '='");
    }
    add(option, equals < 0 ? null : word.from(equals + 1));
  }

  private static Option findLong(String name) throws UsageException {
    Map<String, Option> possible = new TreeMap<>();
    for (Option option : Option.values()) {
      for (String spelling : option.names()) {
        if (spelling.equals(name)) {
          return option;
        }
        if (spelling.startsWith(name)) {
          possible.put(spelling, option);
        }
      }
    }
    if (possible.isEmpty()) {
      throw new UsageException("no such option: '" + name + "'; jdup --help lists them");
    }
    if (possible.values().stream().distinct().count() > 1) {
      // what is short enough for duplicity is so here, whatever options jdup has besides
      List<Option> duplicitys =
          possible.values().stream()
              .filter(option -> option.spec().treatment() != OptionSpec.Treatment.OWN)
              .distinct()
              .toList();
      if (duplicitys.size() == 1) {
        return duplicitys.get(0);
      }
      throw new UsageException(
          ("option '" + name + "' is ambiguous; type more of one of ")
              + String.join(", ", possible.keySet()));
    }
    return possible.values().iterator().next();
  }

  private void readShort(Argument word) throws UsageException {
    String letter = word.text().substring(0, 2);
    Option option =
        Arrays.stream(Option.values())
            .filter(known -> known.names().contains(letter))
            .findFirst()
            .orElseThrow(
                () -> new UsageException("no such option: '" + word + "'; jdup --help lists them"));
    boolean attached = word.text().length() > 2;
    if (attached && option.spec().valueCount() == 0) {
      throw new UsageException("no such option: '" + word + "'; jdup --help lists them");
    }
    add(option, attached ? word.from(2) : null);
  }

  private void add(Option option, @Nullable Argument attached) throws UsageException {
    if (option.spec().treatment() == OptionSpec.Treatment.REFUSED) {
      throw new UsageException(option.spelling() + ": " + option.spec().note());
    }
    var values = new ArrayList<Argument>();
    if (attached != null) {
      values.add(attached);
    }
    while (values.size() < option.spec().valueCount()) {
      if (rest.isEmpty()) {
        throw new UsageException(
            option.spelling() + " lacks its value; write " + option.spelling() + " VALUE");
      }
      values.add(rest.removeFirst());
    }
    uses.add(new OptionUse(option, values));
  }

  private CommandLine withCommand() throws UsageException {
    Command command = operands.isEmpty() ? null : Command.find(operands.get(0).text());
    if (command == null) {
      return new CommandLine(impliedCommand(), operands, uses);
    }
    List<Argument> after = operands.subList(1, operands.size());
    Command.Operands wanted = command.operands();
    if (after.size() != wanted.count()) {
      throw new UsageException(
          (command.word() + " takes " + wanted.description())
              + (", not " + after.size() + " words")
              + namesakeHint());
    }
    checkUrls(command, after);
    checkNoNamesake(command);
    return new CommandLine(command, after, uses);
  }

  /** A directory may be called like a command, or like the beginning of one. */
  private String namesakeHint() {
    boolean pathIsLikely = operands.size() == 2 && isUrl(operands.get(1));
    return pathIsLikely ? "; for a directory of that name write ./" + operands.get(0) : "";
  }

  // "jdup s URL" may mean the status of URL or a backup of the directory s. The wrong guess would
  // end
  // well and leave a day without a backup.
  private void checkNoNamesake(Command command) throws UsageException {
    Argument word = operands.get(0);
    boolean whole = word.text().equals(command.word());
    boolean mayBeBackup = operands.size() == 2 && (!whole || isNewTo(command));
    if (mayBeBackup && Files.exists(LocalPath.of(word), LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          whole
              ? "'"
                  + word
                  + "' is a command and the name of a directory here; write ./"
                  + word
                  + " to back that up, or "
                  + word
                  + " --level files"
              : "'"
                  + word
                  + "' is short for "
                  + command.word()
                  + " and the name of a directory here; write ./"
                  + word
                  + " to back that up, or "
                  + command.word());
    }
  }

  // Scripts written for duplicity know nothing of such a command.
  private boolean isNewTo(Command command) {
    return command == Command.CHECK
        && uses.stream()
            .noneMatch(use -> use.option() == Option.LEVEL || use.option() == Option.SHARE);
  }

  private static void checkUrls(Command command, List<Argument> operands) throws UsageException {
    boolean right =
        switch (command.operands()) {
          case PATH_URL -> !isUrl(operands.get(0)) && isUrl(operands.get(1));
          case URL_PATH -> isUrl(operands.get(0)) && !isUrl(operands.get(1));
          case URL -> isUrl(operands.get(0));
          case WORD_URL -> isUrl(operands.get(1));
          case URL_URL -> isUrl(operands.get(0)) && isUrl(operands.get(1));
          case ANY -> true;
        };
    if (!right) {
      throw new UsageException(
          (command.word() + " takes " + command.operands().description())
              + ", in this order; a URL looks like file:///backup or sftp://host/dir");
    }
  }

  private Command impliedCommand() throws UsageException {
    if (operands.size() != 2) {
      String what =
          operands.isEmpty()
              ? "nothing to do"
              : operands.size() == 1
                  ? "'" + operands.get(0) + "' is no command, and one word is not enough"
                  : "'" + operands.get(0) + "' is no command";
      throw new UsageException(
          what
              + "; write jdup DIRECTORY URL to back up, jdup URL DIRECTORY to restore,"
              + " or see jdup --help");
    }
    boolean first = isUrl(operands.get(0));
    boolean second = isUrl(operands.get(1));
    if (first == second) {
      throw new UsageException(
          first
              ? "both words are URLs; one must be a directory: jdup DIRECTORY URL to back up,"
                  + " jdup URL DIRECTORY to restore"
              : "one of '"
                  + (operands.get(0) + "' and '" + operands.get(1))
                  + "' must be a URL, such as file:///backup or sftp://host/dir");
    }
    return first ? Command.RESTORE : Command.BACKUP;
  }

  private static boolean isUrl(Argument word) {
    return TargetUrl.isUrl(word.text());
  }
}
