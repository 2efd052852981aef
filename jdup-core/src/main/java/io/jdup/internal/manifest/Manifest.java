package io.jdup.internal.manifest;

import io.jdup.collection.VolumeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a backup set consists of: its source, its volumes and the files that changed. Immutable.
 *
 * <p>Source: format specification section 2.
 */
public final class Manifest {
  private final @Nullable String hostName;
  private final byte @Nullable [] localDir;
  private final List<VolumeInfo> volumes;
  private final List<FileChange> fileChanges;
  private final SetBinding binding;
  private final boolean surelyWhole;

  /**
   * Describes a set.
   *
   * @param hostName the host whose files these are; null when not told
   * @param localDir the source as given then, not made absolute; null when not told; copied
   * @param volumes the volumes, in any order, each number once
   * @param fileChanges what happened to regular files, in path order; may be left out
   */
  public Manifest(
      @Nullable String hostName,
      byte @Nullable [] localDir,
      List<VolumeInfo> volumes,
      List<FileChange> fileChanges) {
    this(hostName, localDir, volumes, fileChanges, SetBinding.NONE, /* surelyWhole= */ true);
  }

  Manifest(
      @Nullable String hostName,
      byte @Nullable [] localDir,
      List<VolumeInfo> volumes,
      List<FileChange> fileChanges,
      SetBinding binding,
      boolean surelyWhole) {
    this.binding = binding;
    this.surelyWhole = surelyWhole;
    this.hostName = hostName;
    this.localDir = localDir == null ? null : localDir.clone();
    this.volumes = volumes.stream().sorted(Comparator.comparing(VolumeInfo::number)).toList();
    this.fileChanges = List.copyOf(fileChanges);
    for (int i = 1; i < volumes.size(); i++) {
      if (this.volumes.get(i - 1).number() == this.volumes.get(i).number()) {
        throw new IllegalArgumentException("volume is told twice: " + this.volumes.get(i));
      }
    }
  }

  /** Returns the host whose files these are. */
  public Optional<String> hostName() {
    return Optional.ofNullable(hostName);
  }

  /** Returns the source as it was given when the set was made, a copy. */
  public Optional<byte[]> localDir() {
    return Optional.ofNullable(localDir).map(byte[]::clone);
  }

  /** Returns the volumes, ordered by number. */
  public List<VolumeInfo> volumes() {
    return volumes;
  }

  /**
   * Returns what happened to regular files; empty also when the set's writer or reader left it out.
   */
  public List<FileChange> fileChanges() {
    return fileChanges;
  }

  /** Returns what ties the set's files together, as far as the manifest tells. */
  public SetBinding binding() {
    return binding;
  }

  /**
   * Returns whether volumes that it does not tell of are nothing to worry about: it ends with a
   * list of changed files, so it was not cut short, or it was resumed and dropped some.
   */
  public boolean isSurelyWhole() {
    return surelyWhole;
  }

  /** Returns the volume numbers from 1 on that are passed over; a sound manifest has none. */
  public List<VolumeRange> missingVolumes() {
    List<VolumeRange> missing = new ArrayList<>();
    int next = 1;
    for (VolumeInfo volume : volumes) {
      if (volume.number() > next) {
        missing.add(new VolumeRange(next, volume.number() - 1));
      }
      next = volume.number() + 1;
    }
    return missing;
  }

  /**
   * Returns the first thing in which this is not the manifest of the same set as {@code other}:
   * host, source, volume numbers, or the hash of a volume where both have one of the same kind.
   * Paths and file changes do not count; duplicity does not compare the hashes either.
   */
  public Optional<String> firstDifference(Manifest other) {
    if (!hostName().equals(other.hostName())) {
      return Optional.of("host name " + told(hostName) + " against " + told(other.hostName));
    }
    if (!Arrays.equals(localDir, other.localDir)) {
      return Optional.of("the source directories differ");
    }
    if (!numbers().equals(other.numbers())) {
      return Optional.of(volumes.size() + " against " + other.volumes.size() + " volumes");
    }
    for (int i = 0; i < volumes.size(); i++) {
      Optional<String> found = hashDifference(volumes.get(i), other.volumes.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether this is the manifest of a set that holds the same as that of {@code other}, be
   * its volumes packed in another way: host, source, volume numbers and paths agree.
   */
  public boolean holdsTheSame(Manifest other) {
    return hostName().equals(other.hostName())
        && Arrays.equals(localDir, other.localDir)
        && withoutHashes().equals(other.withoutHashes());
  }

  private List<VolumeInfo> withoutHashes() {
    return volumes.stream()
        .map(volume -> new VolumeInfo(volume.number(), volume.start(), volume.end(), List.of()))
        .toList();
  }

  private static String told(@Nullable String name) {
    return name == null ? "(none)" : "'" + name + "'";
  }

  private List<Integer> numbers() {
    return volumes.stream().map(VolumeInfo::number).toList();
  }

  private static Optional<String> hashDifference(VolumeInfo one, VolumeInfo other) {
    for (VolumeHash hash : one.hashes()) {
      List<VolumeHash> others =
          other.hashes().stream()
              .filter(another -> another.algorithm().equals(hash.algorithm()))
              .toList();
      if (!others.isEmpty() && !others.contains(hash)) {
        return Optional.of(
            ("volume " + one.number() + " has " + hash.algorithm() + " ")
                + (hash.hex() + " against " + others.get(0).hex()));
      }
    }
    return Optional.empty();
  }
}
