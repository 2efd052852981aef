package io.jdup.cli;

import io.jdup.rsync.StrongSum;
import io.jdup.rsync.WeakSum;
import java.util.List;
import java.util.Optional;

/**
 * What the arguments of {@code jdup rdiff} say.
 *
 * @param answer text to print instead of working: the help or the version
 * @param files the file arguments
 * @param blockLength bytes; 0: recommended for the size
 * @param strongLength bytes; 0: the whole sum; {@link #LEAST_STRONG_LENGTH}: enough for the size
 */
record RdiffOptions(
    Optional<String> answer,
    Action action,
    List<String> files,
    StrongSum strong,
    WeakSum weak,
    int blockLength,
    int strongLength,
    boolean force,
    boolean statistics) {
  static final int LEAST_STRONG_LENGTH = -1;

  /** What there is to do. */
  enum Action {
    SIGNATURE("signature", 0, "[BASIS [SIGNATURE]]"),
    DELTA("delta", 1, "SIGNATURE [NEWFILE [DELTA]]"),
    PATCH("patch", 1, "BASIS [DELTA [NEWFILE]]");

    private final String word;
    private final int requiredFiles;
    private final String arguments;

    Action(String word, int requiredFiles, String arguments) {
      this.word = word;
      this.requiredFiles = requiredFiles;
      this.arguments = arguments;
    }

    /** Finds the action by its name or the beginning of it. */
    static Action named(List<String> operands) throws RdiffUsageException {
      for (Action action : values()) {
        if (!operands.isEmpty()
            && !operands.get(0).isEmpty()
            && action.word.startsWith(operands.get(0))) {
          return action;
        }
      }
      throw new RdiffUsageException("say what to do: 'signature', 'delta' or 'patch'");
    }

    /** Refuses too few or too many file arguments. */
    void requireFiles(int given) throws RdiffUsageException {
      int most = requiredFiles + 2;
      if (given < requiredFiles) {
        throw new RdiffUsageException("usage: jdup rdiff [OPTIONS] " + word + " " + arguments);
      }
      if (given > most) {
        throw new RdiffUsageException("too many arguments for " + word + ": at most " + most);
      }
    }
  }

  /** Parses what follows {@code jdup rdiff}. */
  static RdiffOptions parse(List<String> args) throws RdiffUsageException {
    return new RdiffParser(args).parse();
  }

  /** Returns file argument {@code index}; {@code -} if it is missing. */
  String file(int index) {
    return index < files.size() ? files.get(index) : "-";
  }
}
