package io.jdup.cli;

import io.jdup.collection.FileNaming;
import io.jdup.report.BackupsLostException;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What all commands have in common: the command line, what is around, and what both say together.
 *
 * @param line what was typed
 * @param around the process
 * @param output where lines go
 * @param now when the run began; {@code --current-time} or the clock
 */
record Request(CommandLine line, Surroundings around, Output output, Instant now) {
  private static final List<Option> TIMES =
      List.of(Option.TIME, Option.FULL_IF_OLDER_THAN, Option.EXCLUDE_OLDER_THAN);

  /** Checks what no command looks at, and takes the time from {@code line} or from the clock. */
  static Request of(CommandLine line, Surroundings around, Output output) throws UsageException {
    Optional<String> mode = line.value(Option.METADATA_SYNC_MODE).map(Argument::text);
    if (mode.isPresent() && !mode.get().equals("partial") && !mode.get().equals("full")) {
      throw new UsageException("--metadata-sync-mode is partial or full, not '" + mode.get() + "'");
    }
    Optional<Long> set = line.number(Option.CURRENT_TIME, 0, Integer.MAX_VALUE * 2L);
    Instant now = set.map(Instant::ofEpochSecond).orElseGet(around.clock()::instant);
    var request = new Request(line, around, output, now);
    for (Option option : TIMES) {
      request.time(option); // duplicity reads all of them, whether the command needs them or not
    }
    return request;
  }

  boolean has(Option option) {
    return line.has(option);
  }

  LocalZone zone() {
    return LocalZone.of(around.clock());
  }

  /** Returns the operand that is the target URL. */
  Argument url() {
    boolean first = TargetUrl.isUrl(line.operands().get(0).text());
    return line.operands().get(first ? 0 : 1);
  }

  /** Returns the target as an address. */
  TargetUrl target() throws IOException {
    return TargetUrl.parse(url().urlText());
  }

  /** Opens the target; whoever calls closes it. */
  Transport open() throws UsageException, IOException {
    return TargetOptions.open(line, url(), around, output);
  }

  Path archiveDir() throws UsageException {
    return ArchiveDirOption.of(line, url(), around);
  }

  FileNaming naming() throws UsageException {
    return NamingOptions.of(line, zone());
  }

  /** Returns the time that {@code option} was given. */
  Optional<Instant> time(Option option) throws UsageException {
    Optional<Argument> value = line.value(option);
    return value.isEmpty() ? Optional.empty() : Optional.of(time(value.get().text()));
  }

  /** Returns the time that {@code text} means, in whole seconds. */
  Instant time(String text) throws UsageException {
    return TimeExpression.parse(text, now, zone()).truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Says, if {@code lostSets} are lost, that an older state had to do, which is of {@code used}.
   */
  void tellLost(List<String> lostSets, String had, Instant used) {
    if (!lostSets.isEmpty()) {
      output.error("jdup: " + BackupsLostException.text(lostSets));
      output.error(
          "jdup: "
              + (had + used)
              + ", see above; look for newer files in copies of the target, or, to be content with"
              + " this, back up with --allow-rollback");
    }
  }

  /** Returns the paths to restore or verify; none if all is meant. */
  List<byte[]> wantedPaths() {
    List<Argument> paths =
        line.all(Option.FILE_TO_RESTORE).stream()
            .map(use -> LocalPath.canonical(use.value()))
            .toList();
    if (paths.stream().anyMatch(path -> path.text().equals("."))) {
      return List.of();
    }
    return paths.stream()
        .map(path -> path.indexOf('/') == 0 ? path.from(1) : path)
        .map(Argument::bytes)
        .toList();
  }

  /**
   * Returns a new directory for temporary files, which goes with the process: below what an option
   * or the environment say, or /tmp.
   */
  Path tempDir() throws UsageException, IOException {
    return ProcessTempDir.below(parentOfTempDir());
  }

  private Path parentOfTempDir() throws UsageException {
    Optional<Argument> option = line.value(Option.TEMPDIR);
    if (option.isPresent()) {
      Path directory = LocalPath.expanded(option.get(), around.variables());
      if (!Files.isDirectory(directory)) {
        throw new UsageException(
            "--tempdir '" + option.get() + "' is not a directory; create it, or name another");
      }
      return directory.toAbsolutePath();
    }
    for (String variable : new String[] {"TMPDIR", "TEMP", "TMP"}) {
      Optional<Path> directory = around.directory(variable).filter(Files::isDirectory);
      if (directory.isPresent()) {
        return directory.get().toAbsolutePath();
      }
    }
    return Path.of("/tmp");
  }
}
