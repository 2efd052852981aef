package io.jdup.cli;

import io.jdup.Backup;
import io.jdup.report.BackupReport;
import io.jdup.report.Outcome;
import io.jdup.selection.PathList;
import io.jdup.selection.Selection;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Makes a backup and prints its statistics. */
final class BackupCommand {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MOST_MEBIBYTES = 1 << 20;
  private static final long MOST_SECONDS = 1_000_000;
  private static final int BLOCK_STEP = 512;
  private static final int MOST_BLOCK_LENGTH = 1 << 30;

  private final Request request;

  BackupCommand(Request request) {
    this.request = request;
  }

  int run() throws UsageException, IOException {
    Argument source = LocalPath.canonical(request.line().operands().get(0));
    Path directory = LocalPath.of(source);
    if (!Files.exists(directory) && !Files.isSymbolicLink(directory)) {
      throw new UsageException(
          ExitCodes.SOURCE_MISSING,
          "source '" + source + "' does not exist; check the path, or mount what holds it");
    }
    Backup backup = shaped(kind(Backup.of(directory).localDir(source.bytes())), source);
    backup = tested(placed(backup, source));
    try (Transport target = request.open()) {
      return shown(new Keys(request.line(), request.around()).encrypted(backup).to(target));
    } catch (FileSystemException e) {
      throw archiveDirTrouble(e);
    }
  }

  /** Tells trouble with the archive dir itself from trouble with other files. */
  private IOException archiveDirTrouble(FileSystemException failure) throws UsageException {
    Path archiveDir = request.archiveDir();
    for (Path above = archiveDir; above != null; above = above.getParent()) {
      if (above.toString().equals(failure.getFile())) { // as text: it may not be a path any more
        throw new UsageException(
            ExitCodes.BAD_ARCHIVE_DIR,
            "archive dir '" + archiveDir + "' cannot be created; name another with --archive-dir");
      }
    }
    return failure;
  }

  private Backup kind(Backup backup) throws UsageException {
    Optional<Instant> limit = request.time(Option.FULL_IF_OLDER_THAN);
    return switch (request.line().command()) {
      case FULL -> backup.full();
      case INCREMENTAL ->
          limit.isEmpty() ? backup.incremental() : backup.fullIfOlderThan(limit.get());
      default -> limit.map(backup::fullIfOlderThan).orElse(backup);
    };
  }

  private Backup shaped(Backup plain, Argument source) throws UsageException, IOException {
    CommandLine line = request.line();
    Selection selection = SelectionOptions.of(line, request.around(), request.now());
    selection.list().ifPresent(this::warnOfMissing);
    Backup backup = plain.select(selection, source.bytes());
    Optional<Long> volume = line.number(Option.VOLSIZE, 1, MOST_MEBIBYTES);
    if (volume.isPresent()) {
      backup = backup.volumeSize(volume.get() * MEBIBYTE);
    }
    Optional<Long> level = line.number(Option.COMPRESS_LEVEL, 1, 9);
    if (level.isPresent()) {
      backup = backup.compressLevel(level.get().intValue());
    }
    Optional<Long> block = line.number(Option.MAX_BLOCKSIZE, BLOCK_STEP, MOST_BLOCK_LENGTH);
    if (block.isPresent()) {
      if (block.get() % BLOCK_STEP != 0) {
        throw new UsageException("--max-blocksize needs a multiple of 512, not " + block.get());
      }
      backup = backup.maxBlockLength(block.get().intValue());
    }
    backup = line.has(Option.COPY_LINKS) ? backup.followLinks() : backup;
    backup = line.has(Option.NO_FILES_CHANGED) ? backup.withoutFileList() : backup;
    backup = line.has(Option.DRY_RUN) ? backup.dryRun() : backup;
    backup = line.has(Option.READ_BACK) ? backup.readBackVolumes() : backup;
    backup = line.has(Option.SKIP_IF_NO_CHANGE) ? backup.skipIfUnchanged() : backup;
    return allowed(backup);
  }

  /** Adds what the run is to put up with. */
  private Backup allowed(Backup shaped) throws UsageException {
    CommandLine line = request.line();
    Backup backup = line.has(Option.ALLOW_SOURCE_MISMATCH) ? shaped.allowSourceMismatch() : shaped;
    backup = line.has(Option.ALLOW_ROLLBACK) ? backup.allowRollback() : backup;
    backup = line.has(Option.ALLOW_CLOCK_JUMP) ? backup.allowClockJump() : backup;
    backup = line.has(Option.ALLOW_CONCURRENT) ? backup.allowConcurrent() : backup;
    Optional<Long> deleted = line.number(Option.MAX_DELETED, 0, 100);
    return deleted.isPresent() ? backup.maxDeleted(deleted.get().intValue()) : backup;
  }

  private void warnOfMissing(PathList list) {
    String source = LocalPath.canonical(request.line().operands().get(0)).latin1();
    for (byte[] path : list.paths()) {
      Argument listed = Argument.of(path);
      Path file = LocalPath.of(Argument.ofLatin1(source + "/" + listed.latin1()));
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        request.output().warning("Warning: '" + listed + "' is listed and does not exist");
      }
    }
  }

  private Backup placed(Backup backup, Argument source) throws UsageException, IOException {
    Backup placed =
        backup
            .archiveDir(request.archiveDir())
            .tempDir(request.tempDir())
            .fileNaming(request.naming())
            .listener(
                ListenerOutput.ofBackup(
                    request.output(),
                    source.bytes(),
                    request.naming(),
                    progress(),
                    request.has(Option.ASYNCHRONOUS_UPLOAD)));
    if (request.has(Option.PROGRESS)) {
      placed = placed.measureFirst();
    }
    if (request.has(Option.JSONSTAT)) {
      placed = placed.storeStatistics(request.target().redacted());
    }
    return request.has(Option.CURRENT_TIME)
        ? placed.clock(Clock.fixed(request.now(), ZoneOffset.UTC))
        : placed;
  }

  private ProgressOutput progress() throws UsageException {
    long seconds = request.line().number(Option.PROGRESS_RATE, 1, MOST_SECONDS).orElse(3L);
    return ProgressOutput.to(
        request.output(),
        request.around().clock(),
        Duration.ofSeconds(seconds),
        ProcessTerminal.isTerminal(1));
  }

  /** Adds what is for tests of interrupted backups. */
  private Backup tested(Backup backup) throws UsageException {
    Optional<Long> last = request.line().number(Option.FAIL_ON_VOLUME, 1, Integer.MAX_VALUE);
    Optional<Long> skipped = request.line().number(Option.SKIP_VOLUME, 1, Integer.MAX_VALUE);
    Backup tested = last.isEmpty() ? backup : backup.failAfterVolume(last.get().intValue());
    return skipped.isEmpty() ? tested : tested.skipVolume(skipped.get().intValue());
  }

  private int shown(BackupReport report) {
    Output output = request.output();
    if (output.isJson()) {
      output.json(JsonReports.of(report));
    } else if (!request.has(Option.NO_PRINT_STATISTICS)) {
      output.result(String.join("\n", StatisticsText.lines(report.statistics(), request.zone())));
    }
    if (!report.stored() && !request.has(Option.DRY_RUN)) {
      output.notice("Nothing has changed; no backup set was stored.");
    }
    if (report.outcome() == Outcome.COMPLETE) {
      return ExitCodes.OK;
    }
    output.error(
        "jdup: the backup is complete but for "
            + (FailureText.count(report.statistics().errors(), "path") + " that could not be read,")
            + " see above; make them readable or exclude them");
    return ExitCodes.DONE_WITH_ERRORS;
  }
}
