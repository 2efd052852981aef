package io.jdup.cli;

import io.jdup.Backups;
import io.jdup.report.ListedEntry;
import io.jdup.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints the entries of a backup, each as time and path, the path in its own bytes. */
final class ListCommand {
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

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
    if (request.output().isJson()) {
      request.output().json(JsonReports.of(entry));
      return;
    }
    var line = new ByteArrayOutputStream();
    String time = Asctime.format(entry.modified(), request.zone()) + " ";
    line.writeBytes(time.getBytes(StandardCharsets.US_ASCII));
    byte[] path = ListenerOutput.shown(entry.path());
    line.writeBytes(path);
    String facts = request.output().isLogged() ? facts(entry, path) : "";
    request.output().result(Topic.LISTED_FILE, facts, line.toByteArray());
  }

  private static String facts(ListedEntry entry, byte[] path) {
    String time = COMPACT.format(entry.modified());
    return time + " " + LogQuote.of(path) + " " + Topic.word(entry.kind());
  }
}
