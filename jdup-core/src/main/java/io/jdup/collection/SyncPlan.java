package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
  }

  public SyncPlan {
    fetches = List.copyOf(fetches);
    deletions = List.copyOf(deletions);
  }

  /** Plans to have all metadata here: duplicity's {@code --metadata-sync-mode full}. */
  public static SyncPlan of(
      Collection<String> localNames, Collection<String> remoteNames, FileNaming naming) {
    Map<Key, List<ListedFile>> local = metadata(Listing.files(localNames, naming));
    Map<Key, List<ListedFile>> remote =
        metadata(
            Listing.files(remoteNames, naming).stream()
                .filter(file -> !file.meaning().partial())
                .toList());
    List<Fetch> fetches = new ArrayList<>();
    List<String> deletions = new ArrayList<>();
    remote.forEach(
        (key, files) -> {
          if (!hasUsable(local.getOrDefault(key, List.of()), isPublished(key, remote))) {
            String name = files.get(0).name();
            fetches.add(new Fetch(files.get(0), naming.archiveDirName(name)));
          }
        });
    local.forEach(
        (key, files) -> {
          boolean partialStays = !isPublished(key, remote);
          boolean finalStays = remote.containsKey(key) && !(partialStays && hasPartial(files));
          files.stream()
              .filter(file -> !(file.meaning().partial() ? partialStays : finalStays))
              .map(ListedFile::name)
              .forEach(deletions::add);
        });
    return new SyncPlan(fetches, deletions);
  }

  private static Map<Key, List<ListedFile>> metadata(List<ListedFile> files) {
    return files.stream()
        .filter(file -> file.meaning().kind() != Kind.VOLUME)
        .collect(Collectors.groupingBy(Key::of, TreeMap::new, Collectors.toList()));
  }

  private static boolean isPublished(Key key, Map<Key, List<ListedFile>> remote) {
    return remote.containsKey(new Key(key.set(), Kind.MANIFEST));
  }

  private static boolean hasPartial(List<ListedFile> files) {
    return files.stream().anyMatch(file -> file.meaning().partial());
  }

  private static boolean hasUsable(List<ListedFile> files, boolean published) {
    Predicate<ListedFile> isFinal = file -> !file.meaning().partial();
    return files.stream().anyMatch(isFinal) || !published && hasPartial(files);
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
