package io.jdup.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Directories for temporary files that go when the process ends, be it by Ctrl-C or another signal:
 * unfinished volumes are large, and nobody looks for them.
 */
final class ProcessTempDir {
  private static final int MOST_ATTEMPTS = 20;

  private static volatile boolean ending;

  private ProcessTempDir() {}

  /** Creates one in {@code parent}. */
  static Path below(Path parent) throws IOException {
    Path directory = Files.createTempDirectory(parent, "jdup-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
    return directory;
  }

  /** Returns whether they are being removed; what fails from then on is of no interest. */
  static boolean isEnding() {
    return ending;
  }

  private static void remove(Path directory) {
    ending = true;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        removeTree(directory);
        return;
      } catch (IOException e) {
        // other threads still make and delete files in it; what is left then, is left
      }
    }
  }

  private static void removeTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          removeTree(entry);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    Files.deleteIfExists(path);
  }
}
