package io.jdup.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs scripts that make and describe trees with names and types that Java cannot. */
final class Shell {
  /**
   * Every entry with type, mode, owner, whole seconds of mtime (links do not keep theirs) and link
   * target, then contents.
   */
  private static final String DESCRIBE =
      "find . -type l -printf '%P|%y|%m|%U|%G|%l|\\0' -o -printf '%P|%y|%m|%U|%G|%Ts|\\0' | sort -z;"
          + " find . -type b,c -exec stat -c '%n %t %T' {} +;"
          + " find . -type f -print0 | sort -z | xargs -0r md5sum -z";

  private Shell() {}

  /** Runs {@code script} in {@code directory} and returns its output, byte for char. */
  static String run(Path directory, String script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-euc", script);
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    // Java would have to name the directory to the system through the locale's character set.
    builder.environment().put("DIRECTORY", directory.toString());
    builder.command().set(2, "cd \"$DIRECTORY\"; " + script);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  static String describe(Path tree) throws IOException, InterruptedException {
    return run(tree, DESCRIBE);
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
