package io.jdup.cli;

import io.jdup.Check;
import io.jdup.report.CheckReport;
import io.jdup.report.Outcome;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Checks what lies at the target, whatever became of the source. */
final class CheckCommand {
  private static final int MOST_PERCENT = 100;

  private final Request request;

  CheckCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    Optional<Long> percent = request.line().number(Option.SHARE, 1, MOST_PERCENT);
    String level =
        request
            .line()
            .value(Option.LEVEL)
            .map(Argument::text)
            .orElse(percent.isPresent() ? "hashes" : "files");
    if (percent.isPresent() && !level.equals("hashes")) {
      throw new UsageException(
          "--share is a share of volumes to read: it goes with --level hashes");
    }
    try (Transport target = request.open()) {
      var keys = new Keys(request.line(), request.around());
      Check check =
          Check.of(target)
              .decryptWith(keys.decryptor())
              .archiveDir(request.archiveDir())
              .tempDir(request.tempDir())
              .fileNaming(request.naming())
              .clock(request.around().clock())
              .listener(ListenerOutput.ofReader(request.output()));
      check = keys.signer().map(check::requireSignedBy).orElse(check);
      double share = percent.orElse((long) MOST_PERCENT) / (double) MOST_PERCENT;
      return shown(at(level, check, share).run());
    }
  }

  private static Check at(String level, Check check, double share) throws UsageException {
    return switch (level) {
      case "files" -> check;
      case "hashes" -> check.hashes(share);
      case "content" -> check.hashes().content();
      default ->
          throw new UsageException(
              ("--level is files (is all there?), hashes (is it what was stored?) or content (can it"
                      + " be restored?), not '")
                  + (level + "'"));
    };
  }

  private int shown(CheckReport report) {
    Output output = request.output();
    if (output.isJson()) {
      output.json(JsonReports.of(report));
    }
    output.notice(
        "Check complete: "
            + (FailureText.count(report.sets(), "backup set") + ", ")
            + (FailureText.count(report.files(), "file") + ", ")
            + (report.hashed() + " of them read")
            + (report.entries() > 0
                ? ", " + FailureText.count(report.entries(), "path") + " decoded"
                : "")
            + ".");
    output.notice(lastReadings(report));
    if (report.outcome() == Outcome.COMPLETE) {
      return ExitCodes.OK;
    }
    output.error(
        "jdup: "
            + FailureText.count(report.errors(), "fault")
            + " found, see above; the older backups and what does not need the damaged files can"
            + " still be restored");
    return ExitCodes.DONE_WITH_ERRORS;
  }

  private static String lastReadings(CheckReport report) {
    if (report.neverHashed() > 0) {
      return FailureText.count(report.neverHashed(), "file")
          + " never read, as far as this archive dir knows; --level hashes reads all, --share 10 a"
          + " tenth at a time.";
    }
    Instant oldest = report.oldestHashing().orElseThrow();
    return "Every file was read since " + oldest + ".";
  }
}
