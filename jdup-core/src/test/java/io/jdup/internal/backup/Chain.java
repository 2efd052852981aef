package io.jdup.internal.backup;

import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.crypto.Decryptor;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.RestoreReport;
import io.jdup.transport.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A source, the backups made of it and what each of them should restore to. */
public final class Chain implements Closeable {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public final WorkDirectory work;
  public final Path source;
  public final Path archive;
  public final Map<Instant, List<String>> states = new TreeMap<>();
  public VolumeEncoding encoding = VolumeEncoding.Gzip.DEFAULT;
  public Decryptor decryptor;
  public long volumeBytes = 1 << 20;
  public Consumer<BackupSettings> change = settings -> {};
  private long minutes;

  public Chain() throws IOException {
    work = WorkDirectory.in(null);
    source = work.resolve("source");
    archive = work.resolve("archive");
  }

  /** Writes a file of noise with a time of its own. */
  public void write(String name, int length, long seed) throws IOException {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L + 1000 * seed));
  }

  /** Backs the source up and remembers its state. */
  public BackupReport backUp(Transport to) throws IOException {
    minutes++;
    Instant time = START.plusSeconds(60 * minutes);
    List<String> state = TreeListing.of(source);
    BackupReport report = run(to, time);
    states.put(time, state);
    return report;
  }

  private BackupReport run(Transport to, Instant time) throws IOException {
    var settings = new BackupSettings(source);
    settings.encoding = encoding;
    settings.decryptor = decryptor;
    settings.volumeSizeBytes = volumeBytes;
    settings.hostName = "host";
    settings.tempDir = Files.createDirectories(work.resolve("temp"));
    settings.pause = millis -> {};
    settings.clock = Clock.fixed(time, ZoneOffset.UTC);
    change.accept(settings);
    try (ArchiveDir dir = ArchiveDir.open(archive)) {
      return new BackupRun(settings, encoding, to).run(dir);
    }
  }

  /** Returns what the state of {@code time} restores to. */
  public List<String> restored(Transport from, Instant time) throws IOException {
    Path target = Files.createTempDirectory(work.path(), "restored-");
    Restore restore = Restore.from(from).asOf(time).tempDir(work.path());
    if (decryptor != null) {
      restore = restore.decryptWith(decryptor);
    }
    RestoreReport report = restore.into(target);
    if (report.errors() > 0) {
      throw new AssertionError("restored with errors: " + report.skipped());
    }
    List<String> listing = TreeListing.of(target);
    WorkDirectory.deleteTree(target);
    return listing;
  }

  /** Returns what every state restores to, by time. */
  public Map<Instant, List<String>> allRestored(Transport from) throws IOException {
    Map<Instant, List<String>> restored = new TreeMap<>();
    for (Instant time : states.keySet()) {
      restored.put(time, restored(from, time));
    }
    return restored;
  }

  /** Returns what runs have left in the temporary and the archive directory. */
  public List<String> leftovers() throws IOException {
    List<String> left = new ArrayList<>();
    for (Path directory : List.of(work.resolve("temp"), archive)) {
      try (var files = Files.list(directory)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.startsWith(WorkDirectory.NAME_PREFIX) || name.equals("lockfile"))
            .forEach(left::add);
      }
    }
    return left;
  }

  @Override
  public void close() throws IOException {
    work.close();
  }
}
