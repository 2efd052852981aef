package io.jdup.cli;

import io.jdup.selection.Filelist;
import io.jdup.selection.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The selection that the include and exclude options of a command line make, in their order. */
final class SelectionOptions {
  private final CommandLine line;
  private final Surroundings around;
  private final Instant now;

  private SelectionOptions(CommandLine line, Surroundings around, Instant now) {
    this.line = line;
    this.around = around;
    this.now = now;
  }

  /** Reads the options, and the file lists they name. */
  static Selection of(CommandLine line, Surroundings around, Instant now)
      throws UsageException, IOException {
    var options = new SelectionOptions(line, around, now);
    Selection selection = Selection.everything();
    for (OptionUse use : line.uses()) {
      selection = options.with(selection, use);
    }
    return selection;
  }

  /** Returns whether {@code line} has any such option. */
  static boolean areGiven(CommandLine line) {
    return line.uses().stream()
        .map(use -> use.option().spelling())
        .anyMatch(name -> name.startsWith("--include") || name.startsWith("--exclude"));
  }

  private Selection with(Selection selection, OptionUse use) throws UsageException, IOException {
    return switch (use.option()) {
      case INCLUDE -> selection.include(use.value().bytes());
      case EXCLUDE -> selection.exclude(use.value().bytes());
      case INCLUDE_FILELIST -> selection.includeFilelist(filelist(use.value()));
      case EXCLUDE_FILELIST -> selection.excludeFilelist(filelist(use.value()));
      case INCLUDE_FILELIST_STDIN -> selection.includeFilelist(filelist(Argument.of("-")));
      case EXCLUDE_FILELIST_STDIN -> selection.excludeFilelist(filelist(Argument.of("-")));
      case INCLUDE_REGEXP -> selection.includeRegexp(use.value().text());
      case EXCLUDE_REGEXP -> selection.excludeRegexp(use.value().text());
      case EXCLUDE_IF_PRESENT -> selection.excludeIfPresent(use.value().bytes());
      case EXCLUDE_DEVICE_FILES -> selection.excludeDeviceFiles();
      case EXCLUDE_OTHER_FILESYSTEMS -> selection.excludeOtherFilesystems();
      case EXCLUDE_OLDER_THAN -> selection.excludeOlderThan(time(use.value()));
      default -> selection;
    };
  }

  private Instant time(Argument value) throws UsageException {
    return TimeExpression.parse(value.text(), now, around.clock().getZone());
  }

  private Filelist filelist(Argument name) throws UsageException, IOException {
    Filelist list = Filelist.of(name.text(), content(name));
    return line.has(Option.NULL_SEPARATOR) ? list.nulSeparated() : list;
  }

  private byte[] content(Argument name) throws UsageException, IOException {
    if (name.text().equals("-")) {
      return around.in().readAllBytes();
    }
    Path file = LocalPath.expanded(name, around.variables());
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      String why = Files.exists(file) ? "cannot be read" : "does not exist";
      throw new UsageException(
          ExitCodes.FILELIST_MISSING, "file list '" + name + "' " + why + "; check its name");
    }
  }
}
