package io.jdup.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdup.Backup;
import io.jdup.Backups;
import io.jdup.Restore;
import io.jdup.crypto.Passphrase;
import io.jdup.report.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Backs up and restores as often as it is told to, all in one JVM, as a service does: what was
 * compiled for one run is there for the next. {@code bench/growth --warm} drives it.
 *
 * <p>Each line on standard input is a step, its words set apart by tabs: {@code full SECONDS SOURCE
 * URL}, {@code incremental SECONDS SOURCE URL}, {@code dry-run SECONDS SOURCE URL}, {@code list
 * SECONDS URL}, {@code status SECONDS URL} or {@code restore SECONDS URL TO [PATH]}, where the
 * seconds since 1970 are the time that it is then. The answer is a line that says how many entries
 * were backed up, listed or restored, or how many sets there are.
 */
public final class ServiceRuns {
  private static final Passphrase PASSPHRASE = Passphrase.of("bench");
  private static final int PATH_AT = 4;

  private final Path archiveDir;
  private final Path tempDir;

  private ServiceRuns(Path archiveDir, Path tempDir) {
    this.archiveDir = archiveDir;
    this.tempDir = tempDir;
  }

  /** Takes the archive dir and the temporary directory, and steps from standard input. */
  public static void main(String[] args) throws IOException {
    new ServiceRuns(Path.of(args[0]), Path.of(args[1]))
        .answer(new BufferedReader(new InputStreamReader(System.in, UTF_8)), System.out);
  }

  private void answer(BufferedReader in, PrintStream out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(run(line.split("\t", -1)));
      out.flush();
    }
  }

  private long run(String[] words) throws IOException {
    Instant now = Instant.ofEpochSecond(Long.parseLong(words[1]));
    return switch (words[0]) {
      case "full" -> backUp(backup(words[2], now).full(), words[3]);
      case "incremental" -> backUp(backup(words[2], now).incremental(), words[3]);
      case "dry-run" -> backUp(backup(words[2], now).incremental().dryRun(), words[3]);
      case "list" -> list(backups(words[2]), now);
      case "status" -> backups(words[2]).status().sets().size();
      case "restore" -> restore(words);
      default -> throw new IllegalArgumentException("not a step: " + words[0]);
    };
  }

  private Backup backup(String source, Instant now) {
    return Backup.of(Path.of(source))
        .encryptWith(PASSPHRASE)
        .archiveDir(archiveDir)
        .tempDir(tempDir)
        .clock(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static long backUp(Backup backup, String target) throws IOException {
    var report = backup.to(URI.create(target));
    whole(report.outcome());
    return report.statistics().sourceFiles();
  }

  private Backups backups(String target) {
    return Backups.at(URI.create(target))
        .decryptWith(PASSPHRASE)
        .archiveDir(archiveDir)
        .tempDir(tempDir);
  }

  private static long list(Backups backups, Instant now) throws IOException {
    var count = new AtomicLong();
    backups.list(now, entry -> count.incrementAndGet());
    return count.get();
  }

  private long restore(String[] words) throws IOException {
    Restore restore =
        Restore.from(URI.create(words[2]))
            .decryptWith(PASSPHRASE)
            .archiveDir(archiveDir)
            .tempDir(tempDir);
    if (words.length > PATH_AT) {
      restore = restore.path(words[PATH_AT]);
    }
    var report = restore.into(Path.of(words[3]));
    whole(report.outcome());
    return report.files();
  }

  private static void whole(Outcome outcome) throws IOException {
    if (outcome != Outcome.COMPLETE) {
      throw new IOException("the outcome is " + outcome);
    }
  }
}
