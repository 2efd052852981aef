package io.jdup.faults;

import io.jdup.Backups;
import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.collection.BackupSet;
import io.jdup.crypto.Passphrase;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.backup.BackupRun;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.RestoreReport;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.local.LocalTransportProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A source and the directories that runs work in, on the real file system or a faulty one. */
final class Scene {
  static final Passphrase PASSPHRASE = Passphrase.of("of all that is encrypted");
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Path source;
  final Path place; // holds the rest
  final Path archive;
  final Path temp;
  final Path out;

  private final BiFunction<String, Transport, Transport> line; // to a place, by its name

  Scene(Path source, Path place) {
    this(source, place, (name, transport) -> transport);
  }

  private Scene(Path source, Path place, BiFunction<String, Transport, Transport> line) {
    this.source = source;
    this.place = place;
    this.line = line;
    this.archive = place.resolve("archive");
    this.temp = place.resolve("temp");
    this.out = place.resolve("out");
  }

  static Instant minute(int number) {
    return START.plusSeconds(60L * number);
  }

  /** Returns the same places, seen through {@code fileSystem}. */
  Scene through(FaultFileSystem fileSystem) {
    return new Scene(fileSystem.wrap(source), fileSystem.wrap(place));
  }

  /** Returns the same places, each reached as {@code other} says. */
  Scene over(BiFunction<String, Transport, Transport> other) {
    return new Scene(source, place, other);
  }

  /** Returns the directory {@code name} as a place for backups. */
  Transport at(String name) {
    return line.apply(
        name,
        new LocalTransportProvider()
            .open(TargetUrl.parse("file://" + name), TransportOptions.in(place)));
  }

  /** Makes the source's state of {@code turn}, which differs from that of any other. */
  static void fill(Path source, int turn) throws IOException {
    Files.createDirectories(source);
    write(source.resolve("a"), 300 + turn, turn);
    write(source.resolve("dir/large"), 130_000 + 10 * turn, 1); // its end alone differs
    write(source.resolve("dir/same"), 3000, 1);
    write(source.resolve("new" + turn), 40_000, turn);
    Files.deleteIfExists(source.resolve("new" + (turn - 1)));
    write(source.resolve("odd \u00e9 name"), 10, 1);
    Files.createDirectories(source.resolve("empty"));
    Path link = source.resolve("link");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of("target " + turn));
    stamp(source.resolve("dir"), 1);
    stamp(source.resolve("empty"), 1);
    stamp(source, turn);
  }

  /** Makes a file of noise with a time of its own. */
  static void write(Path file, int length, long seed) throws IOException {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    stamp(file, length);
  }

  private static void stamp(Path path, long number) throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(1_600_000_000_000L + 1000 * number));
  }

  /** Backs the source up at the time {@code minute}. */
  BackupReport backUp(Transport to, int minute, Consumer<BackupSettings> change)
      throws IOException {
    var settings = new BackupSettings(source);
    settings.encoding = new VolumeEncoding.Plain();
    settings.volumeSizeBytes = 60_000;
    settings.hostName = "host";
    settings.localDir = "/source".getBytes(StandardCharsets.US_ASCII);
    settings.tempDir = temp;
    settings.threads = 1;
    settings.pause = millis -> {};
    settings.clock = Clock.fixed(minute(minute), ZoneOffset.UTC);
    change.accept(settings);
    try (ArchiveDir dir = ArchiveDir.open(archive)) {
      return new BackupRun(settings, settings.encoding, to).run(dir);
    }
  }

  /** Returns what every complete set of a chain restores to, by its time. */
  NavigableMap<Instant, List<String>> states(Transport from) throws IOException {
    var states = new TreeMap<Instant, List<String>>();
    for (var chain : Backups.at(from).status().chains()) {
      for (BackupSet set : chain.sets()) {
        states.put(set.time(), restored(from, set.time()));
      }
    }
    return states;
  }

  /** Returns what the set of {@code time} restores to. */
  List<String> restored(Transport from, Instant time) throws IOException {
    Path scratch = Files.createTempDirectory(place, "check-");
    try {
      RestoreReport report =
          Restore.from(from)
              .decryptWith(PASSPHRASE)
              .asOf(time)
              .tempDir(scratch)
              .into(scratch.resolve("tree"));
      if (report.errors() > 0) {
        throw new AssertionError("restored with errors: " + report.skipped());
      }
      return TreeListing.of(scratch.resolve("tree"));
    } finally {
      WorkDirectory.deleteTree(scratch);
    }
  }

  /** Returns the names of what unfinished runs have left anywhere. */
  List<String> leftovers() throws IOException {
    List<String> left = new ArrayList<>();
    if (Files.exists(place)) {
      try (var all = Files.walk(place)) {
        all.map(path -> place.relativize(path).toString())
            .filter(Scene::isTemporary)
            .forEach(left::add);
      }
    }
    return left;
  }

  private static boolean isTemporary(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return path.startsWith("temp/") && !name.equals("foreign")
        || path.startsWith("archive/jdup-run-")
        || path.equals("archive/lockfile")
        || name.startsWith(".jdup-")
        || io.jdup.transport.PartialName.is(name);
  }
}
