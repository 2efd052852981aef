package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A source of some volumes, and what interrupted backups of it leave. */
final class InterruptedSource {
  static final int FILES = 24;

  private InterruptedSource() {}

  static String nameOf(int i) {
    return i % 4 == 0 ? "dir" + i / 8 + "/sub/file" + i : "dir" + i / 8 + "/file" + i;
  }

  static int size(int i) {
    return i % 3 == 0 ? 150_000 + 1000 * i : i % 3 == 1 ? 3000 + i : 65_536;
  }

  static void fill(Chain chain) throws IOException {
    chain.volumeBytes = 180_000;
    chain.encoding = new VolumeEncoding.Plain();
    for (int i = 0; i < FILES; i++) {
      chain.write(nameOf(i), size(i), i + 1);
    }
  }

  static void edit(Chain chain) throws IOException {
    for (int i = 0; i < FILES; i++) {
      if (i % 2 == 0) {
        chain.write(nameOf(i), size(i) + 7, 100 + i);
      }
    }
    Files.delete(chain.source.resolve(nameOf(5)));
    Files.delete(chain.source.resolve(nameOf(13)));
    chain.write("dir1/file13/was-a-file", 66_000, 200);
    chain.write("dir3/new", 80_000, 201);
  }

  static boolean failsAfter(Chain chain, Transport target, int volume) throws IOException {
    chain.change = settings -> settings.failAfterVolume = volume;
    try {
      chain.backUp(target);
      return false;
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("behind volume " + volume), e.getMessage());
      return true;
    } finally {
      chain.change = settings -> {};
    }
  }

  static Instant latest(Chain chain) {
    return ((TreeMap<Instant, List<String>>) chain.states).lastKey();
  }

  /** Returns whether a run of {@code chain} was interrupted and left what the next one resumes. */
  static boolean hasParts(Chain chain) throws IOException {
    return Files.isDirectory(chain.archive) && !parts(chain).isEmpty();
  }

  static List<String> parts(Chain chain) throws IOException {
    try (var files = Files.list(chain.archive)) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.contains(".part")).toList();
    }
  }

  static Map<String, String> byPath(List<String> listing) {
    Map<String, String> lines = new TreeMap<>();
    listing.forEach(line -> lines.put(line.substring(0, line.indexOf('\t')), line));
    return lines;
  }

  static void assertEachIsOldOrNew(List<String> old, List<String> current, List<String> restored) {
    Map<String, String> was = byPath(old);
    Map<String, String> is = byPath(current);
    Map<String, String> got = byPath(restored);
    List<String> paths = new ArrayList<>(was.keySet());
    paths.addAll(is.keySet());
    paths.addAll(got.keySet());
    for (String path : paths) {
      String line = got.get(path);
      assertTrue(
          Objects.equals(line, was.get(path)) || Objects.equals(line, is.get(path)),
          () -> path + ": old " + was.get(path) + ", new " + is.get(path) + ", got " + line);
    }
  }

  static String part(Chain chain, String end) throws IOException {
    return parts(chain).stream().filter(name -> name.endsWith(end)).findFirst().orElseThrow();
  }
}
