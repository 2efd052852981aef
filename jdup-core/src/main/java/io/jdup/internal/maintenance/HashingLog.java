package io.jdup.internal.maintenance;

import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.volume.WorkDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which volumes were read and found to be what their manifests say, and when. Kept in the archive
 * dir, a line a volume; without it every volume counts as never read.
 *
 * <p>Not thread-safe.
 */
final class HashingLog {
  /** The name of the file; no name of a backup's file is like it. */
  static final String NAME = "jdup-checked.volumes";

  private static final Pattern LINE = Pattern.compile("([0-9]{1,12}) ([0-9]{1,18}) (\\S+)");

  /** When a volume was read, in whole seconds, and how long it was then. */
  record Reading(Instant time, long sizeBytes) {}

  private final Map<String, Reading> readings = new TreeMap<>();

  /** Returns what {@code archive} remembers; lines that make no sense are passed over. */
  static HashingLog of(Optional<ArchiveDir> archive) throws IOException {
    var log = new HashingLog();
    if (archive.isPresent() && archive.get().holds(NAME)) {
      byte[] bytes;
      try (var in = archive.get().read(NAME)) {
        bytes = in.readAllBytes();
      }
      new String(bytes, StandardCharsets.ISO_8859_1).lines().forEach(log::parse);
    }
    return log;
  }

  private void parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      readings.put(
          matcher.group(3),
          new Reading(
              Instant.ofEpochSecond(Long.parseLong(matcher.group(1))),
              Long.parseLong(matcher.group(2))));
    }
  }

  /** Returns when the volume {@code name} was read last, if ever. */
  Optional<Reading> last(String name) {
    return Optional.ofNullable(readings.get(name));
  }

  /** Remembers that {@code name} was read at {@code time} and is as it should be. */
  void add(String name, Instant time, long sizeBytes) {
    readings.put(name, new Reading(time.truncatedTo(ChronoUnit.SECONDS), sizeBytes));
  }

  /** Forgets that {@code name} was ever found to be as it should be. */
  void remove(String name) {
    readings.remove(name);
  }

  /** Stores in {@code archive} what is remembered of {@code names}, and forgets all others. */
  void store(ArchiveDir archive, Collection<String> names) throws IOException {
    readings.keySet().retainAll(names);
    var text = new StringBuilder();
    readings.forEach(
        (name, reading) ->
            text.append(reading.time().getEpochSecond())
                .append(' ')
                .append(reading.sizeBytes())
                .append(' ')
                .append(name)
                .append('\n'));
    try (var work = WorkDirectory.in(archive.path())) {
      Path file = work.resolve("checked");
      Files.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
      archive.store(NAME, file);
    }
  }
}
