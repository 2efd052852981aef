package io.jdup.cli;

import io.jdup.report.BackupNotFoundException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The {@code jdup} command: from the words that were typed to the exit code. */
public final class Main {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Surroundings around;
  private Output output;

  Main(Surroundings around) {
    this.around = around;
    this.output = new Output(around.out(), around.err(), Verbosity.DEFAULT);
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    NoWebAddresses.install();
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var around =
        new Surroundings(
            ProcessWords.environment(),
            new LocalClock(),
            new ProcessTerminal(),
            System.in,
            out,
            err);
    end(new Main(around).run(args, ProcessWords.arguments(args)));
  }

  /** Ends the process; after success without {@link System#exit}, which finds loggers first. */
  private static void end(int code) {
    if (code != ExitCodes.OK || Thread.activeCount() > 1) { // a thread left over would keep us here
      System.exit(code);
    }
  }

  /** Runs the command; {@code args} and {@code words} are the same as text and as bytes. */
  int run(String[] args, List<Argument> words) {
    try {
      int code = dispatch(args, words);
      output.flush();
      return code;
    } catch (UncheckedIOException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } catch (UsageException | IOException | RuntimeException | Error e) {
      return failed(e);
    }
  }

  private int dispatch(String[] args, List<Argument> words) throws UsageException, IOException {
    if (args.length > 0 && args[0].equals(Command.RDIFF.word())) {
      List<String> rest = Arrays.asList(args).subList(1, args.length);
      return RdiffCommand.run(rest, around.in(), around.out(), around.err());
    }
    if (words.isEmpty() || Help.isAsked(words)) {
      output.result(Help.text());
      return words.isEmpty() ? ExitCodes.COMMAND_LINE : ExitCodes.OK;
    }
    if (Help.isVersionAsked(words)) {
      output.result("jdup " + Help.version());
      return ExitCodes.OK;
    }
    output = output.loggingTo(LogOptions.of(words, around));
    CommandLine line = CommandLineParser.parse(words);
    output = output.shapedBy(line, around.clock());
    OptionAnswers.tell(line, output);
    Request request = Request.of(line, around, output);
    try {
      return run(request);
    } catch (BackupNotFoundException e) {
      // the library knows a transport only; whoever typed an address wants to see it again
      throw new UsageException(
          ExitCodes.of(e), "'" + request.target().redacted() + "': " + e.getMessage());
    }
  }

  private static int run(Request request) throws UsageException, IOException {
    return switch (request.line().command()) {
      case BACKUP, FULL, INCREMENTAL -> new BackupCommand(request).run();
      case RESTORE -> new RestoreCommand(request).run();
      case VERIFY -> new VerifyCommand(request).run();
      case DRILL -> new DrillCommand(request).run();
      case CHECK -> new CheckCommand(request).run();
      case LIST_CURRENT_FILES -> new ListCommand(request).run();
      case COLLECTION_STATUS -> new StatusCommand(request).run();
      case REPLICATE -> new ReplicateCommand(request).run();
      case CLEANUP, REMOVE_OLDER_THAN, REMOVE_ALL_BUT_N_FULL, REMOVE_ALL_INC_OF_BUT_N_FULL ->
          new RemovalCommand(request).run();
      case RDIFF -> throw new UsageException("rdiff must be the first word: jdup rdiff ...");
    };
  }

  private int failed(Throwable failure) {
    if (ProcessTempDir.isEnding()) {
      return ExitCodes.FAILED; // a signal ends the process, and says with what code
    }
    if (isBrokenPipe(failure)) {
      return ExitCodes.BROKEN_PIPE; // as in jdup ... | head; nobody is left to hear of it
    }
    String message = FailureText.of(failure);
    int code = ExitCodes.of(failure);
    if (output.isJson()) {
      output.json(JsonReports.failure(code, message));
    }
    output.error(code, FailureText.facts(failure), "jdup: " + message);
    output.trace(failure);
    return code;
  }

  private static boolean isBrokenPipe(Throwable failure) {
    return failure instanceof IOException && "Broken pipe".equals(failure.getMessage());
  }
}
