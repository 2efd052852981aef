package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The distribution that all tests of one JVM run, with its class archive: so they run what users
 * run, and start in half the time. It is gone when the JVM ends.
 */
final class InstalledDistribution {
  private static final Path SCRIPT = installed();

  private InstalledDistribution() {}

  /** Returns its {@code bin/jdup}. */
  static Path script() {
    return SCRIPT;
  }

  private static Path installed() {
    try {
      Path directory = Files.createTempDirectory("jdup-distribution");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      Path script = Distribution.in(directory);
      archiveClasses(script);
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void archiveClasses(Path script) throws IOException {
    var builder = new ProcessBuilder(script.toString(), "--archive-classes");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!said.isEmpty()) {
      throw new IOException(said);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
