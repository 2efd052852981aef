package io.jdup.cli;

import io.jdup.cli.OptionSpec.Treatment;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What jdup can be told to do, by the names duplicity 0.8 and 3.0 know it by.
 *
 * <p>Source: {@code duplicity --help} of 0.8.22; format specification sections 7.7 and 14.
 */
enum Command {
  BACKUP(Operands.PATH_URL, "backup", "bu"),
  FULL(Operands.PATH_URL, "full", "fb"),
  INCREMENTAL(Operands.PATH_URL, "incremental", "inc", "incr", "ib"),
  RESTORE(Operands.URL_PATH, "restore", "rb"),
  VERIFY(Operands.URL_PATH, "verify", "vb"),
  CHECK(Operands.URL, "check"),
  DRILL(Operands.URL_PATH, "drill"),
  LIST_CURRENT_FILES(Operands.URL, "list-current-files", "ls"),
  COLLECTION_STATUS(Operands.URL, "collection-status", "st"),
  CLEANUP(Operands.URL, "cleanup", "cl"),
  REMOVE_OLDER_THAN(Operands.WORD_URL, "remove-older-than", "ro"),
  REMOVE_ALL_BUT_N_FULL(Operands.WORD_URL, "remove-all-but-n-full", "ra"),
  REMOVE_ALL_INC_OF_BUT_N_FULL(Operands.WORD_URL, "remove-all-inc-of-but-n-full", "ri"),
  REPLICATE(Operands.URL_URL, "replicate"),
  RDIFF(Operands.ANY, "rdiff");

  /** What a command is about, in the order it is typed. */
  enum Operands {
    PATH_URL("a directory and a target URL", 2),
    URL_PATH("a target URL and a directory", 2),
    URL("a target URL", 1),
    WORD_URL("a time or count and a target URL", 2),
    URL_URL("two target URLs", 2),
    ANY("words of its own", -1);

    private final String description;
    private final int count;

    Operands(String description, int count) {
      this.description = description;
      this.count = count;
    }

    /** Returns what is expected, for people. */
    String description() {
      return description;
    }

    /** Returns how many words are expected. */
    int count() {
      return count;
    }
  }

  private final Operands operands;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
  private final List<String> names;

  Command(Operands operands, String... names) {
    this.operands = operands;
    this.names = List.of(names);
  }

  /** Returns the full name. */
  String word() {
    return names.get(0);
  }

  /** Returns all names, the full one first. */
  List<String> names() {
    return names;
  }

  Operands operands() {
    return operands;
  }

  /** Returns how it does beside duplicity's. */
  Treatment answer() {
    return switch (this) {
      case RESTORE,
          VERIFY,
          REPLICATE,
          CLEANUP,
          REMOVE_OLDER_THAN,
          REMOVE_ALL_BUT_N_FULL,
          REMOVE_ALL_INC_OF_BUT_N_FULL ->
          Treatment.BETTER;
      case CHECK, DRILL, RDIFF -> Treatment.OWN;
      default -> Treatment.SAME;
    };
  }

  /**
   * Returns the command that {@code word} is a name of, or the beginning of the full names of just
   * one command; null if there is none. Short names are taken whole only, as duplicity does, and so
   * are the names that duplicity has not: what begins like one may be a directory there.
   *
   * @throws UsageException if several commands begin so
   */
  static @Nullable Command find(String word) throws UsageException {
    if (word.isEmpty()) {
      return null;
    }
    for (Command command : values()) {
      if (command.names.contains(word)) {
        return command;
      }
    }
    List<Command> possible =
        Arrays.stream(values())
            .filter(command -> command.answer() != Treatment.OWN)
            .filter(command -> command.word().startsWith(word))
            .toList();
    if (possible.size() > 1) {
      var names = new TreeSet<>(possible.stream().map(Command::word).toList());
      throw new UsageException(
          "command '" + word + "' is ambiguous; type more of one of " + String.join(", ", names));
    }
    return possible.isEmpty() ? null : possible.get(0);
  }

  /** Returns every name of every command. */
  static Stream<String> allNames() {
    return Arrays.stream(values()).flatMap(command -> command.names.stream());
  }
}
