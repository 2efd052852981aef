package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether jdup selects what the real duplicity selects, whatever the rules. More seeds than the
 * usual ones run with {@code -Djdup.fuzz.seeds=100}.
 */
class SelectionFuzzIT {
  private static final int CASES = 60; // in one run of each program
  private static final int SEEDS = 4;
  private static final int LINES = 12; // command lines a seed

  @TempDir Path directory;
  private Workplace place;
  private Path source;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("jdup.fuzz.seeds", SEEDS));
  }

  @BeforeEach
  void findDuplicity() throws Exception {
    Workplace.require("duplicity");
    place = Workplace.in(directory.toRealPath());
    source = Files.createDirectory(place.resolve("source"));
  }

  // Each case has a directory and rules of its own, which begin with it: many cases to a run.
  @ParameterizedTest
  @MethodSource("seeds")
  void duplicityTakesTheSameOfManyTreesWithTheirRules(long seed) throws Exception {
    var patterns = new RandomPatterns(seed);
    var list = new ArrayList<String>();
    for (int i = 0; i < CASES; i++) {
      Path tree = Files.createDirectory(source.resolve("case" + i));
      patterns.fill(tree);
      int rules = 1 + patterns.below(4);
      for (int j = 0; j < rules; j++) {
        list.add(line(patterns, tree.toString()));
      }
    }
    list.add("- " + source + "/none"); // the last one must not be an include
    String option = patterns.chance(2) ? "--include-filelist" : "--exclude-filelist";
    Path file = place.write("list", String.join("\n", list) + "\n");
    compare(list, option, file.toString());
  }

  private String line(RandomPatterns patterns, String tree) {
    String glob = patterns.glob(tree);
    if (patterns.chance(6) && tree.equals(tree.toLowerCase(Locale.ROOT))) {
      glob = "ignorecase:" + glob; // duplicity 0.8.22 does not find a source with capitals so
    }
    if (patterns.chance(8)) {
      glob = "\"" + glob + "\"";
    }
    String sign = patterns.pick(List.of("+ ", "+ ", "- ", "- ", ""));
    return sign + glob;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void duplicityFindsTheSameByRegularExpressions(long seed) throws Exception {
    var patterns = new RandomPatterns(2000 + seed);
    var options = new ArrayList<String>();
    for (int i = 0; i < CASES; i++) {
      Path tree = Files.createDirectory(source.resolve("case" + i));
      patterns.fill(tree);
      String start = "^" + tree.toString().replace("-", "\\-") + "/.*";
      options.add(
          (patterns.chance(4) ? "--include-regexp=" : "--exclude-regexp=")
              + start
              + patterns.regexp());
    }
    options.add("--exclude=" + source + "/none");
    compare(options, options.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void duplicityAnswersCommandLinesAlike(long seed) throws Exception {
    var patterns = new RandomPatterns(1000 + seed);
    patterns.fill(source);
    for (int i = 0; i < LINES; i++) {
      var options = new ArrayList<String>();
      int rules = 1 + patterns.below(4);
      for (int j = 0; j < rules; j++) {
        options.add(patterns.chance(2) ? "--include" : "--exclude");
        options.add(anywhere(patterns));
      }
      compare(options, options.toArray(String[]::new));
    }
  }

  /** Returns a pattern that may be outside the source, or no good at all. */
  private String anywhere(RandomPatterns patterns) {
    return switch (patterns.below(12)) {
      case 0 -> "**";
      case 1 -> source.toString();
      case 2 -> "/" + patterns.part();
      case 3 -> patterns.part();
      case 4 -> source + "//" + patterns.part();
      case 5 -> "**/" + patterns.part();
      case 6 -> "**" + patterns.part() + "/";
      case 7 -> source.getParent() + "/*/" + patterns.part();
      default -> patterns.glob(source.toString());
    };
  }

  private void compare(List<String> rules, String... options) throws Exception {
    var words =
        new ArrayList<>(
            List.of("full", "--dry-run", "--no-encryption", "--no-print-statistics", "-v5"));
    words.addAll(Arrays.asList(options));
    words.addAll(List.of(source.toString(), place.url("target")));
    var duplicity = new ArrayList<>(List.of("duplicity"));
    duplicity.addAll(words);
    Ran theirs = place.run(duplicity.toArray(String[]::new));
    Ran ours = jdup(words);
    if (theirs.exitCode() == ExitCodes.PATTERN_OUTSIDE_SOURCE
        && ours.exitCode() == ExitCodes.MALFORMED_PATTERN) {
      return; // where one pattern is outside and another malformed, duplicity tells of the first
    }
    assertEquals(theirs.exitCode(), ours.exitCode(), () -> theirs + "\n" + ours);
    var more = new TreeSet<>(taken(ours));
    var less = new TreeSet<>(taken(theirs));
    more.removeAll(taken(theirs));
    less.removeAll(taken(ours));
    assertEquals(List.of(), List.copyOf(more), () -> "jdup takes more of " + rules);
    assertEquals(List.of(), List.copyOf(less), () -> "jdup takes less of " + rules);
    assertEquals(taken(theirs), taken(ours), "the order");
  }

  private static List<String> taken(Ran ran) {
    return ran.out().lines().filter(line -> line.startsWith("A ")).toList();
  }

  /** Runs jdup in this process, which is much quicker. */
  private Ran jdup(List<String> words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var around =
        new Surroundings(
            Map.of("HOME", Argument.of(place.resolve("home").toString())),
            new LocalClock(),
            prompt -> Optional.empty(),
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, UTF_8));
    int code =
        new Main(around)
            .run(words.toArray(String[]::new), words.stream().map(Argument::of).toList());
    return new Ran("jdup " + words, code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
