package io.jdup.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backup;
import io.jdup.Backups;
import io.jdup.Restore;
import io.jdup.Verify;
import io.jdup.crypto.Passphrase;
import io.jdup.report.BackupReport;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two million files, nine of ten empty, in a heap of 128 MB: memory must not grow with their
 * number. {@code -Dgate.files=N} runs it with fewer.
 */
class ManyFilesGate {
  private static final long FILES = GateRun.size("files", 2_000_000);
  private static final int FILES_IN_DIRECTORY = 1_000;
  private static final int CHANGED_EVERY = 2_000;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final Passphrase passphrase = Passphrase.of("gate");
  private Path work;
  private Path source;
  private URI target;

  @BeforeEach
  void makeFiles() throws IOException {
    work = GateRun.newDirectory(GateRun.ram());
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target")).toUri();
    for (long i = 0; i < FILES; i++) {
      if (i % FILES_IN_DIRECTORY == 0) {
        Files.createDirectory(file(i).getParent());
      }
      Files.write(file(i), new byte[i % 10 == 0 ? 10 : 0]);
    }
  }

  @AfterEach
  void delete() throws IOException {
    GateRun.delete(work);
  }

  private Path file(long index) {
    String directory = "directory-%05d".formatted(index / FILES_IN_DIRECTORY);
    return source.resolve(directory).resolve("file-%07d".formatted(index));
  }

  private Backup backup(int day) {
    return Backup.of(source)
        .encryptWith(passphrase)
        .archiveDir(work.resolve("archive"))
        .tempDir(work)
        .clock(Clock.fixed(FIRST.plus(Duration.ofDays(day)), ZoneOffset.UTC));
  }

  @Test
  void backsUpListsVerifiesAndRestoresInLittleMemory() throws IOException {
    var run = GateRun.start("many-files", FILES + " files");
    BackupReport full = run.step("full", () -> backup(0).to(target));
    assertEquals(Outcome.COMPLETE, full.outcome());
    assertTrue(full.statistics().newFiles() > FILES);

    BackupReport same = run.step("no change", () -> backup(1).incremental().to(target));
    assertEquals(0, same.statistics().deltaEntries());

    long changed = change();
    BackupReport increment = run.step("increment", () -> backup(2).incremental().to(target));
    assertEquals(changed, increment.statistics().changedFiles());

    assertEquals(full.statistics().sourceFiles(), run.step("list", this::countListed));

    VerifyReport verified =
        run.step(
            "verify",
            () -> Verify.of(target).decryptWith(passphrase).tempDir(work).against(source));
    assertEquals(Outcome.COMPLETE, verified.outcome());
    assertEquals(0, verified.differences());

    Path disk = GateRun.newDirectory(GateRun.onDisk()); // RAM has no inodes for twice as many files
    Path restored = disk.resolve("restored");
    RestoreReport done =
        run.step(
            "restore",
            () -> Restore.from(target).decryptWith(passphrase).tempDir(work).into(restored));
    assertEquals(Outcome.COMPLETE, done.outcome());
    assertEquals(FILES, done.files());
    GateRun.delete(disk);
    run.passed();
  }

  private long change() throws IOException {
    long changed = 0;
    for (long i = 0; i < FILES; i += CHANGED_EVERY) {
      Files.write(file(i), new byte[20]);
      Files.setLastModifiedTime(file(i), FileTime.from(FIRST));
      changed++;
    }
    return changed;
  }

  private long countListed() throws IOException {
    var count = new AtomicLong();
    Backups.at(target)
        .decryptWith(passphrase)
        .archiveDir(work.resolve("archive"))
        .tempDir(work)
        .list(FIRST.plus(Duration.ofDays(3)), entry -> count.incrementAndGet());
    return count.get();
  }
}
