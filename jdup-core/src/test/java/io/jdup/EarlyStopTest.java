package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A restore of single paths leaves a set early; these are the cases where that would be too early.
 */
class EarlyStopTest {
  @TempDir private Path temp;
  private Path source;
  private int sets;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(temp.resolve("source"));
  }

  private void backUp() throws IOException {
    sets++;
    Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * sets);
    Backup.of(source)
        .unencrypted()
        .archiveDir(temp.resolve("archive"))
        .clock(Clock.fixed(time, ZoneOffset.UTC))
        .to(temp.resolve("target").toUri());
  }

  private Path restored(String path) throws IOException {
    Path to = temp.resolve("restored");
    Restore.from(temp.resolve("target").toUri()).path(path).into(to);
    return to;
  }

  // Found by reading: the set in the middle says that a/x is gone, behind its entry for a.
  @Test
  void whatADirectoryHeldBeforeItWasAFileForAWhileStaysGone() throws IOException {
    Files.createDirectory(source.resolve("a"));
    Files.writeString(source.resolve("a/x"), "old");
    backUp();
    Files.delete(source.resolve("a/x"));
    Files.delete(source.resolve("a"));
    Files.writeString(source.resolve("a"), "a file now");
    backUp();
    Files.delete(source.resolve("a"));
    Files.createDirectory(source.resolve("a"));
    Files.writeString(source.resolve("a/y"), "new");
    backUp();
    Path a = restored("a");
    assertEquals("new", Files.readString(a.resolve("y")));
    assertFalse(Files.exists(a.resolve("x")));
  }

  @Test
  void fileChangedInEverySetIsRestoredWhole() throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.writeString(source.resolve("f"), "version " + i + "\n" + "line\n".repeat(500 * i));
      Files.writeString(source.resolve("g" + i), "more");
      backUp();
    }
    Path f = restored("f");
    assertTrue(Files.readString(f).startsWith("version 3\n"));
    assertEquals(Files.size(source.resolve("f")), Files.size(f));
  }
}
