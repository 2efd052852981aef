package io.jdup.cli;

import io.jdup.Backups;
import io.jdup.Replicate;
import io.jdup.collection.BackupSet;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.ListedFile;
import io.jdup.report.ReplicateReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies the backups at one URL to another one. */
final class ReplicateCommand {
  private final Request request;

  ReplicateCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    CommandLine line = request.line();
    Argument targetUrl = line.operands().get(1);
    try (Transport source = request.open();
        Transport target =
            TargetOptions.open(line, targetUrl, request.around(), request.output())) {
      Replicate replicate =
          Replicate.from(source)
              .archiveDir(request.archiveDir())
              .targetArchiveDir(ArchiveDirOption.of(line, targetUrl, request.around()))
              .tempDir(request.tempDir())
              .fileNaming(request.naming())
              .listener(ListenerOutput.ofBackup(request.output()));
      return shown(shaped(replicate, source).to(target));
    }
  }

  private Replicate shaped(Replicate plain, Transport source) throws UsageException, IOException {
    Optional<Instant> time = request.time(Option.TIME);
    Replicate replicate = time.isPresent() ? plain.notNewerThan(time.get()) : plain;
    replicate = request.has(Option.DRY_RUN) ? replicate.dryRun() : replicate;
    replicate = request.has(Option.ALLOW_CONCURRENT) ? replicate.allowConcurrent() : replicate;
    var keys = new Keys(request.line(), request.around());
    return keys.packed(replicate, () -> isSomethingReadable(source, time));
  }

  /** Returns whether there is a set at {@code source} that anyone can read. */
  private boolean isSomethingReadable(Transport source, Optional<Instant> notAfter)
      throws UsageException, IOException {
    return Backups.at(source).fileNaming(request.naming()).status().chains().stream()
        .flatMap(chain -> chain.sets().stream())
        .filter(set -> notAfter.isEmpty() || !set.time().isAfter(notAfter.get()))
        .anyMatch(ReplicateCommand::isReadable);
  }

  private static boolean isReadable(BackupSet set) {
    return Stream.concat(set.volumes().values().stream(), set.manifest().stream())
        .map(ListedFile::encoding)
        .anyMatch(encoding -> encoding != FileEncoding.OPENPGP);
  }

  private int shown(ReplicateReport report) {
    Output output = request.output();
    boolean dry = request.has(Option.DRY_RUN);
    if (output.isJson()) {
      output.json(JsonReports.of(report, dry));
    }
    for (String set : report.copied()) {
      output.info((dry ? "To be copied: the " : "Copied the ") + set);
    }
    String present =
        report.present() == 0 ? "" : "; " + report.present() + " are at the target already";
    String newer = report.newer() == 0 ? "" : "; " + report.newer() + " are newer than asked for";
    String what = FailureText.count(report.copied().size(), "backup set");
    output.notice(
        dry
            ? what + " to be copied" + present + newer + "."
            : ("Replicated " + what + ", " + FailureText.count(report.files(), "file"))
                + (" with " + FailureText.count(report.bytes(), "byte") + present + newer + "."));
    return ExitCodes.OK;
  }
}
