package io.jdup.cli;

import io.jdup.selection.Filelist;
import io.jdup.selection.PathList;
import io.jdup.selection.PatternStyle;
import io.jdup.selection.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
    requireUsefulFilters(line);
    var options = new SelectionOptions(line, around, now);
    Selection selection = Selection.everything();
    for (OptionUse use : line.uses()) {
      selection = options.with(selection, use);
    }
    return selection;
  }

  // As duplicity 3 does: somebody thought that they would change something.
  private static void requireUsefulFilters(CommandLine line) throws UsageException {
    List<Option> given =
        line.uses().stream().map(OptionUse::option).filter(SelectionOptions::isOne).toList();
    List<Option> filters = given.stream().filter(SelectionOptions::isFilter).toList();
    if (filters.isEmpty()) {
      return;
    }
    Option last = given.get(given.size() - 1);
    if (isFilter(last)) {
      throw new UsageException(
          ExitCodes.TRAILING_FILTER,
          last.spelling()
              + " is for the include and exclude options behind it, and there are none; "
              + "move it, or leave it out");
    }
    if (Set.of(Option.FILTER_GLOBBING, Option.FILTER_STRICTCASE).containsAll(filters)) {
      throw new UsageException(
          ExitCodes.REDUNDANT_FILTER,
          filters.get(0).spelling()
              + " is what holds anyway; leave it out, or say which one you mean");
    }
  }

  /** Returns whether {@code line} has any such option. */
  static boolean areGiven(CommandLine line) {
    return line.uses().stream().map(OptionUse::option).anyMatch(SelectionOptions::isOne);
  }

  private static boolean isOne(Option option) {
    return option.spelling().matches("--(include|exclude|filter|files-from).*");
  }

  private static boolean isFilter(Option option) {
    return option.spelling().startsWith("--filter-");
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
      case FILES_FROM -> selection.only(paths(use.value()));
      case FILTER_GLOBBING -> selection.reading(PatternStyle.GLOB);
      case FILTER_LITERAL -> selection.reading(PatternStyle.LITERAL);
      case FILTER_REGEXP -> selection.reading(PatternStyle.REGEXP);
      case FILTER_IGNORECASE -> selection.ignoringCase();
      case FILTER_STRICTCASE -> selection.heedingCase();
      default -> selection;
    };
  }

  private Instant time(Argument value) throws UsageException {
    return TimeExpression.parse(value.text(), now, LocalZone.of(around.clock()));
  }

  private Filelist filelist(Argument name) throws UsageException, IOException {
    Filelist list = Filelist.of(name.text(), content(name));
    return line.has(Option.NULL_SEPARATOR) ? list.nulSeparated() : list;
  }

  private PathList paths(Argument name) throws UsageException, IOException {
    byte[] content = content(name);
    return line.has(Option.NULL_SEPARATOR)
        ? PathList.ofNulSeparated(name.text(), content)
        : PathList.ofLines(name.text(), content);
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
