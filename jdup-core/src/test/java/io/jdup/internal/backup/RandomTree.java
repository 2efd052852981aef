package io.jdup.internal.backup;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small tree of files, directories, links and fifos with odd names and sizes, changed at random.
 * Every change gives a time of its own, as the format sees no change without one.
 */
public final class RandomTree {
  private static final String[] NAMES = {
    "a",
    "b",
    "b-",
    "dir",
    "dir.txt",
    "snapshot",
    "diff",
    "1",
    "%FF",
    "%C3%A9",
    "%25",
    "x%0Ay",
    "sp%20ace",
    "%20",
    "%22q%22",
    "%5Cx41",
    "-dash",
    "...",
    "%01",
    "LongName".repeat(14)
  };
  private static final int[] SIZES = {
    0, 1, 511, 512, 513, 2000, 65535, 65536, 65537, 131072, 131073, 200_000
  };

  private final Path root;
  private final Random random;
  private long seconds = 1_500_000_000L;

  /** Makes {@code root} and a few things in it. */
  public RandomTree(Path root, long seed) throws IOException {
    this.root = Files.createDirectories(root);
    this.random = new Random(seed);
    for (int i = random.nextInt(12); i >= 0; i--) {
      insert();
    }
  }

  /** Changes one to six things. */
  public void mutate() throws IOException {
    for (int i = random.nextInt(6); i >= 0; i--) {
      mutateOnce();
    }
  }

  private void mutateOnce() throws IOException {
    List<Path> all = new ArrayList<>();
    collect(root, all);
    if (all.isEmpty()) {
      insert();
      return;
    }
    Path victim = all.get(random.nextInt(all.size()));
    switch (random.nextInt(7)) {
      case 0, 1 -> edit(victim);
      case 2 -> insert();
      case 3 -> delete(victim);
      case 4 -> rename(victim);
      case 5 -> replace(victim);
      default -> touch(victim);
    }
  }

  private void insert() throws IOException {
    Path place = freePlace();
    if (place != null) {
      make(place);
    }
  }

  private Path freePlace() throws IOException {
    List<Path> directories = new ArrayList<>(List.of(root));
    List<Path> all = new ArrayList<>();
    collect(root, all);
    all.stream().filter(RandomTree::isDirectory).forEach(directories::add);
    Path parent = directories.get(random.nextInt(directories.size()));
    Path place = child(parent, NAMES[random.nextInt(NAMES.length)]);
    return Files.exists(place, NOFOLLOW_LINKS) ? null : place;
  }

  // Only a URI carries every byte of a name into a path.
  private static Path child(Path parent, String encoded) {
    return parent.resolve(Path.of(URI.create("file:///" + encoded)).getFileName());
  }

  private void make(Path place) throws IOException {
    switch (random.nextInt(8)) {
      case 0, 1 -> Files.createDirectory(place);
      case 2 -> Files.createSymbolicLink(place, Path.of("target " + random.nextInt(100)));
      case 3 -> makeFifo(place);
      default -> Files.write(place, noise(SIZES[random.nextInt(SIZES.length)]));
    }
    stamp(place);
  }

  private void makeFifo(Path place) throws IOException {
    Path plain = root.resolveSibling("fifo");
    try {
      new ProcessBuilder("mkfifo", plain.toString()).start().waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Files.move(plain, place);
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private void edit(Path victim) throws IOException {
    if (!Files.isRegularFile(victim, NOFOLLOW_LINKS)) {
      touch(victim);
      return;
    }
    byte[] old = Files.readAllBytes(victim);
    int at = random.nextInt(old.length + 1);
    byte[] added = noise(random.nextInt(3) * 300);
    int dropped = random.nextInt(3) == 0 ? Math.min(700, old.length - at) : 0;
    byte[] edited = new byte[old.length + added.length - dropped];
    System.arraycopy(old, 0, edited, 0, at);
    System.arraycopy(added, 0, edited, at, added.length);
    System.arraycopy(old, at + dropped, edited, at + added.length, old.length - at - dropped);
    Files.write(victim, edited);
    stamp(victim);
  }

  private void rename(Path victim) throws IOException {
    Path place = freePlace();
    if (place != null && !place.startsWith(victim)) {
      Files.move(victim, place);
    }
  }

  private void replace(Path victim) throws IOException {
    delete(victim);
    make(victim);
  }

  private void touch(Path victim) throws IOException {
    if (Files.isSymbolicLink(victim)) {
      return;
    }
    int mode = random.nextInt(0100);
    String group = (mode & 4) == 0 ? "---" : "r-x";
    String others = (mode & 2) == 0 ? "--x" : "rw-";
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rwx" + group + others));
    stamp(victim);
  }

  private void stamp(Path place) throws IOException {
    seconds += 1 + random.nextInt(1000);
    boolean fifo = Files.readAttributes(place, BasicFileAttributes.class, NOFOLLOW_LINKS).isOther();
    if (!Files.isSymbolicLink(place) && !fifo) { // Java opens a fifo for that, and waits
      Files.setLastModifiedTime(place, FileTime.fromMillis(seconds * 1000));
    }
  }

  private static void delete(Path victim) throws IOException {
    if (isDirectory(victim)) {
      for (Path child : children(victim)) {
        delete(child);
      }
    }
    Files.delete(victim);
  }

  private static void collect(Path directory, List<Path> into) throws IOException {
    for (Path child : children(directory)) {
      into.add(child);
      if (isDirectory(child)) {
        collect(child, into);
      }
    }
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, NOFOLLOW_LINKS);
  }

  private static List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    }
    // The same seed must make the same tree wherever the file system keeps its names.
    children.sort((a, b) -> latin1(a).compareTo(latin1(b)));
    return children;
  }

  private static String latin1(Path path) {
    byte[] bytes = io.jdup.internal.tree.RawNames.toBytes(path);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
