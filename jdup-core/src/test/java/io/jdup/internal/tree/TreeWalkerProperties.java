package io.jdup.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.selection.Selection;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TreeWalkerProperties {
  @Property(tries = 60)
  void goesInTheOrderOfEntryPaths(@ForAll("paths") Set<EntryPath> paths) throws IOException {
    Path root = Files.createTempDirectory("jdup-walk");
    try {
      Set<EntryPath> made = make(root, paths);
      var seen = new ArrayList<EntryPath>();
      new TreeWalker(root, Selection.everything(), false)
          .walk(
              new TreeVisitor() {
                @Override
                public void entry(SourceEntry entry) {
                  seen.add(entry.entry().path());
                }

                @Override
                public void unreadable(EntryPath path, IOException why) {
                  throw new AssertionError(path.toString(), why);
                }
              });
      assertEquals(List.copyOf(made), seen);
    } finally {
      delete(root);
    }
  }

  @Provide
  Arbitrary<Set<EntryPath>> paths() {
    byte[] alphabet = {'a', '-', '.', ' ', '\n', '0', (byte) 0x80, (byte) 0xff, (byte) 0xc3};
    Arbitrary<byte[]> name =
        Arbitraries.of(Arrays.asList(box(alphabet)))
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(TreeWalkerProperties::unbox)
            .filter(bytes -> !Arrays.equals(bytes, new byte[] {'.'}))
            .filter(bytes -> !Arrays.equals(bytes, new byte[] {'.', '.'}));
    return name.list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(names -> names.stream().reduce(EntryPath.ROOT, EntryPath::child, (a, b) -> a))
        .set()
        .ofMaxSize(25);
  }

  private static Byte[] box(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    Arrays.setAll(boxed, i -> bytes[i]);
    return boxed;
  }

  private static byte[] unbox(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i);
    }
    return bytes;
  }

  // Longer paths first, so that whatever holds something is a directory.
  private static Set<EntryPath> make(Path root, Set<EntryPath> paths) throws IOException {
    var made = new TreeSet<EntryPath>(Set.of(EntryPath.ROOT));
    var deepestFirst = new ArrayList<>(paths);
    deepestFirst.sort(Comparator.comparing(EntryPath::depth).reversed());
    for (EntryPath path : deepestFirst) {
      Path file = root.resolve(RawNames.toRelativePath(root, path.toBytes()));
      Files.createDirectories(file.getParent());
      try {
        Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // a directory for something deeper
      }
      for (EntryPath above = path; !above.isRoot(); above = above.parent()) {
        made.add(above);
      }
    }
    return made;
  }

  private static void delete(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
