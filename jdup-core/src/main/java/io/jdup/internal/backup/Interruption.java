package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName.Kind;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.SetId;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.PartManifest;
import io.jdup.internal.manifest.PartManifest.Group;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set that an interrupted run left: some volumes at the target, and an unfinished manifest and
 * sigtar in the archive dir.
 *
 * <p>Source: format specification sections 9.1 and 9.2.
 */
final class Interruption {
  private final ArchiveDir archive;
  private final BackupSet set;
  private final Optional<PartManifest> manifest;
  private final Optional<String> signatures; // the unfinished sigtar
  private final List<String> partNames;
  private final Map<String, Long> remoteSizes;

  private Interruption(
      ArchiveDir archive,
      BackupSet set,
      Optional<PartManifest> manifest,
      List<ListedFile> parts,
      Map<String, Long> remoteSizes) {
    this.archive = archive;
    this.set = set;
    this.manifest = manifest;
    this.signatures =
        parts.stream()
            .filter(file -> file.meaning().kind() == Kind.SIGNATURES)
            .map(ListedFile::name)
            .findFirst();
    this.partNames = parts.stream().map(ListedFile::name).toList();
    this.remoteSizes = remoteSizes;
  }

  /** Returns what an interrupted run left among {@code local} to be resumed, if anything. */
  static Optional<Interruption> find(
      ArchiveDir archive, ListedFiles local, RemoteFiles remote, FileNaming naming)
      throws IOException {
    List<ListedFile> parts = local.partial();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> sizes =
        remote.files().stream()
            .collect(Collectors.toMap(RemoteFile::name, RemoteFile::sizeBytes, (a, b) -> a));
    Optional<BackupSet> set =
        CollectionStatus.of(local, ListedFiles.of(sizes.keySet(), naming)).partialSet();
    if (set.isEmpty()) {
      return Optional.empty();
    }
    SetId id = set.get().id();
    return Optional.of(
        new Interruption(
            archive,
            set.get(),
            read(archive, set.get().localPartialManifest().orElseThrow().name()),
            parts.stream().filter(file -> file.set().equals(id)).toList(),
            sizes));
  }

  private static Optional<PartManifest> read(ArchiveDir archive, String name) throws IOException {
    try (InputStream in = archive.read(name)) {
      return PartManifest.read(name, in.readAllBytes());
    }
  }

  SetId id() {
    return set.id();
  }

  /** Returns the manifest of its first volume, if it can be read: whose files these are. */
  Optional<Manifest> origin() {
    return manifest.map(PartManifest::origin);
  }

  /** Returns how its volumes are packed, if there are any. */
  Optional<FileEncoding> encoding() {
    return set.volumes().values().stream().map(ListedFile::encoding).findFirst();
  }

  /** Returns the volume that is fetched fastest of those that stay; others may be cut off. */
  Optional<ListedFile> smallestVolume(Restart restart) {
    return restart.volumes().stream()
        .map(info -> set.volumes().get(info.number()))
        .min(Comparator.comparing(this::sizeBytes));
  }

  /** Returns its volumes by number. */
  Map<Integer, ListedFile> volumes() {
    return set.volumes();
  }

  private long sizeBytes(ListedFile volume) {
    return remoteSizes.getOrDefault(volume.name(), -1L);
  }

  /** Returns the name of what makes a run go on with the set: without it, none does. */
  String manifestName() {
    return set.localPartialManifest().orElseThrow().name();
  }

  /** Returns why the set has no place any more among those that are {@code finished}, if so. */
  Optional<String> obstacle(CollectionStatus finished) {
    boolean overtaken =
        finished.chains().stream()
            .flatMap(chain -> chain.sets().stream())
            .anyMatch(other -> !other.time().isBefore(set.time()));
    if (overtaken) {
      return Optional.of("a later backup was made since");
    }
    boolean fits =
        set.isFull()
            || finished.activeChain().filter(c -> c.end().equals(set.id().previous())).isPresent();
    return fits ? Optional.empty() : Optional.of("the backup that it builds on is not there");
  }

  /**
   * Returns where to go on, the latest possible point, if there is any: behind volumes that are all
   * there, and whose signatures are. Files that this takes go to {@code work}.
   *
   * @param changed what was found changed within: the point must be before that file; or null
   */
  Optional<Restart> restart(WorkDirectory work, @Nullable EntryPath changed) throws IOException {
    if (manifest.isEmpty() || signatures.isEmpty()) {
      return Optional.empty();
    }
    Path part = archive.resolve(signatures.get());
    var found = new PartSignatures(part);
    List<Group> groups = manifest.get().groups();
    Set<Integer> fitting = found.fitting(groups);
    List<Group> candidates = stored(groups);
    candidates.removeIf(g -> changed != null && g.info().end().path().compareTo(changed) >= 0);
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Group last = candidates.get(i);
      if (fitting.contains(last.info().number())) {
        long bytes = last.mark().orElseThrow().signatureBytes();
        return Optional.of(restart(candidates.subList(0, i + 1), part, bytes));
      }
    }
    boolean foreign = groups.stream().allMatch(group -> group.mark().isEmpty());
    return foreign || !fitting.isEmpty() ? withoutMarks(candidates, found, work) : Optional.empty();
  }

  // Of volumes that duplicity stored, the signatures are those up to the volume's last path.
  private Optional<Restart> withoutMarks(
      List<Group> candidates, PartSignatures found, WorkDirectory work) throws IOException {
    Set<EntryPath> edges =
        candidates.stream()
            .filter(Interruption::isForeignAndWhole)
            .map(group -> group.info().end().path())
            .collect(Collectors.toSet());
    Path copy = work.resolve("signatures-kept");
    Map<EntryPath, Long> ends = edges.isEmpty() ? Map.of() : found.normalized(copy, edges);
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Long end = ends.get(candidates.get(i).info().end().path());
      if (isForeignAndWhole(candidates.get(i)) && end != null) {
        return Optional.of(restart(candidates.subList(0, i + 1), copy, end));
      }
    }
    return Optional.empty();
  }

  private static boolean isForeignAndWhole(Group group) {
    return group.mark().isEmpty() && group.info().end().block() == 0;
  }

  private Restart restart(List<Group> kept, Path from, long bytes) {
    return new Restart(set.id(), kept, from, bytes, partNames);
  }

  private List<Group> stored(List<Group> groups) {
    List<Group> stored = new ArrayList<>();
    for (Group group : groups) {
      ListedFile file = set.volumes().get(group.info().number());
      if (file == null || !isWhole(group, file)) {
        break;
      }
      stored.add(group);
    }
    return stored;
  }

  // Duplicity counts a volume before it stores it, so the last one may be cut off.
  private boolean isWhole(Group group, ListedFile file) {
    if (group.mark().isEmpty()) {
      return group.info().number() < set.volumes().lastKey();
    }
    long size = sizeBytes(file);
    return size < 0 || size == group.mark().get().sizeBytes();
  }

  /**
   * Makes the volumes behind {@code restart} count no more. They are about to be written over, and
   * a run that is interrupted in that must not leave a manifest that vouches for what was there.
   */
  void forgetBehind(Restart restart, WorkDirectory work) throws IOException {
    byte[] text = Files.readAllBytes(archive.resolve(manifestName()));
    byte[] head = PartManifest.head(text, restart.kept().size());
    if (head.length < text.length) {
      Path shorter = work.resolve("manifest-kept");
      Files.write(shorter, head);
      archive.store(manifestName(), shorter);
    }
  }

  /** Deletes all there is of the set, so that no run goes on with it. */
  void abandon(RemoteFiles remote) throws IOException {
    for (ListedFile volume : set.volumes().descendingMap().values()) {
      remote.delete(volume.name());
    }
    for (String name : partNames) {
      archive.delete(name);
    }
  }
}
