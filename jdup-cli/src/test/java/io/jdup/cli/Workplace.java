package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A directory with a home of its own, where the command {@code jdup} and other programs run with a
 * chosen environment and nobody at the terminal. Immutable; {@link #with} and {@link #asNobody}
 * return changed copies.
 */
final class Workplace {
  private static final String NOBODY = "65534";
  private static final String JAVA_HOME = System.getProperty("java.home");

  private final Path directory;
  private final Map<String, String> environment;
  private final List<String> before; // words before each command

  private Workplace(Path directory, Map<String, String> environment, List<String> before) {
    this.directory = directory;
    this.environment = environment;
    this.before = before;
  }

  /** Makes the place, with a script {@code jdup} in its {@code bin} that is first in the PATH. */
  static Workplace in(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("home"));
    Files.createDirectories(directory.resolve("bin"));
    writeScript(
        directory.resolve("bin/jdup"),
        "JAVA_HOME='" + JAVA_HOME + "' exec '" + InstalledDistribution.script() + "'");
    var environment = new TreeMap<String, String>();
    environment.put("PATH", directory.resolve("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("TZ", "UTC");
    return new Workplace(directory, environment, List.of());
  }

  private static void writeScript(Path script, String command) throws IOException {
    Files.writeString(script, "#!/bin/sh\n" + command + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns this place with the environment variable {@code name} set. */
  Workplace with(String name, String value) {
    var changed = new TreeMap<>(environment);
    changed.put(name, value);
    return new Workplace(directory, changed, before);
  }

  /** Returns this place without the environment variable {@code name}. */
  Workplace without(String name) {
    var changed = new TreeMap<>(environment);
    changed.remove(name);
    return new Workplace(directory, changed, before);
  }

  /**
   * Returns this place for a user who is not root, whose directory and home it becomes. A user who
   * is not root anyway stays the same.
   */
  Workplace asNobody() throws Exception {
    if (!isRoot()) {
      return this;
    }
    assumeTrue(isInstalled("setpriv"), "setpriv is not installed");
    Path library = Files.createDirectories(directory.resolve("lib"));
    writeScript(
        directory.resolve("bin/jdup"),
        "exec '"
            + JAVA_HOME
            + "/bin/java' -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            + " --enable-native-access=ALL-UNNAMED -cp '"
            + copiedClassPath(library)
            + "' io.jdup.cli.Main");
    runAnywhere("chown", "-R", NOBODY + ":" + NOBODY, directory.toString());
    runAnywhere("chmod", "755", directory.toString(), directory.getParent().toString());
    List<String> words =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
    return new Workplace(directory, environment, words);
  }

  /** Makes the class path readable for another user, from whom it may be hidden. */
  private static String copiedClassPath(Path library) throws IOException {
    var copies = new ArrayList<String>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path copy = library.resolve(copies.size() + "-" + Path.of(entry).getFileName());
      if (Files.exists(Path.of(entry))) {
        copyTree(Path.of(entry), copy);
        copies.add(copy.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  /** Copies a file or a directory with everything in it. */
  static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            String rest = from.relativize(each).toString();
            Files.copy(each, rest.isEmpty() ? to : to.resolve(rest));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Returns the path of {@code name} in this place. */
  Path resolve(String name) {
    return directory.resolve(name);
  }

  /** Returns a {@code file://} URL of {@code name} in this place. */
  String url(String name) {
    return "file://" + directory.resolve(name);
  }

  /** Writes a text file, and the directories above it. */
  Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Runs the jdup command. */
  Ran jdup(String... words) throws Exception {
    var command = new ArrayList<String>(List.of(directory.resolve("bin/jdup").toString()));
    command.addAll(Arrays.asList(words));
    return run(command.toArray(String[]::new));
  }

  /** Runs a program that is found in the PATH, in the directory of this place. */
  Ran run(String... words) throws Exception {
    var command = new ArrayList<String>(before);
    command.addAll(Arrays.asList(words));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path err = Files.createTempFile("jdup", "err"); // a file, as two pipes would need two threads
    try {
      Process process = builder.redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      int exitCode = process.waitFor();
      return new Ran(String.join(" ", words), exitCode, out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  private void runAnywhere(String... words) throws Exception {
    new Workplace(directory, environment, List.of()).run(words).succeeded();
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Ends the test, as skipped or in CI as failed, unless the program is installed. */
  static void require(String program) {
    if ("true".equals(System.getenv("CI"))) {
      assertEquals(true, isInstalled(program), "CI needs " + program);
    }
    assumeTrue(isInstalled(program), program + " is not installed");
  }

  private static boolean isInstalled(String program) {
    return List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
