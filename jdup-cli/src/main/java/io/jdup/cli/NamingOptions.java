package io.jdup.cli;

import io.jdup.collection.FileNaming;
import java.util.Optional;

/** The file naming that the options of a command line ask for. */
final class NamingOptions {
  private static final char DEFAULT_SEPARATOR = ':';

  private NamingOptions() {}

  /** Reads the options; old names have times of {@code zone}. */
  static FileNaming of(CommandLine line, LocalZone zone) throws UsageException {
    try {
      FileNaming naming = style(line, zone);
      naming = naming.withPrefix(prefix(line, Option.FILE_PREFIX));
      naming = naming.withArchivePrefix(prefix(line, Option.FILE_PREFIX_ARCHIVE));
      naming = naming.withManifestPrefix(prefix(line, Option.FILE_PREFIX_MANIFEST));
      naming = naming.withStatisticsPrefix(prefix(line, Option.FILE_PREFIX_JSONSTAT));
      return naming.withSignaturePrefix(prefix(line, Option.FILE_PREFIX_SIGNATURE));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + "; choose another one");
    }
  }

  private static FileNaming style(CommandLine line, LocalZone zone) throws UsageException {
    char separator = separator(line);
    if (line.has(Option.OLD_FILENAMES)) {
      return FileNaming.DEFAULT.old(separator, zone.get());
    }
    FileNaming reading = FileNaming.DEFAULT.withOldTimesIn(zone).withTimeSeparator(separator);
    return line.has(Option.SHORT_FILENAMES) ? reading.shortNames() : reading;
  }

  private static char separator(CommandLine line) throws UsageException {
    Optional<String> text = line.value(Option.TIME_SEPARATOR).map(Argument::text);
    if (text.isPresent() && text.get().length() != 1) {
      throw new UsageException("--time-separator is one character, not '" + text.get() + "'");
    }
    return text.map(one -> one.charAt(0)).orElse(DEFAULT_SEPARATOR);
  }

  private static String prefix(CommandLine line, Option option) {
    return line.value(option).map(Argument::text).orElse("");
  }
}
