package io.jdup.cli;

import io.jdup.Drill;
import io.jdup.report.DrillReport;
import io.jdup.report.Outcome;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** Restores a few files for practice, compares them with the directory, and deletes them again. */
final class DrillCommand {
  private static final int MOST_FILES = 1_000_000;

  private final Request request;

  DrillCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    Argument operand = LocalPath.canonical(request.line().operands().get(1));
    Path directory = LocalPath.of(operand);
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          ExitCodes.VERIFY_DIRECTORY_MISSING,
          "directory to compare with, '" + operand + "', does not exist; check the path");
    }
    Optional<Long> files = request.line().number(Option.SAMPLE, 1, MOST_FILES);
    Optional<Instant> time = request.time(Option.TIME);
    try (Transport source = request.open()) {
      var keys = new Keys(request.line(), request.around());
      Path temporary = request.tempDir();
      Drill drill =
          Drill.of(source, new SecureRandom())
              .decryptWith(keys.decryptor())
              .tempDir(temporary)
              .fileNaming(request.naming())
              .listener(ListenerOutput.ofReader(request.output()));
      drill = keys.signer().map(drill::requireSignedBy).orElse(drill);
      drill = files.isPresent() ? drill.files(files.get().intValue()) : drill;
      drill = time.isPresent() ? drill.asOf(time.get()) : drill;
      return shown(drill.run(temporary.resolve("drill"), directory));
    }
  }

  private int shown(DrillReport report) {
    Output output = request.output();
    if (output.isJson()) {
      output.json(JsonReports.of(report));
    }
    output.notice(
        "Drill complete: "
            + (FailureText.count(report.files(), "file") + " chosen, ")
            + (report.identical() + " identical, ")
            + (report.changed() + " changed since, ")
            + (report.damaged().size() + " damaged."));
    if (report.outcome() == Outcome.COMPLETE) {
      return ExitCodes.OK;
    }
    output.error(
        "jdup: "
            + FailureText.count(report.damaged().size(), "file")
            + " could not be restored as it should be, see above; look at the target with check"
            + " --level hashes");
    return ExitCodes.DONE_WITH_ERRORS;
  }
}
