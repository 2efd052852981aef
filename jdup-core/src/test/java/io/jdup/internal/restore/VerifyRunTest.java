package io.jdup.internal.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Verify;
import io.jdup.faults.Effects;
import io.jdup.faults.FaultFileSystem;
import io.jdup.internal.backup.Chain;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.ReportedPath;
import io.jdup.report.VerifyReport;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifyRunTest {
  private final MemoryTransport remote = new MemoryTransport();
  private final List<String> differences = new ArrayList<>();
  private Chain chain;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    chain.write("dir/a", 1000, 1);
    chain.write("dir/b", 100_000, 2);
    chain.write("file", 10, 3);
    Files.createSymbolicLink(chain.source.resolve("link"), Path.of("there"));
    settle();
    chain.backUp(remote);
  }

  private void settle() throws IOException {
    for (String directory : List.of("dir", "")) {
      Files.setLastModifiedTime(chain.source.resolve(directory), FileTime.fromMillis(5_000));
    }
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  @Test
  void sameTreeHasNoDifference() throws IOException {
    assertEquals(new VerifyReport(time(), 6, 0, List.of(), 0, List.of(), List.of()), verify(true));
  }

  @Test
  void contentIsComparedOnDemandOnly() throws IOException {
    byte[] bytes = Files.readAllBytes(path("dir/b"));
    bytes[99_999]++;
    FileTime before = Files.getLastModifiedTime(path("dir/b"));
    Files.write(path("dir/b"), bytes);
    Files.setLastModifiedTime(path("dir/b"), before);
    assertEquals(0, verify(false).differences());
    assertEquals(1, verify(true).differences());
    assertEquals(List.of("dir/b has other content"), differences);
  }

  @Test
  void fileThatGrewHasOtherContent() throws IOException {
    FileTime before = Files.getLastModifiedTime(path("dir/a"));
    byte[] longer = java.util.Arrays.copyOf(Files.readAllBytes(path("dir/a")), 1001);
    Files.write(path("dir/a"), longer);
    Files.setLastModifiedTime(path("dir/a"), before);
    assertEquals(1, verify(true).differences());
  }

  @Test
  void comparingAFileThatGrowsAsFastAsItIsReadEnds() throws IOException {
    var readings = new AtomicInteger();
    var growing =
        new FaultFileSystem(
            Effects.telling(
                file -> {
                  assertTrue(readings.incrementAndGet() < 1000, "it is read for ever");
                  Files.write(file, new byte[200_000], StandardOpenOption.APPEND);
                }));
    VerifyReport report = Verify.of(remote).compareData().against(growing.wrap(chain.source));
    assertTrue(readings.get() > 0);
    assertTrue(report.differences() >= 1); // each that was read has more by then
  }

  @Test
  void eachKindOfDifferenceIsTold() throws IOException {
    Files.setPosixFilePermissions(path("dir/a"), PosixFilePermissions.fromString("rwx------"));
    Files.setLastModifiedTime(path("dir/b"), FileTime.fromMillis(7_000));
    Files.delete(path("file"));
    Files.createDirectory(path("file"));
    Files.delete(path("link"));
    Files.createSymbolicLink(path("link"), Path.of("elsewhere"));
    Files.writeString(path("extra"), "not in the backup");
    settle();
    assertEquals(5, verify(false).differences());
    assertEquals("dir/a has mode 0700, not 0644", differences.get(0));
    assertEquals("dir/b was modified at 7, not at 1600000002", differences.get(1));
    assertEquals("extra is not in the backup", differences.get(2));
    assertEquals("file is a directory, backed up as a regular file", differences.get(3));
    assertEquals("link points to 'elsewhere', not to 'there'", differences.get(4));
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    Files.delete(path("dir/a"));
    Files.delete(path("dir/b"));
    Files.delete(path("dir"));
    settleRoot();
    verify(false);
    assertEquals(List.of("dir is missing", "dir/a is missing", "dir/b is missing"), differences);
  }

  private void settleRoot() throws IOException {
    Files.setLastModifiedTime(chain.source, FileTime.fromMillis(5_000));
  }

  @Test
  void fileThatGoesWhileItIsComparedIsAnErrorAndTheRestIsCompared() throws IOException {
    var vanishing =
        new JdupListener() {
          @Override
          public void volumeFetched(String fileName) {
            replaceWithDirectory(path("dir/b"));
          }
        };
    // The walk has looked at nothing yet when the first volume is fetched; a fifo cannot be opened.
    VerifyReport report = Verify.of(remote).compareData().listener(vanishing).against(chain.source);
    assertTrue(report.differences() >= 1);
    assertEquals(Outcome.COMPLETE, report.outcome());
  }

  private static void replaceWithDirectory(Path path) {
    try {
      Files.delete(path);
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void comparisonTellsWhenTheFileCannotBeRead() throws IOException {
    // The kernel refuses to read the first page of any process.
    try (var channel = java.nio.channels.FileChannel.open(Path.of("/proc/self/mem"))) {
      var comparison = new ContentComparison(channel);
      comparison.write(new byte[10], 0, 10);
      assertTrue(comparison.failure().isPresent());
    }
  }

  private Path path(String name) {
    return chain.source.resolve(name);
  }

  private static java.time.Instant time() {
    return Chain.START.plusSeconds(60);
  }

  private VerifyReport verify(boolean data) throws IOException {
    differences.clear();
    var listener =
        new JdupListener() {
          @Override
          public void different(ReportedPath path, String difference) {
            differences.add(path + " " + difference);
          }
        };
    Verify verify = Verify.of(remote).listener(listener);
    return (data ? verify.compareData() : verify).against(chain.source);
  }
}
