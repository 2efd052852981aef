package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Things that go wrong, by their names in {@code docs/failures.md}, and what each starts from: a
 * directory {@code data} and two backups of it, {@code plain} and {@code locked}.
 */
abstract class Situations {
  static final String PASSPHRASE = "correct horse";

  private static final int LARGE_BYTES = 200_000;

  /** Makes something go wrong, and sees to it that nothing is lost. */
  interface Situation {
    /** Returns what the user was told. */
    Ran arise(Workplace place) throws Exception;
  }

  private final Map<String, Situation> all = new LinkedHashMap<>();

  final void add(String name, Situation situation) {
    all.put(name, situation);
  }

  /** Returns the situations by name. */
  final Map<String, Situation> all() {
    return all;
  }

  /** Makes what every situation starts from, once. */
  static void makeSample(Workplace place) throws Exception {
    byte[] large = new byte[LARGE_BYTES];
    new Random(7).nextBytes(large);
    place.write("data/docs/letter", "dear all\n");
    Files.write(place.resolve("data/large"), large);
    place.jdup("full", "--no-encryption", "data", place.url("plain")).succeeded();
    place.with("PASSPHRASE", PASSPHRASE).jdup("full", "data", place.url("locked")).succeeded();
  }

  /** Returns a place that starts from {@code sample}, without its archive dirs. */
  static Workplace startingFrom(Workplace sample, Path directory) throws IOException {
    Workplace place = Workplace.in(directory);
    for (String name : new String[] {"data", "plain", "locked"}) {
      Workplace.copyTree(sample.resolve(name), place.resolve(name));
    }
    return place;
  }

  /** Restores {@code url} and requires all of {@code data}. */
  static void assertRestoresData(Workplace place, String url) throws Exception {
    place.jdup("restore", url, "checked").succeeded();
    Ran diff = place.run("diff", "-r", "data", "checked");
    assertEquals("", diff.out() + diff.err());
  }

  static void assertNothingAt(Workplace place, String name) {
    assertFalse(Files.exists(place.resolve(name)), name);
  }

  /** Returns the one file in {@code directory} whose name contains {@code part}. */
  static Path fileIn(Workplace place, String directory, String part) throws IOException {
    try (Stream<Path> files = Files.list(place.resolve(directory))) {
      return files
          .filter(file -> file.getFileName().toString().contains(part))
          .findFirst()
          .orElseThrow();
    }
  }
}
