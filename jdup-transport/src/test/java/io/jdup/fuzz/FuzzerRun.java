package io.jdup.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Jazzer in a process of its own, for {@code -Dfuzz.seconds}. What it finds new lies in {@code
 * target/fuzz} afterwards, an input that fails too.
 */
final class FuzzerRun {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final String ONE_INPUT_SECONDS = "20";

  private final Class<?> reader;
  private final Path kept;
  private final Path place;

  /** Prepares to run {@code reader}, beginning with the inputs in {@code kept}. */
  FuzzerRun(Class<?> reader, Path kept) {
    this.reader = reader;
    this.kept = kept;
    this.place = Path.of("target", "fuzz", reader.getSimpleName());
  }

  /** Runs, prints the number of executions, and fails if there is an input that fails. */
  void run() throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(place.resolve("corpus"));
    Path log = place.resolve("log");
    int exit =
        new ProcessBuilder(command(corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String told = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertEquals(0, exit, () -> "see " + log.toAbsolutePath() + "\n" + finding(told));
    MatchResult done = DONE.matcher(told).results().findFirst().orElseThrow();
    try (Stream<Path> inputs = Files.list(corpus)) {
      System.out.println(
          ("fuzz executions: " + reader.getSimpleName() + ": " + done.group(1))
              + (" in " + done.group(2) + " s, new inputs: " + inputs.count()));
    }
  }

  private List<String> command(Path corpus) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", classPath(), JAZZER));
    command.add("--target_class=" + reader.getName());
    command.add("--instrumentation_includes=io.jdup.**");
    // A regular expression of the user's is no injection.
    command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection");
    command.add("--reproducer_path=" + place);
    command.add("-artifact_prefix=" + place + "/");
    command.add("-max_total_time=" + System.getProperty("fuzz.seconds"));
    command.add("-timeout=" + ONE_INPUT_SECONDS);
    command.addAll(List.of(corpus.toString(), kept.toString()));
    return command;
  }

  private static String classPath() {
    String own = System.getProperty("java.class.path");
    return System.getProperty("surefire.test.class.path", own);
  }

  private static String finding(String told) {
    int at = told.indexOf("\n==");
    return at < 0 ? told : told.substring(at, Math.min(told.length(), at + 4000));
  }
}
