package io.jdup.faults;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk that loses at a power cut what was not forced to it. Of what was written to a file since
 * it was last forced, the end is lost, from a random place on. Of what happened to the names in a
 * directory since it was last forced, the last things are undone, from a random one on: a journal
 * keeps the order in a directory, and none between two.
 *
 * <p>Paths are those of the real file system. Calls come one at a time, from {@link Effects}.
 */
class Disk {
  /** A disk that keeps everything. */
  static final Disk SAFE = new Disk(null);

  /** A change of a name, and how to take it back. */
  private record Change(Path directory, Undoing undoing) {}

  private interface Undoing {
    void undo() throws IOException;
  }

  private final Path graveyard; // on the same file system; null: nothing gets lost
  private final Map<Object, Long> forcedBytes = new HashMap<>(); // by file; all, where missing
  private final List<Change> changes = new ArrayList<>(); // that are not forced
  private long buried;

  /** Keeps what it may have to bring back in {@code graveyard}. */
  Disk(Path graveyard) {
    this.graveyard = graveyard;
  }

  boolean losesData() {
    return graveyard != null;
  }

  static BasicFileAttributes find(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null;
    }
  }

  private static Path key(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void changed(Path path, Undoing undoing) {
    changes.add(new Change(key(path).getParent(), undoing));
  }

  /** Notes that {@code path}, which was not there, is a file or directory now. */
  void created(Path path) {
    BasicFileAttributes made = losesData() ? find(path) : null;
    if (made != null) {
      forcedBytes.put(made.fileKey(), 0L);
      changed(path, () -> remove(path));
    }
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          remove(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  /** Notes that a file of {@code sizeBytes} is about to be changed from {@code position} on. */
  void writing(Object fileKey, long position, long sizeBytes) {
    if (losesData() && fileKey != null) {
      long forced = forcedBytes.getOrDefault(fileKey, sizeBytes);
      forcedBytes.put(fileKey, Math.min(forced, position));
    }
  }

  /** Notes that all of a file, or of the names in a directory, is on the disk. */
  void forced(Path path, Object fileKey, long sizeBytes) {
    if (losesData() && fileKey != null) {
      forcedBytes.put(fileKey, sizeBytes);
      changes.removeIf(change -> change.directory().equals(key(path)));
    }
  }

  /** Keeps what is at {@code path} from vanishing; returns where it is found again, or null. */
  private Path bury(Path path) throws IOException {
    BasicFileAttributes found = find(path);
    if (found == null || found.isDirectory()) {
      return null;
    }
    Path grave = graveyard.resolve("file" + ++buried);
    Files.createLink(grave, path);
    return grave;
  }

  /** Lets {@code deletion} delete {@code path}. */
  void delete(Path path, Changing deletion) throws IOException {
    if (!losesData()) {
      deletion.happen();
      return;
    }
    BasicFileAttributes found = find(path);
    Path grave = bury(path);
    deletion.happen();
    if (found != null) {
      changed(path, () -> bringBack(grave, path));
    }
  }

  /** A change that may fail. */
  interface Changing {
    void happen() throws IOException;
  }

  private static void bringBack(Path grave, Path path) throws IOException {
    if (find(path.getParent()) == null || find(path) != null) {
      return; // its directory is lost as well
    }
    if (grave == null) {
      Files.createDirectory(path);
    } else {
      Files.createLink(path, grave);
    }
  }

  /** Lets {@code moving} give {@code from} the name {@code to}. */
  void move(Path from, Path to, Changing moving) throws IOException {
    if (!losesData()) {
      moving.happen();
      return;
    }
    Path replaced = bury(to);
    moving.happen();
    changed(
        to,
        () -> {
          if (find(to) != null && find(from.getParent()) != null && find(from) == null) {
            Files.move(to, from);
          } else {
            Files.deleteIfExists(to);
          }
          if (replaced != null) {
            Files.createLink(to, replaced);
          }
        });
  }

  /** Loses what was not forced. */
  void lose(Path root, long seed) throws IOException {
    if (!losesData()) {
      return;
    }
    var random = new Random(seed);
    Map<Path, Integer> left = new HashMap<>(); // how many changes stay
    changes.forEach(change -> left.merge(change.directory(), 1, Integer::sum));
    left.replaceAll((directory, count) -> random.nextInt(count + 1));
    List<Change> lost = new ArrayList<>();
    for (Change change : changes) {
      int stays = left.get(change.directory());
      left.put(change.directory(), stays - 1);
      if (stays <= 0) {
        lost.add(change);
      }
    }
    for (int i = lost.size() - 1; i >= 0; i--) {
      lost.get(i).undoing().undo();
    }
    cut(root, random);
  }

  private void cut(Path directory, Random random) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        BasicFileAttributes found = find(child);
        if (found.isDirectory()) {
          cut(child, random);
        } else if (found.isRegularFile()) {
          long forced = forcedBytes.getOrDefault(found.fileKey(), found.size());
          if (forced < found.size()) {
            long kept = forced + (long) (random.nextDouble() * (found.size() - forced));
            try (FileChannel file = FileChannel.open(child, StandardOpenOption.WRITE)) {
              file.truncate(kept);
            }
          }
        }
      }
    }
  }
}
