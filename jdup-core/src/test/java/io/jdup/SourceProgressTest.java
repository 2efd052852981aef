package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.report.JdupListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceProgressTest {
  private static final int LARGE = 1_000_000;

  @TempDir private Path temp;
  private final List<Long> reached = new ArrayList<>(); // bytes
  private long measuredEntries;
  private long measuredBytes;
  private long reachedEntries;

  @BeforeEach
  void makeSource() throws IOException {
    Path source = Files.createDirectory(temp.resolve("src"));
    byte[] large = new byte[LARGE];
    new Random(1).nextBytes(large);
    Files.write(source.resolve("large"), large);
    Files.writeString(source.resolve("small"), "12345");
    Files.createSymbolicLink(source.resolve("link"), Path.of("nowhere"));
  }

  private final class Recording implements JdupListener {
    @Override
    public void measured(long entries, long bytes) {
      measuredEntries = entries;
      measuredBytes = bytes;
    }

    @Override
    public void reached(long entries, long bytes) {
      reachedEntries = entries;
      reached.add(bytes);
    }
  }

  private Backup backup() {
    return Backup.of(temp.resolve("src")).unencrypted().listener(new Recording());
  }

  @Test
  void theWayIsMeasuredAndWalkedToItsEnd() throws IOException {
    backup().measureFirst().to(temp.resolve("remote").toUri());
    assertEquals(4, measuredEntries);
    assertEquals(LARGE + 5, measuredBytes);
    assertEquals(4, reachedEntries);
    assertEquals(LARGE + 5, reached.get(reached.size() - 1));
    assertTrue(reached.size() > LARGE / 65536, "too coarse within a large file: " + reached);
    for (int i = 1; i < reached.size(); i++) {
      assertTrue(reached.get(i) >= reached.get(i - 1), reached::toString);
    }
  }

  @Test
  void unchangedFilesAreWalkedToo() throws IOException {
    backup().archiveDir(temp.resolve("archive")).to(temp.resolve("remote").toUri());
    backup().archiveDir(temp.resolve("archive")).measureFirst().to(temp.resolve("remote").toUri());
    assertEquals(4, reachedEntries);
    assertEquals(LARGE + 5, reached.get(reached.size() - 1));
  }

  @Test
  void nothingIsMeasuredUnasked() throws IOException {
    backup().to(temp.resolve("remote").toUri());
    assertEquals(0, measuredEntries);
    assertEquals(4, reachedEntries);
  }
}
