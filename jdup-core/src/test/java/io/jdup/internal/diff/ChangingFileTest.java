package io.jdup.internal.diff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdup.faults.Effects;
import io.jdup.faults.FaultFileSystem;
import io.jdup.internal.index.Sigtars;
import io.jdup.internal.tree.SourceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that change while they are read. */
class ChangingFileTest extends DiffedTree {
  /**
   * Appends a line to the file in each of {@code times} readings, which take two steps then, as all
   * do: the old bytes, and the look for more.
   */
  private SourceEntry changing(SourceEntry source, int times) {
    var steps = new AtomicInteger();
    var fileSystem =
        new FaultFileSystem(
            Effects.telling(
                file -> {
                  int step = steps.getAndIncrement();
                  if (step % 2 == 0 && step / 2 < times) {
                    Files.writeString(file, "and a line", StandardOpenOption.APPEND);
                  }
                }));
    return new SourceEntry(source.entry(), fileSystem.wrap(source.path()), false);
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "1,true", "2,true"})
  void smallFileThatChangesWhileItIsReadIsReadAgain(int times, boolean old) throws IOException {
    var known = new Sigtars().directory("");
    TreeDiff diff = against(old ? known.file("log", 1, "as it was") : known);
    diff.entry(directory("", 1));
    SourceEntry source = file("log", LATER, "now");
    diff.entry(changing(source, times));
    diff.entry(file("next", LATER, "next"));
    DiffCounts counts = diff.finish();
    String now = "now" + "and a line".repeat(times);
    assertEquals(now, Files.readString(source.path()));
    assertEquals(0, counts.errors());
    assertEquals(List.of(old ? "log diff" : "log whole", "next whole"), events);
    assertEquals(List.of("SIGNATURE log", "SIGNATURE next"), signatures()); // each once
    assertArrayEquals(signatureOf(now), firstBody());
    assertEquals(
        Files.getLastModifiedTime(source.path()).toMillis() / 1000,
        signatureEntry("log").mtimeSeconds());
    assertEquals(2, difftar.size());
    assertTrue(difftar.get(0).contains("snapshot/log"), difftar::toString);
    assertTrue(difftar.get(0).stripTrailing().replace("\0", "").endsWith(now), difftar::toString);
    assertEquals(now.length() + 4, counts.rawBytes());
  }

  @Test
  void smallFileThatChangesEachTimeIsStoredAsReadTheThirdTime() throws IOException {
    TreeDiff diff = against(new Sigtars().directory(""));
    diff.entry(directory("", 1));
    SourceEntry source = file("log", LATER, "now");
    diff.entry(changing(source, 100));
    assertEquals(1, diff.finish().errors());
    assertEquals(
        List.of(
            "log whole",
            "skipped log: it changed while it was read; it is read again by the next backup"),
        events);
    assertEquals(List.of("SIGNATURE log"), signatures());
    assertEquals(0, signatureEntry("log").mtimeSeconds()); // so that it is
  }

  @Test
  void largeFileThatChangesWhileItIsReadIsMarkedAtOnce() throws IOException {
    TreeDiff diff = against(new Sigtars().directory(""));
    diff.entry(directory("", 1));
    diff.entry(changing(file("log", LATER, "x".repeat(65536)), 1));
    assertEquals(1, diff.finish().errors());
    assertEquals(0, signatureEntry("log").mtimeSeconds());
  }

  @ParameterizedTest
  @CsvSource({"3,false", "3,true", "65536,false", "65536,true", "1500000,false", "1500000,true"})
  void fileThatGrowsAsFastAsItIsReadEndsWhereItEndedAtOpening(int length, boolean old)
      throws IOException {
    var known = new Sigtars().directory("");
    TreeDiff diff = against(old ? known.file("log", 1, "as it was") : known);
    diff.entry(directory("", 1));
    SourceEntry source = file("log", LATER, "x".repeat(length));
    var growth = new AtomicInteger();
    var fileSystem =
        new FaultFileSystem(
            Effects.telling(
                file -> {
                  assertTrue(growth.incrementAndGet() < 100, "it is read for ever");
                  Files.writeString(file, "y".repeat(300_000), StandardOpenOption.APPEND);
                }));
    diff.entry(new SourceEntry(source.entry(), fileSystem.wrap(source.path()), false));
    assertEquals(1, diff.finish().errors());
    assertEquals(2, events.size(), events::toString);
    assertTrue(events.get(1).contains("it changed while it was read"), events::toString);
    assertEquals(0, signatureEntry("log").mtimeSeconds()); // so that it is read again
    boolean again = length < 65536; // a small one, which is longer when it is opened again
    assertEquals(again, String.join("", difftar).contains("y"));
    if (!again) {
      assertArrayEquals(signatureOf("x".repeat(length)), firstBody());
    }
  }

  @Test
  void fileThatHoldsMoreThanTheFileSystemTellsIsReadToItsEnd() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    assumeTrue(Files.isReadable(cpus) && Files.size(cpus) == 0, "no such file here");
    TreeDiff diff = against(new Sigtars().directory(""));
    diff.entry(directory("", 1));
    diff.entry(new SourceEntry(file("log", LATER, "").entry(), cpus, false));
    diff.finish();
    assertTrue(difftar.get(0).contains("processor"), difftar::toString);
  }

  @Test
  void fileThatIsGoneWhenItIsToBeReadAgainKeepsItsOldState() throws IOException {
    TreeDiff diff = against(new Sigtars().directory("").file("log", 1, "as it was"));
    diff.entry(directory("", 1));
    SourceEntry source = file("log", LATER, "now");
    var fileSystem = new FaultFileSystem(Effects.telling(Files::deleteIfExists));
    diff.entry(new SourceEntry(source.entry(), fileSystem.wrap(source.path()), false));
    assertEquals(1, diff.finish().errors());
    assertEquals(1, events.size());
    assertTrue(events.get(0).startsWith("skipped log: cannot be opened"), events::toString);
    assertEquals(List.of(), signatures());
    assertEquals(List.of(), difftar);
  }
}
