package io.jdup.cli;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a backup's local archive dir is: the same place as duplicity's, so that both can share it.
 *
 * <p>Source: format specification section 7.4.
 */
final class ArchiveDirs {
  private ArchiveDirs() {}

  /** Returns the archive dir for the backup at {@code url}, as typed. */
  static Path of(CommandLine line, Argument url, Surroundings around) throws UsageException {
    Optional<Argument> parent = line.value(Option.ARCHIVE_DIR);
    Path archives =
        parent.isPresent()
            ? LocalPath.expanded(parent.get(), around.variables())
            : caches(around).resolve("duplicity");
    Argument name = line.value(Option.NAME).orElseGet(() -> Argument.of(md5(url)));
    if (name.indexOf('/') >= 0 || name.text().isEmpty()) {
      throw new UsageException("--name is the name of a directory and holds no slash: " + name);
    }
    return archives.resolve(LocalPath.of(name)).toAbsolutePath();
  }

  private static Path caches(Surroundings around) {
    return around.directory("XDG_CACHE_HOME").orElseGet(() -> around.home().resolve(".cache"));
  }

  private static String md5(Argument url) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(url.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
