package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveDirOptionTest {
  // duplicity collection-status file:///tmp/cliexp/empty (0.8.22) names its archive dir so
  private static final String URL = "file:///tmp/cliexp/empty";
  private static final String MD5 = "f71a37562a2d169ab575f8e5a3923a17";

  private static Path archiveDir(Map<String, String> variables, String... words)
      throws UsageException {
    var bytes = new java.util.HashMap<String, Argument>();
    variables.forEach((name, value) -> bytes.put(name, Argument.of(value)));
    var sink = new ByteArrayOutputStream();
    var around =
        new Surroundings(
            bytes,
            Clock.systemUTC(),
            Terminal.NONE,
            new ByteArrayInputStream(new byte[0]),
            sink,
            new PrintStream(sink, true, StandardCharsets.UTF_8));
    CommandLine line = CommandLineParser.parse(Arrays.stream(words).map(Argument::of).toList());
    return ArchiveDirOption.of(line, Argument.of(URL), around);
  }

  @Test
  void isWhereDuplicityHasIt() throws UsageException {
    Map<String, String> home = Map.of("HOME", "/home/me");
    assertEquals(Path.of("/home/me/.cache/duplicity/" + MD5), archiveDir(home, "st", URL));
    assertEquals(
        Path.of("/home/me/.cache/duplicity/n"), archiveDir(home, "st", URL, "--name", "n"));
    assertEquals(Path.of("/a/" + MD5), archiveDir(home, "st", URL, "--archive-dir", "/a"));
    assertEquals(
        Path.of("/home/me/a/n"), archiveDir(home, "st", URL, "--archive-dir=~/a", "--name=n"));
    assertEquals(
        Path.of("/c/duplicity/" + MD5), archiveDir(Map.of("XDG_CACHE_HOME", "/c"), "st", URL));
  }

  @Test
  void refusesNamesThatLeadElsewhere() {
    assertThrows(UsageException.class, () -> archiveDir(Map.of(), "st", URL, "--name", "../x"));
    assertThrows(UsageException.class, () -> archiveDir(Map.of(), "st", URL, "--name="));
  }
}
