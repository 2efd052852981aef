package io.jdup.internal.maintenance;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.SetId;
import io.jdup.collection.SignatureChain.Place;
import io.jdup.collection.VolumeRange;
import io.jdup.crypto.CryptoException;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.LostSets;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.VolumeHash;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.report.ArchiveDirLockedException;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.CheckReport;
import io.jdup.report.CorruptBackupException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * One check of what lies at a place: that every file that should be there is, and that volumes are
 * what their manifests say. Needs no key where the archive dir has the manifests. Used once.
 */
public final class CheckRun {
  private static final String WITHOUT_SIGNATURES =
      "the set cannot be listed, and no increment can build on it";

  private final ReadSettings settings;
  private final Transport transport;
  private final RemoteFiles remote;
  private final VolumeDecoding decoding;
  private final FoundDamage damage;
  private final Map<String, Long> sizes = new LinkedHashMap<>(); // of all files there
  private final List<HashedPart> parts = new ArrayList<>(); // those that are there
  private int expected; // parts that should be there
  private int sets;

  /** Prepares a check of {@code transport}, which stays the caller's to close. */
  public CheckRun(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
    this.decoding = settings.decoding();
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
    this.damage = new FoundDamage(settings.listener);
  }

  /** Decodes what the volumes of a chain hold. */
  @FunctionalInterface
  public interface Decoding {
    /**
     * Does it with the chain that begins with {@code full}; tells each path that is not as it
     * should be, and returns how many entries it saw.
     */
    long run(SetId full, BiConsumer<String, String> findings) throws IOException;
  }

  /**
   * Looks for all files, and reads those, of the ones with a hash, that were not read for longest:
   * as many as make up {@code share} of the bytes of all of them, none for 0, all for 1. Then runs
   * {@code contents} with each chain.
   */
  public CheckReport run(double share, Decoding contents) throws IOException {
    for (RemoteFile file : remote.files()) {
      sizes.put(file.name(), file.sizeBytes());
    }
    Optional<ArchiveDir> archive = settings.archive();
    var status =
        CollectionStatus.of(
            ArchiveDir.finishedFiles(archive, settings.naming),
            ListedFiles.of(sizes.keySet(), settings.naming));
    status.problems().forEach(problem -> settings.listener.warning(problem.message()));
    List<String> lost = LostSets.before(status, Instant.MAX);
    if (status.chains().isEmpty()) {
      throw new BackupNotFoundException(
          lost.isEmpty()
              ? "there is no backup to check; check its address and the file prefixes, or look with"
                  + " collection-status"
              : "there is no backup to check any more: " + BackupsLostException.text(lost));
    }
    lost.forEach(id -> damage.add("the " + id, "was stored once and cannot be restored any more"));
    var manifests =
        new ManifestSource(
            archive.orElse(null),
            remote,
            share > 0 ? decoding : decoding.unattended(), // nobody is asked for a key in vain
            settings.tempDir);
    Map<SetId, ListedFile> signatures = signatures(status);
    for (BackupChain chain : status.chains()) {
      for (BackupSet set : chain.sets()) {
        Optional<Manifest> manifest = manifest(set, manifests, share > 0);
        look(set, manifest);
        look(set, Optional.ofNullable(signatures.get(set.id())), manifest);
      }
    }
    return report(archive, share, status.chains(), contents);
  }

  private static Map<SetId, ListedFile> signatures(CollectionStatus status) {
    return status.signatureChains(Place.REMOTE).stream()
        .flatMap(chain -> chain.files().stream())
        .collect(Collectors.toMap(ListedFile::set, file -> file, (one, other) -> one));
  }

  private void look(BackupSet set, Optional<ListedFile> signatures, Optional<Manifest> manifest) {
    if (signatures.isEmpty()) {
      damage.add(
          "signatures of the " + set.id(),
          "they are missing at the target: it can be restored, but "
              + WITHOUT_SIGNATURES
              + "; make a full backup");
      return;
    }
    String name = signatures.get().name();
    Optional<VolumeHash> hash = manifest.flatMap(known -> known.binding().usableHash());
    if (requireContent(name) && hash.isPresent()) { // duplicity's manifests tell none
      expected++;
      parts.add(
          new HashedPart(
              set.id(), name, HashedPart.SIGNATURES, hash, WITHOUT_SIGNATURES, size(name)));
    }
  }

  private void look(BackupSet set, Optional<Manifest> manifest) {
    sets++;
    set.manifest().ifPresent(file -> requireContent(file.name()));
    if (manifest.isEmpty()) {
      expected += set.volumes().size();
      set.volumes().values().forEach(file -> requireContent(file.name()));
    } else {
      for (VolumeInfo info : manifest.get().volumes()) {
        expected++;
        look(set, info);
      }
    }
    List<VolumeRange> gaps = manifest.map(Manifest::missingVolumes).orElseGet(set::missingVolumes);
    for (VolumeRange gap : gaps) {
      damage.add("volume " + gap + " of the " + set.id(), "missing at the target");
    }
  }

  private Optional<Manifest> manifest(BackupSet set, ManifestSource manifests, boolean forHashes)
      throws IOException {
    try {
      return Optional.of(manifests.any(set));
    } catch (CorruptBackupException e) {
      damage.add("manifest of the " + set.id(), "cannot be read: " + e.getMessage());
    } catch (CryptoException e) {
      if (forHashes) {
        throw e;
      }
      settings.listener.warning(
          "the manifest of the "
              + set.id()
              + " is not in the archive dir and cannot be decrypted here: only gaps between the"
              + " numbers of its volumes can be seen; give the key to see all");
    }
    return Optional.empty();
  }

  private void look(BackupSet set, VolumeInfo info) {
    ListedFile file = set.volumes().get(info.number());
    if (file == null) {
      damage.add(
          "volume " + info.number() + " of the " + set.id(),
          "missing at the target: what is below and around '"
              + info.start().path()
              + "' to '"
              + info.end().path()
              + "' cannot be restored from it; copy it from a replica, or make a full backup");
      return;
    }
    if (requireContent(file.name())) {
      String loss =
          "what is in '"
              + info.start().path()
              + "' to '"
              + info.end().path()
              + "' cannot be restored from it";
      var hash = info.hash().filter(each -> each.digestName().isPresent());
      parts.add(
          new HashedPart(set.id(), file.name(), info.number(), hash, loss, size(file.name())));
    }
  }

  private boolean requireContent(String name) {
    if (size(name) == 0) {
      damage.add(name, "it is empty; copy it from a replica, or make a full backup");
      return false;
    }
    return true;
  }

  private long size(String name) {
    return sizes.getOrDefault(name, -1L);
  }

  private CheckReport report(
      Optional<ArchiveDir> archive, double share, List<BackupChain> chains, Decoding contents)
      throws IOException {
    HashingLog log = HashingLog.of(archive);
    var hashing = new VolumeHashing(settings, transport, decoding, log, damage);
    hashing.read(parts, share);
    if (share > 0) {
      store(log);
    }
    long entries = decode(chains, contents);
    List<Instant> times = new ArrayList<>();
    for (HashedPart part : parts) {
      log.last(part.name()).ifPresent(reading -> times.add(reading.time()));
    }
    return new CheckReport(
        sets,
        expected,
        hashing.count(),
        hashing.bytes(),
        expected - times.size(),
        times.stream().min(Instant::compareTo),
        entries,
        damage.first(),
        damage.count());
  }

  // The newest first: what is wrong with it matters most, and ends the check where nothing can be
  // read at all. An older chain may be of another key, and is of less use.
  private long decode(List<BackupChain> chains, Decoding contents) throws IOException {
    SetId newest = chains.get(chains.size() - 1).full().id();
    long entries = contents.run(newest, damage::add);
    for (BackupChain chain : chains.subList(0, chains.size() - 1)) {
      SetId full = chain.full().id();
      String which = " (in the newest state of the chain of the " + full + ")";
      try {
        entries += contents.run(full, (name, problem) -> damage.add(name, problem + which));
      } catch (CorruptBackupException e) {
        damage.add(e.fileName(), e.getMessage() + which);
      } catch (SignatureRefusedException e) {
        throw e;
      } catch (CryptoException e) {
        settings.listener.warning(
            "the chain of the "
                + full
                + " cannot be decrypted with what was given, and what it holds was not checked: "
                + e.getMessage());
      }
    }
    return entries;
  }

  private void store(HashingLog log) throws IOException {
    if (settings.archiveDir == null) {
      return;
    }
    try (ArchiveDir archive = ArchiveDir.open(settings.archiveDir)) {
      log.store(archive, new HashSet<>(sizes.keySet()));
    } catch (ArchiveDirLockedException e) {
      settings.listener.warning(
          "which volumes were read is not remembered, as a backup is using the archive dir; the"
              + " next check reads them again");
    }
  }
}
