package io.jdup.cli;

import io.jdup.Backups;
import io.jdup.collection.CollectionStatus;
import io.jdup.report.SetChanges;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Prints what backups there are, or what they did to files. */
final class StatusCommand {
  private static final long MOST_SETS = 1_000_000;

  private final Request request;

  StatusCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    Path archiveDir = request.archiveDir();
    try (Transport target = request.open()) {
      Backups backups = Backups.at(target).archiveDir(archiveDir).fileNaming(request.naming());
      CollectionStatus status = backups.status();
      Output output = request.output();
      StatusText.warnings(status).forEach(warning -> output.say(warning.topic(), warning.text()));
      output.notice(StatusText.lastFull(status, request.zone()));
      boolean ofFiles = request.has(Option.FILE_CHANGED) || request.has(Option.SHOW_CHANGES_IN_SET);
      if (!ofFiles) {
        print(status, archiveDir);
      } else if (!status.chains().isEmpty()) {
        printChanges(backups);
      }
      return status.lostSets().isEmpty() ? ExitCodes.OK : ExitCodes.DONE_WITH_ERRORS;
    }
  }

  private void print(CollectionStatus status, Path archiveDir) throws IOException {
    Output output = request.output();
    String place = request.target().redacted();
    if (output.isJson()) {
      JsonReports.of(status, place, archiveDir).forEach(output::json);
    } else {
      List<String> lines = StatusText.lines(status, place, archiveDir, request.zone());
      output.result(
          Topic.STATUS,
          StatusText.facts(status, place, archiveDir),
          String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
  }

  // Where both are asked for, duplicity tells of the set too.
  private void printChanges(Backups all) throws UsageException, IOException {
    Optional<Argument> file = request.line().value(Option.FILE_CHANGED).map(LocalPath::canonical);
    Optional<Long> set = request.line().number(Option.SHOW_CHANGES_IN_SET, 0, MOST_SETS);
    Backups backups =
        all.decryptWith(new Keys(request.line(), request.around()).decryptor())
            .tempDir(request.tempDir())
            .listener(ListenerOutput.ofReader(request.output()));
    if (set.isPresent()) {
      SetChanges changes = backups.changesInSet(set.get().intValue());
      show(List.of(changes), () -> ChangesText.ofSet(changes, request.zone()));
    } else {
      Argument path = file.orElseThrow();
      List<SetChanges> changes = backups.changesOf(path.bytes());
      show(changes, () -> ChangesText.ofFile(path, changes, request.zone()));
    }
  }

  private void show(List<SetChanges> sets, Supplier<List<byte[]>> lines) {
    Output output = request.output();
    if (output.isJson()) {
      sets.forEach(set -> JsonReports.of(set).forEach(output::json));
    } else {
      lines.get().forEach(output::result);
    }
  }
}
