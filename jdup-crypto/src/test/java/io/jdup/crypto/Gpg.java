package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The real gpg in a home directory of its own. */
final class Gpg implements AutoCloseable {
  private final Path home;
  private int files;

  Gpg() throws Exception {
    requireInstalled();
    home = Files.createTempDirectory("jdup-gpg");
    agentOption("s2k-count 65536"); // or it takes a tenth of a second for each use of a key
  }

  private static void requireInstalled() throws Exception {
    boolean there;
    try {
      there =
          new ProcessBuilder("gpg", "--version").redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    if (!there && "true".equals(System.getenv("CI"))) {
      fail("gpg is not installed");
    }
    assumeTrue(there, "gpg is not installed");
  }

  void agentOption(String line) throws IOException {
    Path options = home.resolve("gpg-agent.conf");
    Files.writeString(options, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  Path home() {
    return home;
  }

  /** Writes {@code content} to a new file in the home directory. */
  Path file(byte[] content) throws IOException {
    return Files.write(home.resolve("file" + files++), content);
  }

  /** Runs gpg, which must succeed, and returns its standard output. */
  byte[] run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "gpg",
                "--batch",
                "--no-tty",
                "--yes",
                "--quiet",
                "--trust-model",
                "always",
                "--pinentry-mode",
                "loopback",
                "--s2k-count",
                "65536"));
    command.addAll(List.of(arguments));
    return runProgram(command);
  }

  byte[] runProgram(List<String> command) throws Exception {
    Path errors = home.resolve("errors");
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("GNUPGHOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    byte[] output;
    try (InputStream in = process.getInputStream()) {
      output = in.readAllBytes();
    }
    assertEquals(0, process.waitFor(), () -> command + ": " + text(errors));
    return output;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a key; {@code passphrase} may be empty. */
  void generate(String parameters, String passphrase) throws Exception {
    String protection = passphrase.isEmpty() ? "%no-protection" : "Passphrase: " + passphrase;
    String all = parameters.strip() + "\n" + protection + "\n%commit\n";
    run("--gen-key", file(all.getBytes(StandardCharsets.UTF_8)).toString());
  }

  /** Returns the names and contents of all files, to see that nothing changed. */
  Map<Path, String> snapshot() throws IOException {
    Map<Path, String> snapshot = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        snapshot.put(file, text(file) + Files.getLastModifiedTime(file));
      }
    }
    return snapshot;
  }

  @Override
  public void close() throws IOException {
    try {
      runProgram(List.of("gpgconf", "--kill", "gpg-agent"));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
