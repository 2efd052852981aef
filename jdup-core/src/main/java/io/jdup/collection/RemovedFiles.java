package io.jdup.collection;

import io.jdup.collection.SignatureChain.Place;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of sets that go, whatever they hold, each set's together and the newest set's first.
 *
 * <p>Signature files are found by the set that their names tell, as those of a chain may be there
 * twice, or go on where the sets do not. None that the active chain may need is ever among them.
 */
final class RemovedFiles {
  private final CollectionStatus status;
  private final Map<SetId, BackupSet> sets;
  private final Set<SetId> active = new HashSet<>();

  RemovedFiles(CollectionStatus status, Collection<BackupSet> going) {
    this.status = status;
    this.sets = going.stream().collect(Collectors.toMap(BackupSet::id, set -> set));
    status
        .activeSignatureChain()
        .ifPresent(chain -> chain.files().forEach(file -> active.add(file.set())));
    status.activeChain().ifPresent(chain -> chain.sets().forEach(this::protect));
  }

  // The set of an interrupted run may be the active chain's last one, and can go all the same.
  private void protect(BackupSet set) {
    if (sets.containsKey(set.id())) {
      active.remove(set.id());
    } else {
      active.add(set.id());
    }
  }

  /** Returns the files, with the signatures of {@code others}: those that are of no use. */
  List<SetFiles> with(BiPredicate<Place, SetId> others) {
    return with(others, List.of());
  }

  /** Returns the files, with the signatures of {@code others}, and {@code statistics} of no set. */
  List<SetFiles> with(BiPredicate<Place, SetId> others, List<ListedFile> statistics) {
    Map<SetId, List<ListedFile>> stray =
        statistics.stream().collect(Collectors.groupingBy(ListedFile::set));
    Map<SetId, List<ListedFile>> remote = signatures(Place.REMOTE, others);
    Map<SetId, List<ListedFile>> local = signatures(Place.LOCAL, others);
    return Stream.of(sets.keySet(), remote.keySet(), local.keySet(), stray.keySet())
        .flatMap(Set::stream)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .map(
            id ->
                SetFiles.of(
                    id,
                    Optional.ofNullable(sets.get(id)),
                    remote.getOrDefault(id, List.of()),
                    local.getOrDefault(id, List.of()),
                    stray.getOrDefault(id, List.of())))
        .toList();
  }

  private Map<SetId, List<ListedFile>> signatures(Place place, BiPredicate<Place, SetId> others) {
    return status.signatureFiles(place).stream()
        .filter(file -> sets.containsKey(file.set()) || others.test(place, file.set()))
        .filter(file -> !active.contains(file.set()))
        .collect(Collectors.groupingBy(ListedFile::set, TreeMap::new, Collectors.toList()));
  }
}
