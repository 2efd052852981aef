package io.jdup.cli;

import io.jdup.Backups;
import io.jdup.report.ListedEntry;
import io.jdup.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Prints the entries of a backup, each as time and path, the path in its own bytes. */
final class ListCommand {
  private final Request request;

  ListCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    var time = request.time(Option.TIME).orElse(request.now());
    try (Transport target = request.open()) {
      var keys = new Keys(request.line(), request.around());
      Backups backups =
          Backups.at(target)
              .decryptWith(keys.decryptor())
              .archiveDir(request.archiveDir())
              .tempDir(request.tempDir())
              .fileNaming(request.naming())
              .listener(ListenerOutput.ofReader(request.output()));
      backups = keys.signer().map(backups::requireSignedBy).orElse(backups);
      backups.list(time, this::print);
      return ExitCodes.OK;
    }
  }

  private void print(ListedEntry entry) {
    var line = new ByteArrayOutputStream();
    String time = Asctime.format(entry.modified(), request.zone()) + " ";
    line.writeBytes(time.getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(ListenerOutput.shown(entry.path()));
    request.output().result(line.toByteArray());
  }
}
