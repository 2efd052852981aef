package io.jdup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Trees and patterns for them, made at random from a few names so that patterns often fit. */
final class RandomPatterns {
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "A", "a b", "[a]", "a*b", "\u00e9", "x.py", ".h", "-", "a1", "a+b");
  private static final List<String> PIECES =
      List.of("*", "*", "**", "**", "?", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[", "]", "***");

  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "/",
          ".",
          "\\.",
          "\\w",
          "\\W",
          "\\S",
          "[^/]",
          "[ab]",
          "[a-c]",
          "[]a]",
          "(a|b)",
          "(?:ab|x)",
          "(?i:A)",
          "\u00e9",
          "[\\w-]",
          "[^\\W\\d]",
          "\\[",
          "{",
          "a1");
  private static final List<String> REPETITIONS =
      List.of("*", "+", "?", "{1,2}", "{,2}", "{2}", "*?", "+?");
  private static final List<String> ASSERTIONS =
      List.of("(?=a)", "(?!b)", "\\b", "\\B", "(?<=/)", "(?<!/)");

  private final Random random;

  RandomPatterns(long seed) {
    random = new Random(seed);
  }

  /** Makes entries below {@code directory}, which is there. */
  void fill(Path directory) throws IOException {
    fill(directory, 0);
  }

  private void fill(Path directory, int depth) throws IOException {
    int count = depth == 0 ? 5 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Path entry = directory.resolve(pick(NAMES));
      if (Files.exists(entry) || Files.isSymbolicLink(entry)) {
        continue;
      }
      int kind = random.nextInt(10);
      if (kind == 0) {
        Files.createSymbolicLink(entry, Path.of(random.nextBoolean() ? "." : "nowhere"));
      } else if (kind < 5 && depth < 3) {
        Files.createDirectory(entry);
        fill(entry, depth + 1);
      } else {
        Files.writeString(entry, "x");
      }
    }
  }

  /**
   * Returns a glob below {@code root}; it never has two slashes in a row, nor a range that may run
   * backwards, which ends duplicity.
   */
  String glob(String root) {
    String glob = anyGlob(root);
    while (glob.replace("[a-c]", "").matches(".*\\[.*-.*")) {
      glob = anyGlob(root);
    }
    return glob;
  }

  private String anyGlob(String root) {
    var glob = new StringBuilder(root);
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      glob.append('/').append(part());
    }
    return random.nextInt(6) == 0 ? glob + "/" : glob.toString();
  }

  /** Returns what may stand between two slashes of a glob. */
  String part() {
    var part = new StringBuilder();
    int pieces = 1 + random.nextInt(3);
    for (int i = 0; i < pieces; i++) {
      part.append(random.nextInt(3) == 0 ? pick(PIECES) : pick(NAMES));
    }
    return random.nextInt(2) == 0 ? pick(NAMES) : part.toString();
  }

  /** Returns a regular expression that Python takes. */
  String regexp() {
    var regexp = new StringBuilder();
    int atoms = 1 + random.nextInt(4);
    for (int i = 0; i < atoms; i++) {
      regexp.append(pick(ATOMS)).append(random.nextInt(3) == 0 ? pick(REPETITIONS) : "");
    }
    if (random.nextInt(4) == 0) {
      regexp.insert(0, pick(ASSERTIONS));
    }
    return random.nextInt(3) == 0 ? regexp + "$" : regexp.toString();
  }

  boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
