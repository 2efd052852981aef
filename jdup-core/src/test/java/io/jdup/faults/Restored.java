package io.jdup.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What places restore to. Each is restored from once only, as long as its files stay the same. */
final class Restored {
  private final Map<Map<String, Integer>, NavigableMap<Instant, List<String>>> known =
      new HashMap<>();

  /** Returns what each set in the directory {@code name} of {@code scene} restores to. */
  NavigableMap<Instant, List<String>> at(Scene scene, String name) throws IOException {
    Map<String, Integer> files = filesOf(scene.place.resolve(name));
    NavigableMap<Instant, List<String>> states = known.get(files);
    if (states == null) {
      states = scene.states(scene.at(name));
      known.put(files, states);
    }
    return states;
  }

  /** Returns how many different contents of places were restored from. */
  int count() {
    return known.size();
  }

  private static Map<String, Integer> filesOf(Path directory) throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (var all = Files.newDirectoryStream(directory)) {
        for (Path file : all) {
          files.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }
}
