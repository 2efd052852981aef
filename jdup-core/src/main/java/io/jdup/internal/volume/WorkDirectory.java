package io.jdup.internal.volume;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A private directory for the unfinished files of one run; closing it removes it with all that is
 * in it. Nobody but the owner can read it where the file system knows owners.
 */
public final class WorkDirectory implements Closeable {
  /** What the name of every such directory starts with. */
  public static final String NAME_PREFIX = "jdup-run-";

  private final Path directory;

  private WorkDirectory(Path directory) {
    this.directory = directory;
  }

  /** Creates one in {@code parent}, or where the platform keeps temporary files if that is null. */
  public static WorkDirectory in(@Nullable Path parent) throws IOException {
    return new WorkDirectory(
        parent == null
            ? Files.createTempDirectory(NAME_PREFIX)
            : Files.createTempDirectory(parent, NAME_PREFIX));
  }

  /** Returns the directory. */
  public Path path() {
    return directory;
  }

  /** Returns the place of the file {@code name} in it. */
  public Path resolve(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() throws IOException {
    deleteTree(directory);
  }

  /** Deletes {@code directory} and everything below it, not following links. */
  public static void deleteTree(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
