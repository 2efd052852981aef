package io.jdup.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.Backup;
import io.jdup.Backups;
import io.jdup.Restore;
import io.jdup.Verify;
import io.jdup.collection.CollectionStatus;
import io.jdup.report.BackupReport;
import io.jdup.report.Outcome;
import io.jdup.report.VerifyReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A chain of 2,000 sets in a heap of 128 MB: memory must not grow with the chain, and there must be
 * no limit of open files to run into. One file changes in every set. It is not encrypted, because
 * deriving 6,000 keys from a passphrase would take longer than all the rest. {@code -Dgate.sets=N}
 * runs it with fewer.
 */
class LongChainGate {
  private static final int SETS = (int) GateRun.size("sets", 2_000);
  private static final int HALF_WAY = SETS / 2;
  private static final int SETS_IN_A_STEP = 200;
  private static final int FILES = 20;
  private static final int FILE_BYTES = 2_000;
  private static final int LOG_BYTES = 100_000;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random = new Random(42);
  private final byte[] log = new byte[LOG_BYTES];
  private byte[] logHalfWay = new byte[0];
  private Path work;
  private Path source;
  private URI target;

  @BeforeEach
  void makeSource() throws IOException {
    work = GateRun.newDirectory(GateRun.onDisk());
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target")).toUri();
    random.nextBytes(log);
    for (int i = 0; i < FILES; i++) {
      rewrite("file-" + i, noise(FILE_BYTES), 0);
    }
    rewrite("log", log, 0);
  }

  @AfterEach
  void delete() throws IOException {
    GateRun.delete(work);
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  // The time is part of the content: a rewrite within a second would look like no change.
  private void rewrite(String name, byte[] content, int set) throws IOException {
    Path path = Files.write(source.resolve(name), content);
    Files.setLastModifiedTime(path, FileTime.from(timeOf(set)));
  }

  private void change(int set) throws IOException {
    byte[] edit = noise(10);
    System.arraycopy(edit, 0, log, random.nextInt(LOG_BYTES - edit.length), edit.length);
    rewrite("log", log, set);
    rewrite("file-" + set % FILES, noise(FILE_BYTES), set);
  }

  private static Instant timeOf(int set) {
    return FIRST.plus(Duration.ofHours(set));
  }

  private Backup backup(int set) {
    return Backup.of(source)
        .unencrypted()
        .archiveDir(work.resolve("archive"))
        .tempDir(work)
        .clock(Clock.fixed(timeOf(set), ZoneOffset.UTC));
  }

  @Test
  void growsListsVerifiesAndRestoresInLittleMemory() throws IOException {
    var run = GateRun.start("long-chain", "a chain of " + SETS + " sets");
    run.step("set 1, full", () -> backup(0).to(target));
    for (int first = 1; first < SETS; first += SETS_IN_A_STEP) {
      int from = first;
      int last = Math.min(SETS, first + SETS_IN_A_STEP) - 1;
      run.step("sets %d to %d".formatted(first + 1, last + 1), () -> addSets(from, last));
    }
    BackupReport same = run.step("no change", () -> backup(SETS).incremental().to(target));
    assertEquals(0, same.statistics().deltaEntries());
    CollectionStatus status = run.step("collection status", () -> Backups.at(target).status());
    assertEquals(SETS + 1, status.chains().get(0).sets().size());
    assertEquals(2L + FILES, run.step("list", this::countListed));
    VerifyReport verified =
        run.step("verify", () -> Verify.of(target).tempDir(work).compareData().against(source));
    assertEquals(Outcome.COMPLETE, verified.outcome());
    assertEquals(0, verified.differences());
    assertArrayEquals(log, run.step("restore the newest state", () -> restoredLog(SETS)));
    assertArrayEquals(
        logHalfWay, run.step("restore the state half-way", () -> restoredLog(HALF_WAY)));
    run.passed();
  }

  private long addSets(int first, int last) throws IOException {
    long stored = 0;
    for (int set = first; set <= last; set++) {
      change(set);
      stored += backup(set).incremental().to(target).statistics().changedFiles();
      if (set == HALF_WAY) {
        logHalfWay = log.clone();
      }
    }
    assertEquals(2L * (last - first + 1), stored);
    return stored;
  }

  private long countListed() throws IOException {
    var count = new AtomicLong();
    Backups.at(target)
        .archiveDir(work.resolve("archive"))
        .tempDir(work)
        .list(timeOf(SETS + 1), entry -> count.incrementAndGet());
    return count.get();
  }

  private byte[] restoredLog(int set) throws IOException {
    Path to = work.resolve("restored-" + set);
    Restore.from(target).tempDir(work).asOf(timeOf(set)).into(to);
    return Files.readAllBytes(to.resolve("log"));
  }
}
