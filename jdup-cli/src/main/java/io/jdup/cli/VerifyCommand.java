package io.jdup.cli;

import io.jdup.Verify;
import io.jdup.report.Outcome;
import io.jdup.report.VerifyReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Reads a backup through and compares it with a directory; contents if that is asked for. */
final class VerifyCommand {
  private final Request request;

  VerifyCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    Argument operand = LocalPath.canonical(request.line().operands().get(1));
    Path directory = LocalPath.of(operand);
    if (!Files.exists(directory)) {
      throw new UsageException(
          ExitCodes.VERIFY_DIRECTORY_MISSING,
          "directory to compare with, '" + operand + "', does not exist; check the path");
    }
    try (Transport source = request.open()) {
      var keys = new Keys(request.line(), request.around());
      Verify verify =
          Verify.of(source)
              .decryptWith(keys.decryptor())
              .archiveDir(request.archiveDir())
              .tempDir(request.tempDir())
              .fileNaming(request.naming())
              .select(
                  SelectionOptions.of(request.line(), request.around(), request.now()),
                  operand.bytes())
              .listener(ListenerOutput.ofReader(request.output()));
      verify = keys.signer().map(verify::requireSignedBy).orElse(verify);
      return shown(shaped(verify).against(directory));
    }
  }

  private Verify shaped(Verify plain) throws UsageException {
    Optional<Instant> time = request.time(Option.TIME);
    Verify verify = time.isPresent() ? plain.asOf(time.get()) : plain;
    for (byte[] path : request.wantedPaths()) {
      verify = verify.path(path);
    }
    verify = request.has(Option.COMPARE_DATA) ? verify.compareData() : verify;
    verify = request.has(Option.COPY_LINKS) ? verify.followLinks() : verify;
    return request.has(Option.IGNORE_ERRORS) ? verify.ignoreErrors() : verify;
  }

  private int shown(VerifyReport report) {
    long differences = report.differences();
    if (request.output().isJson()) {
      request.output().json(JsonReports.of(report));
    }
    request
        .output()
        .notice(
            "Verify complete: "
                + FailureText.count(report.filesCompared(), "file")
                + " compared, "
                + FailureText.count(differences, "difference")
                + " found.");
    request.tellLost(report.lostSets(), "what was verified is the state of ", report.time());
    if (report.errors() > 0) {
      request
          .output()
          .error(
              "jdup: "
                  + FailureText.count(report.errors(), "path")
                  + " could not be verified, see above; what is damaged cannot be restored");
    }
    if (report.outcome() != Outcome.COMPLETE) {
      return report.damagedFiles().isEmpty() ? ExitCodes.DONE_WITH_ERRORS : ExitCodes.DAMAGED;
    }
    return differences == 0 ? ExitCodes.OK : ExitCodes.DIFFERENCES;
  }
}
