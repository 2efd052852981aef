package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What makes the archive directory agree with the remote place, which is always right: manifests
 * and signature files to fetch, and local ones to delete. Immutable.
 *
 * <p>The partial files of an interrupted run stay as long as its manifest is not at the remote
 * place. From then on they are stale.
 *
 * <p>Source: format specification section 7.5.
 *
 * @param fetches the files to fetch, ordered by set
 * @param deletions the names of the local files to delete
 */
public record SyncPlan(List<Fetch> fetches, List<String> deletions) {
  /**
   * A remote file to keep a copy of, decrypted; a manifest plain, signatures gzipped.
   *
   * @param remote the remote file
   * @param localName what to call the copy
   */
  public record Fetch(ListedFile remote, String localName) {}

  private record Key(SetId set, Kind kind) implements Comparable<Key> {
    static Key of(ListedFile file) {
      return new Key(file.set(), file.meaning().kind());
    }

    @Override
    public int compareTo(Key other) {
      int bySet = set.compareTo(other.set);
      return bySet != 0 ? bySet : kind.compareTo(other.kind);
    }

    // As in SetId: what a record has by itself starts slowly.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && kind == key.kind && set.equals(key.set);
    }

    @Override
    public int hashCode() {
      return set.hashCode() * 31 + kind.hashCode();
    }
  }

  public SyncPlan {
    fetches = List.copyOf(fetches);
    deletions = List.copyOf(deletions);
  }

  /** Plans to have all metadata here: duplicity's {@code --metadata-sync-mode full}. */
  public static SyncPlan of(
      Collection<String> localNames, Collection<String> remoteNames, FileNaming naming) {
    return of(ListedFiles.of(localNames, naming), ListedFiles.of(remoteNames, naming), naming);
  }

  /** Plans the same for files whose names were read already. */
  public static SyncPlan of(ListedFiles localFiles, ListedFiles remoteFiles, FileNaming naming) {
    Map<Key, List<ListedFile>> local = metadata(localFiles);
    Map<Key, List<ListedFile>> remote = metadata(remoteFiles);
    remote.values().removeIf(SyncPlan::isPartialOnly);
    List<Fetch> fetches = new ArrayList<>();
    remote.forEach(
        (key, files) -> {
          if (!hasUsable(local.getOrDefault(key, List.of()), isPublished(key, remote))) {
            ListedFile best = files.get(0);
            fetches.add(new Fetch(best, naming.archiveDirName(best.name())));
          }
        });
    List<ListedFile> deletions = new ArrayList<>();
    local.forEach(
        (key, files) -> {
          boolean partialStays = !isPublished(key, remote);
          boolean finalStays = remote.containsKey(key) && !(partialStays && hasPartial(files));
          for (ListedFile file : files) {
            if (!(file.meaning().partial() ? partialStays : finalStays)) {
              deletions.add(file);
            }
          }
        });
    fetches.sort(Comparator.comparing(fetch -> Key.of(fetch.remote())));
    deletions.sort(Comparator.comparing(Key::of));
    return new SyncPlan(fetches, deletions.stream().map(ListedFile::name).toList());
  }

  private static Map<Key, List<ListedFile>> metadata(ListedFiles files) {
    Map<Key, List<ListedFile>> metadata = new HashMap<>();
    for (ListedFile file : files.all()) {
      if (file.meaning().kind() != Kind.VOLUME) {
        metadata.computeIfAbsent(Key.of(file), key -> new ArrayList<>(1)).add(file);
      }
    }
    return metadata;
  }

  private static boolean isPublished(Key key, Map<Key, List<ListedFile>> remote) {
    return remote.containsKey(new Key(key.set(), Kind.MANIFEST));
  }

  // The best comes first.
  private static boolean isPartialOnly(List<ListedFile> files) {
    return files.get(0).meaning().partial();
  }

  private static boolean hasPartial(List<ListedFile> files) {
    return files.get(files.size() - 1).meaning().partial();
  }

  private static boolean hasUsable(List<ListedFile> files, boolean published) {
    return !files.isEmpty() && !(published && isPartialOnly(files));
  }

  /**
   * Returns this plan with only those fetches whose time span touches {@code chain}: duplicity's
   * {@code --metadata-sync-mode partial}, where {@code chain} is the one chosen for the time asked
   * for. Deletions stay.
   */
  public SyncPlan touching(BackupChain chain) {
    return keeping(
        file ->
            !file.set().time().isBefore(chain.start())
                && !file.set().previous().isAfter(chain.end()));
  }

  /** Returns this plan with only those fetches that {@code names}, remote ones, ask for. */
  public SyncPlan fetchingOnly(Collection<String> names) {
    Set<String> wanted = Set.copyOf(names);
    return keeping(file -> wanted.contains(file.name()));
  }

  private SyncPlan keeping(Predicate<ListedFile> wanted) {
    return new SyncPlan(
        fetches.stream().filter(fetch -> wanted.test(fetch.remote())).toList(), deletions);
  }

  /** Returns whether the archive directory agrees already. */
  public boolean isEmpty() {
    return fetches.isEmpty() && deletions.isEmpty();
  }
}
