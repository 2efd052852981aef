package io.jdup.cli;

import io.jdup.Backups;
import io.jdup.collection.CollectionStatus;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;

/** Prints what backups there are. */
final class StatusCommand {
  private final Request request;

  StatusCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    Path archiveDir = request.archiveDir();
    try (Transport target = request.open()) {
      CollectionStatus status =
          Backups.at(target).archiveDir(archiveDir).fileNaming(request.naming()).status();
      Output output = request.output();
      StatusText.warnings(status).forEach(output::warning);
      output.notice(StatusText.lastFull(status, request.zone()));
      String place = TargetUrl.parse(request.url().urlText()).redacted();
      StatusText.lines(status, place, archiveDir, request.zone()).forEach(output::result);
      return ExitCodes.OK;
    }
  }
}
