package io.jdup.internal.backup;

import static io.jdup.internal.backup.InterruptedSource.FILES;
import static io.jdup.internal.backup.InterruptedSource.nameOf;
import static io.jdup.internal.backup.InterruptedSource.size;

import io.jdup.internal.volume.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What happens between the interruption and the resumption. */
enum SourceChange {
  NOTHING,
  ADD_BEFORE_EACH,
  CHANGE_EACH,
  CHANGE_SOME,
  SHRINK_EACH,
  REMOVE_EACH,
  REMOVE_SOME,
  TYPES;

  void happen(Chain chain, int seed) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path file = chain.source.resolve(nameOf(i));
      boolean some = (i + seed) % 3 == 0;
      switch (this) {
        case NOTHING -> {}
        case ADD_BEFORE_EACH -> {
          chain.write(nameOf(i) + "-", 70_000, 500 + i);
          chain.write(nameOf(i).replace("file", "dile"), 300, 600 + i);
        }
        case CHANGE_EACH -> rewrite(chain, i, size(i), 700 + i);
        case CHANGE_SOME -> {
          if (some) {
            rewrite(chain, i, size(i) + 100, 800 + i);
          }
        }
        case SHRINK_EACH -> rewrite(chain, i, size(i) / 3, 900 + i);
        case REMOVE_EACH -> remove(file);
        case REMOVE_SOME -> {
          if (some) {
            remove(file);
          }
        }
        case TYPES -> retype(chain, file, i + seed);
      }
    }
  }

  private static void rewrite(Chain chain, int i, int size, long seed) throws IOException {
    remove(chain.source.resolve(nameOf(i)));
    chain.write(nameOf(i), size, seed);
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      WorkDirectory.deleteTree(path);
    } else if (Files.isDirectory(path.getParent())) {
      Files.deleteIfExists(path);
    }
  }

  private static void retype(Chain chain, Path file, int kind) throws IOException {
    remove(file);
    if (!Files.isDirectory(file.getParent())) {
      return; // its directory is a file by now
    }
    if (kind % 4 == 0) {
      Files.createSymbolicLink(file, Path.of("nowhere"));
    } else if (kind % 4 == 1) {
      String below = chain.source.relativize(file).toString();
      chain.write(below + "/inside", 100_000, 1000 + kind);
      chain.write(below + "/more", 10, 1100 + kind);
    } else if (kind % 4 == 2) {
      remove(file.getParent());
      Files.writeString(file.getParent(), "a directory no more");
    }
  }
}
