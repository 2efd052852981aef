package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The files of a remote and an archive directory, sorted into sets and signature files. */
final class Listing {
  private final List<ListedFile> local;
  private final List<ListedFile> remote;
  private final Map<SetId, List<ListedFile>> remoteSets; // without signatures
  private final List<ListingProblem> problems = new ArrayList<>();

  private Listing(List<ListedFile> local, List<ListedFile> remote) {
    this.local = local;
    this.remote = remote;
    this.remoteSets = bySet(remote);
  }

  static Listing of(ListedFiles local, ListedFiles remote) {
    return new Listing(local.all(), remote.all());
  }

  /** Returns all sets that have a remote file or a local partial manifest, ordered by identity. */
  List<BackupSet> sets() {
    Map<SetId, List<ListedFile>> remoteFiles = new TreeMap<>(remoteSets);
    Map<SetId, List<ListedFile>> localFiles = bySet(local);
    localFiles.forEach(
        (id, files) -> {
          if (files.stream().anyMatch(file -> file.meaning().partial())) {
            remoteFiles.putIfAbsent(id, List.of());
          }
        });
    remoteFiles.values().removeIf(Listing::isStatisticsOnly);
    return remoteFiles.entrySet().stream()
        .map(
            entry ->
                set(
                    entry.getKey(),
                    entry.getValue(),
                    localFiles.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  /**
   * Returns the sets whose finished manifest the archive directory has and the remote place has
   * not. One with a partial manifest beside it is not among them: its run may have ended before it
   * stored the remote one, after which the partial one goes.
   */
  List<SetId> withdrawn() {
    Set<SetId> there = new HashSet<>(manifests(local, true));
    there.addAll(manifests(remote, false));
    return manifests(local, false).stream().filter(id -> !there.contains(id)).toList();
  }

  private static List<SetId> manifests(List<ListedFile> files, boolean partial) {
    return files.stream()
        .filter(file -> file.meaning().kind() == Kind.MANIFEST)
        .filter(file -> file.meaning().partial() == partial)
        .map(ListedFile::set)
        .toList();
  }

  private static boolean isStatisticsOnly(List<ListedFile> files) {
    for (ListedFile file : files) {
      if (!isStatistics(file)) {
        return false;
      }
    }
    return !files.isEmpty();
  }

  private static boolean isStatistics(ListedFile file) {
    return file.meaning().kind() == Kind.STATISTICS;
  }

  /** Returns the remote statistics of sets of which there is nothing else. */
  List<ListedFile> strayStatistics() {
    return remoteSets.values().stream()
        .filter(Listing::isStatisticsOnly)
        .flatMap(List::stream)
        .toList();
  }

  private static Map<SetId, List<ListedFile>> bySet(List<ListedFile> files) {
    Map<SetId, List<ListedFile>> sets = new TreeMap<>();
    List<ListedFile> current = new ArrayList<>();
    for (ListedFile file : files) {
      if (file.meaning().kind() == Kind.SIGNATURES) {
        continue;
      }
      if (current.isEmpty()
          || current.get(0).set().compareTo(file.set()) != 0) { // else a neighbour
        current = sets.computeIfAbsent(file.set(), id -> new ArrayList<>());
      }
      current.add(file);
    }
    return sets;
  }

  private BackupSet set(SetId id, List<ListedFile> remoteFiles, List<ListedFile> localFiles) {
    NavigableMap<Integer, ListedFile> volumes = new TreeMap<>();
    List<ListedFile> manifests = new ArrayList<>();
    List<ListedFile> statistics = new ArrayList<>();
    List<ListedFile> surplus = new ArrayList<>();
    for (ListedFile file : remoteFiles) {
      if (file.meaning().kind() == Kind.VOLUME) {
        ListedFile first = volumes.putIfAbsent(file.meaning().volumeNumber(), file);
        if (first != null) {
          surplus.add(file);
          reportTwice("volume " + file.meaning().volumeNumber() + " of " + id, first, file);
        }
      } else if (isStatistics(file)) {
        statistics.add(file);
      } else if (file.meaning().partial()) {
        surplus.add(file);
        problems.add(
            new ListingProblem(
                "a partial manifest of " + id + " lies at the remote place; it does not count",
                List.of(file.name())));
      } else {
        manifests.add(file);
      }
    }
    if (manifests.size() > 1) {
      reportTwice("the manifest of " + id, manifests.get(0), manifests.get(1));
    }
    List<ListedFile> localMetadata = new ArrayList<>(localFiles);
    localMetadata.removeIf(file -> file.meaning().kind() == Kind.VOLUME);
    return new BackupSet(id, volumes, manifests, statistics, localMetadata, surplus);
  }

  /** Returns the signature files of one place, each set once. */
  List<ListedFile> signatures(SignatureChain.Place place) {
    Map<SetId, ListedFile> best = new TreeMap<>();
    for (ListedFile file : place == SignatureChain.Place.LOCAL ? local : remote) {
      if (file.meaning().kind() == Kind.SIGNATURES && !isStray(file, place)) {
        ListedFile first = best.putIfAbsent(file.set(), file);
        if (first != null && place == SignatureChain.Place.REMOTE) {
          reportTwice("the signature file of " + file.set(), first, file);
        }
      }
    }
    return List.copyOf(best.values());
  }

  /** Returns all signature files of one place, those too that do not count. */
  List<ListedFile> allSignatures(SignatureChain.Place place) {
    return (place == SignatureChain.Place.LOCAL ? local : remote)
        .stream().filter(file -> file.meaning().kind() == Kind.SIGNATURES).toList();
  }

  private boolean isStray(ListedFile file, SignatureChain.Place place) {
    boolean stray = file.meaning().partial() && place == SignatureChain.Place.REMOTE;
    if (stray) {
      problems.add(
          new ListingProblem(
              "a partial signature file lies at the remote place; it does not count",
              List.of(file.name())));
    }
    return stray;
  }

  private void reportTwice(String what, ListedFile used, ListedFile other) {
    problems.add(
        new ListingProblem(
            what + " is there twice; '" + used.name() + "' is used, not '" + other.name() + "'",
            List.of(used.name(), other.name())));
  }

  /** Returns what was doubtful in the lists asked for so far. */
  List<ListingProblem> problems() {
    return List.copyOf(problems);
  }
}
