package io.jdup.cli;

import io.jdup.ArchiveDirs;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a backup's local archive dir is: the same place as duplicity's, so that both can share it.
 *
 * <p>Source: format specification section 7.4.
 */
final class ArchiveDirOption {
  private ArchiveDirOption() {}

  /** Returns the archive dir for the backup at {@code url}, as typed. */
  static Path of(CommandLine line, Argument url, Surroundings around) throws UsageException {
    Optional<Argument> parent = line.value(Option.ARCHIVE_DIR);
    Path archives =
        parent.isPresent()
            ? LocalPath.expanded(parent.get(), around.variables())
            : caches(around).resolve("duplicity");
    Argument name =
        line.value(Option.NAME).orElseGet(() -> Argument.of(ArchiveDirs.nameFor(url.bytes())));
    if (name.indexOf('/') >= 0 || name.text().isEmpty()) {
      throw new UsageException("--name is the name of a directory and holds no slash: " + name);
    }
    return archives.resolve(LocalPath.asItStands(name.bytes())).toAbsolutePath();
  }

  private static Path caches(Surroundings around) {
    return around.directory("XDG_CACHE_HOME").orElseGet(() -> around.home().resolve(".cache"));
  }
}
