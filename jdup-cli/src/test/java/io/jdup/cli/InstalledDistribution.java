package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.internal.volume.WorkDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    try {
      WorkDirectory.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
