package io.jdup.cli;

import io.jdup.Backups;
import io.jdup.Removal;
import io.jdup.collection.RetentionPlan;
import io.jdup.report.Outcome;
import io.jdup.report.RemovalReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/** Shows which old backups or leftovers would be deleted, and deletes them with {@code --force}. */
final class RemovalCommand {
  private final Request request;

  RemovalCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    boolean force = request.has(Option.FORCE);
    Function<Backups, Removal> wanted = wanted(); // before anything is opened
    try (Transport target = request.open()) {
      Backups backups =
          Backups.at(target)
              .archiveDir(request.archiveDir())
              .fileNaming(request.naming())
              .listener(ListenerOutput.ofReader(request.output()));
      Removal removal =
          wanted.apply(request.has(Option.ALLOW_CONCURRENT) ? backups.allowConcurrent() : backups);
      RetentionPlan plan = removal.plan();
      show(plan, force);
      return force && !request.has(Option.DRY_RUN) ? shown(removal.delete(plan)) : ExitCodes.OK;
    }
  }

  private Function<Backups, Removal> wanted() throws UsageException {
    return switch (request.line().command()) {
      case CLEANUP -> Backups::cleanup;
      case REMOVE_OLDER_THAN -> {
        Instant time = request.time(word());
        yield backups -> backups.removeOlderThan(time);
      }
      case REMOVE_ALL_BUT_N_FULL -> {
        int count = count();
        yield backups -> backups.removeAllButNFull(count);
      }
      case REMOVE_ALL_INC_OF_BUT_N_FULL -> {
        int count = count();
        yield backups -> backups.removeAllIncrementalsOfButNFull(count);
      }
      default -> throw new AssertionError(request.line().command());
    };
  }

  private String word() {
    return request.line().operands().get(0).text();
  }

  private int count() throws UsageException {
    try {
      int count = Integer.parseInt(word());
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        request.line().command().word()
            + (" needs the number of full backups to keep, 1 or more, not '" + word() + "'"));
  }

  private void show(RetentionPlan plan, boolean force) {
    Output output = request.output();
    StatusText.warnings(plan.found())
        .forEach(warning -> output.say(warning.topic(), warning.text()));
    output.notice(StatusText.lastFull(plan.found(), request.zone()));
    if (output.isJson()) {
      output.json(JsonReports.of(plan));
    }
    var text = new RemovalText(plan, force, request.zone());
    if (request.line().command() == Command.CLEANUP) {
      output.notice(text.ofCleanup());
      return;
    }
    text.warnings().forEach(output::warning);
    output.notice(text.ofOldChains());
    if (force) {
      text.deletions().forEach(output::notice);
    }
  }

  private int shown(RemovalReport report) {
    Output output = request.output();
    if (output.isJson()) {
      output.json(JsonReports.of(report));
    }
    report.failures().forEach(failure -> output.error("jdup: " + failure.reason()));
    report.kept().forEach(name -> output.info("Left in place: " + name));
    if (report.outcome() == Outcome.COMPLETE) {
      return ExitCodes.OK;
    }
    String kept =
        report.kept().isEmpty()
            ? ""
            : ", and " + FailureText.count(report.kept().size(), "file") + " left with it";
    output.error(
        "jdup: "
            + FailureText.count(report.failures().size(), "file")
            + (" could not be deleted"
                + kept
                + ", see above; what is left is whole, run it again"));
    return ExitCodes.DONE_WITH_ERRORS;
  }
}
