package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether each of jdup and the real duplicity reads and continues what the other wrote; {@code
 * testdata/interop-check.sh} does the work, and does more of it when called by hand.
 */
class InteropIT {
  private static final Path SCRIPT = Path.of("..", "testdata", "interop-check.sh");

  @TempDir Path directory;

  @Test
  void duplicityAndJdupTakeTurnsInOneChain() throws Exception {
    for (String peer : new String[] {"duplicity", "gpg", "python3", "bash"}) {
      Workplace.require(peer);
    }
    Workplace place =
        Workplace.in(directory)
            .with("JDUP", directory.resolve("bin/jdup").toString())
            .with("ORDERS", "JDJ")
            .with("WORK", Files.createDirectories(directory.resolve("work")).toString());
    String script = SCRIPT.toAbsolutePath().normalize().toString();
    Ran ran = place.run("bash", script, "none", "ed", "sym-signed").succeeded();
    String[] lines = ran.out().split("\n", -1);
    assertEquals(3, ran.out().lines().filter(line -> line.startsWith("mode ")).count());
    assertTrue(lines[lines.length - 2].matches("interop: \\d\\d+ passed, 0 failed"), ran::toString);
  }
}
