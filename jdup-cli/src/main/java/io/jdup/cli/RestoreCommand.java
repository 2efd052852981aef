package io.jdup.cli;

import io.jdup.Restore;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Restores a backup, or a part of it, into a directory. */
final class RestoreCommand {
  private final Request request;

  RestoreCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    if (SelectionOptions.areGiven(request.line())) {
      request
          .output()
          .warning("Warning: include and exclude options are for backups; a restore ignores them.");
    }
    if (request.has(Option.DRY_RUN)) {
      request.output().notice("Required volumes to restore:");
    }
    Path target = LocalPath.of(request.line().operands().get(1));
    try (Transport source = request.open()) {
      var keys = new Keys(request.line(), request.around());
      Restore restore =
          Restore.from(source)
              .decryptWith(keys.decryptor())
              .archiveDir(request.archiveDir())
              .tempDir(request.tempDir())
              .fileNaming(request.naming())
              .listener(ListenerOutput.ofReader(request.output()));
      restore = keys.signer().map(restore::requireSignedBy).orElse(restore);
      return shown(shaped(chosen(restore)).into(target));
    }
  }

  private Restore chosen(Restore all) throws UsageException {
    Optional<Instant> time = request.time(Option.TIME);
    Restore restore = time.isPresent() ? all.asOf(time.get()) : all;
    for (byte[] path : request.wantedPaths()) {
      restore = restore.path(path);
    }
    return restore;
  }

  /** Adds how; who types the command as root wants a system back as it was. */
  private Restore shaped(Restore plain) {
    Restore restore = plain.withPrivileges();
    restore = request.has(Option.FORCE) ? restore.overwrite() : restore;
    restore = request.has(Option.NUMERIC_OWNER) ? restore.numericOwners() : restore;
    restore = request.has(Option.NO_RESTORE_OWNERSHIP) ? restore.withoutOwners() : restore;
    restore = request.has(Option.IGNORE_ERRORS) ? restore.ignoreErrors() : restore;
    restore = request.has(Option.DRY_RUN) ? restore.dryRun() : restore;
    for (OptionUse rename : request.line().all(Option.RENAME)) {
      restore = restore.rename(rename.values().get(0).bytes(), rename.values().get(1).bytes());
    }
    return restore;
  }

  private int shown(RestoreReport report) {
    if (request.output().isJson()) {
      request.output().json(JsonReports.of(report));
    }
    if (report.outcome() == Outcome.COMPLETE) {
      return ExitCodes.OK;
    }
    request.tellLost(report.lostSets(), "what was restored is the state of ", report.time());
    boolean damaged = !report.damagedFiles().isEmpty();
    if (report.errors() > 0 || damaged) {
      request
          .output()
          .error(
              "jdup: all was restored but "
                  + FailureText.count(report.errors(), "path")
                  + ", see above"
                  + (damaged ? "; for those try an earlier time with -t" : ""));
    }
    return damaged ? ExitCodes.DAMAGED : ExitCodes.DONE_WITH_ERRORS;
  }
}
