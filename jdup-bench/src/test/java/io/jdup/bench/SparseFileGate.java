package io.jdup.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.io.RandomAccessFile;
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
 * A file of 100 GB, nearly all of it a hole, in a heap of 128 MB: memory must not grow with a file,
 * its signature or its delta. {@code -Dgate.sparse=BYTES} runs it with a smaller one.
 */
class SparseFileGate {
  private static final long BYTES = GateRun.size("sparse", 100_000_000_000L);
  private static final int NOISE_BYTES = 1_000_000;
  private static final int EDIT_BYTES = 4_096;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final Passphrase passphrase = Passphrase.of("gate");
  private final Random random = new Random(42);
  private Path work;
  private Path source;
  private URI target;

  @BeforeEach
  void makeFile() throws IOException {
    work = GateRun.newDirectory(GateRun.onDisk());
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target")).toUri();
    try (var file = new RandomAccessFile(image().toFile(), "rw")) {
      file.setLength(BYTES);
    }
    write(0, NOISE_BYTES);
    write(BYTES / 2, NOISE_BYTES);
    write(BYTES - NOISE_BYTES, NOISE_BYTES);
    Files.setLastModifiedTime(image(), FileTime.from(FIRST));
  }

  @AfterEach
  void delete() throws IOException {
    GateRun.delete(work);
  }

  private Path image() {
    return source.resolve("image");
  }

  private void write(long at, int length) throws IOException {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    try (var file = new RandomAccessFile(image().toFile(), "rw")) {
      file.seek(at);
      file.write(noise);
    }
  }

  private Backup backup(int day) {
    return Backup.of(source)
        .encryptWith(passphrase)
        .archiveDir(work.resolve("archive"))
        .tempDir(work)
        .clock(Clock.fixed(FIRST.plus(Duration.ofDays(day)), ZoneOffset.UTC));
  }

  @Test
  void backsUpVerifiesAndRestoresInLittleMemory() throws IOException {
    var run = GateRun.start("sparse-file", BYTES + " bytes in one file");
    BackupReport full = run.step("full", () -> backup(0).to(target));
    assertEquals(Outcome.COMPLETE, full.outcome());

    BackupReport same = run.step("no change", () -> backup(1).incremental().to(target));
    assertEquals(0, same.statistics().deltaEntries());

    write(BYTES / 2, EDIT_BYTES);
    write(BYTES / 3, EDIT_BYTES);
    Files.setLastModifiedTime(image(), FileTime.from(FIRST.plusSeconds(1)));
    BackupReport increment = run.step("increment", () -> backup(2).incremental().to(target));
    assertEquals(1, increment.statistics().changedFiles());

    assertEquals(2, run.step("list", this::countListed));

    VerifyReport verified =
        run.step(
            "verify with contents",
            () ->
                Verify.of(target)
                    .decryptWith(passphrase)
                    .tempDir(work)
                    .compareData()
                    .against(source));
    assertEquals(Outcome.COMPLETE, verified.outcome());
    assertEquals(0, verified.differences());

    Path restored = work.resolve("restored");
    RestoreReport done =
        run.step(
            "restore",
            () -> Restore.from(target).decryptWith(passphrase).tempDir(work).into(restored));
    assertEquals(BYTES, done.fileBytes());
    for (long at : new long[] {0, BYTES / 3, BYTES / 2, BYTES - NOISE_BYTES}) {
      assertArrayEquals(read(image(), at), read(restored.resolve("image"), at));
    }
    run.passed();
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

  private static byte[] read(Path path, long at) throws IOException {
    byte[] found = new byte[NOISE_BYTES];
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(at);
      file.readFully(found);
    }
    return found;
  }
}
