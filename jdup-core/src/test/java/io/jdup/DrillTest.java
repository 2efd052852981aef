package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.DrillReport;
import io.jdup.report.Outcome;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restore for practice tells what came back and what did not. */
class DrillTest {
  private final MemoryTransport target = new MemoryTransport();
  private Chain chain;
  private int runs;

  @BeforeEach
  void backUp() throws IOException {
    chain = new Chain();
    chain.encoding = new VolumeEncoding.Plain();
    chain.volumeBytes = 100_000;
    for (int i = 0; i < 12; i++) {
      chain.write("dir" + i % 3 + "/file" + i, 20_000, i);
    }
    chain.backUp(target);
  }

  @AfterEach
  void remove() throws IOException {
    target.close();
    chain.close();
  }

  private Path scratch() {
    return chain.work.resolve("scratch" + runs);
  }

  private DrillReport drill(int files, long seed) throws IOException {
    runs++;
    return Drill.of(target, new Random(seed))
        .files(files)
        .tempDir(chain.work.path())
        .run(scratch(), chain.source);
  }

  private Set<String> restored() throws IOException {
    var names = new HashSet<String>();
    try (var all = Files.walk(scratch())) {
      all.filter(Files::isRegularFile).forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  @Test
  void aSampleComesBackAsItIs() throws IOException {
    DrillReport report = drill(5, 1);
    assertEquals(5, report.files());
    assertEquals(5, report.identical());
    assertEquals(Outcome.COMPLETE, report.outcome());
    assertEquals(5, restored().size());
  }

  @Test
  void otherFilesAreChosenAnotherTimeAndAllInTheEnd() throws IOException {
    var all = new HashSet<String>();
    for (int seed = 0; seed < 20; seed++) {
      drill(3, seed);
      all.addAll(restored());
    }
    assertEquals(12, all.size());
  }

  @Test
  void moreThanThereAreIsAll() throws IOException {
    assertEquals(12, drill(100, 1).identical());
  }

  @Test
  void oneFileAloneIsComparedToo() throws IOException {
    assertEquals(1, drill(1, 1).identical());
  }

  @Test
  void whatChangedSinceIsNoDamage() throws IOException {
    chain.write("dir0/file0", 20_001, 50);
    Files.delete(chain.source.resolve("dir1/file1"));
    DrillReport report = drill(12, 1);
    assertEquals(10, report.identical());
    assertEquals(2, report.changed());
    assertEquals(Outcome.COMPLETE, report.outcome());
  }

  @Test
  void otherContentAtEqualLengthAndTimeIsDamage() throws IOException {
    Path file = chain.source.resolve("dir0/file0");
    var time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
    DrillReport report = drill(12, 1);
    assertEquals(1, report.damaged().size());
    assertEquals("dir0/file0", report.damaged().get(0).name());
    assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
  }

  @Test
  void whatAMissingVolumeHeldDoesNotComeBack() throws IOException {
    String volume =
        target.list().stream()
            .map(io.jdup.transport.RemoteFile::name)
            .filter(name -> name.contains(".vol2."))
            .findFirst()
            .orElseThrow();
    target.delete(volume);
    DrillReport report = drill(12, 1);
    assertTrue(!report.damaged().isEmpty() && report.identical() > 0, report::toString);
    assertEquals(
        12,
        report.identical()
            + report.damaged().stream().filter(d -> d.name().contains("file")).count());
  }

  @Test
  void withoutABackupThereIsNoDrill() {
    assertThrows(
        BackupNotFoundException.class,
        () ->
            Drill.of(new MemoryTransport(), new Random(1))
                .run(chain.work.resolve("x"), chain.source));
  }
}
