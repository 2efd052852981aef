package io.jdup.internal.maintenance;

import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.manifest.VolumeHash;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Reads files and holds them against the hashes in manifests. Used once. */
final class VolumeHashing {
  private final ReadSettings settings;
  private final Transport transport;
  private final VolumeDecoding decoding;
  private final HashingLog log;
  private final FoundDamage damage;
  private int count;
  private long bytes;

  VolumeHashing(
      ReadSettings settings,
      Transport transport,
      VolumeDecoding decoding,
      HashingLog log,
      FoundDamage damage) {
    this.settings = settings;
    this.transport = transport;
    this.decoding = decoding;
    this.log = log;
    this.damage = damage;
  }

  /** Reads {@code share} of {@code volumes}, by bytes: those that were not read for longest. */
  void read(List<HashedPart> volumes, double share) throws IOException {
    long all = volumes.stream().mapToLong(VolumeHashing::weight).sum();
    List<HashedPart> byAge =
        volumes.stream()
            .sorted(
                Comparator.comparing(this::lastRead)
                    .thenComparing(HashedPart::set)
                    .thenComparing(volume -> volume.number()))
            .toList();
    try (var work = WorkDirectory.in(settings.tempDir);
        var fetcher =
            new VolumeFetcher(transport, decoding, work.path(), false, settings.listener)) {
      long done = 0;
      for (HashedPart volume : byAge) {
        if (done >= all * share) {
          return;
        }
        read(volume, fetcher);
        done += weight(volume);
      }
    }
  }

  private static long weight(HashedPart volume) {
    return Math.max(1, volume.sizeBytes());
  }

  private Instant lastRead(HashedPart volume) {
    return log.last(volume.name()).map(HashingLog.Reading::time).orElse(Instant.MIN);
  }

  private void read(HashedPart volume, VolumeFetcher fetcher) throws IOException {
    String name = volume.name();
    count++;
    bytes += Math.max(0, volume.sizeBytes());
    if (volume.hash().isEmpty()) {
      damage.add(name, "the manifest has no hash of it that can be checked");
      return;
    }
    VolumeHash hash = volume.hash().get();
    boolean intact;
    try {
      intact = fetcher.isIntact(name, hash);
      if (!intact) {
        intact = fetcher.isIntact(name, hash); // what came wrong over the wire is right now
      }
    } catch (RemoteFileNotFoundException e) {
      damage.add(name, "it was deleted at the target just now");
      return;
    }
    if (intact) {
      settings.listener.volumeFetched(name);
      log.add(name, settings.clock.instant(), volume.sizeBytes());
    } else {
      log.remove(name);
      damage.add(
          name,
          "it is not what the manifest says, read twice: "
              + volume.loss()
              + "; copy it from a replica, or make a full backup");
    }
  }

  /** Returns how many files were read. */
  int count() {
    return count;
  }

  /** Returns how long they are together. */
  long bytes() {
    return bytes;
  }
}
