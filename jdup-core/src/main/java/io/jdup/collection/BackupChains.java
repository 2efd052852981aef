package io.jdup.collection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sets put into chains.
 *
 * <p>Source: format specification section 7.2, steps 2 to 4.
 *
 * @param chains ordered by end
 * @param incomplete sets without a manifest
 * @param orphaned incrementals that build on nothing here
 * @param superseded incrementals that a later one on the same set took the place of
 */
record BackupChains(
    List<BackupChain> chains,
    List<BackupSet> incomplete,
    List<BackupSet> orphaned,
    List<BackupSet> superseded) {

  // Of two sets of one time the one with the shorter span first: it goes on, does not replace.
  private static final Comparator<SetId> IN_ORDER =
      Comparator.comparing(SetId::time)
          .thenComparing(SetId::type)
          .thenComparing(SetId::previous, Comparator.reverseOrder());

  static BackupChains of(List<BackupSet> sets) {
    List<List<BackupSet>> growing = new ArrayList<>();
    List<BackupSet> orphaned = new ArrayList<>();
    List<BackupSet> superseded = new ArrayList<>();
    sets.stream()
        .filter(BackupSet::isComplete)
        .sorted(Comparator.comparing(BackupSet::id, IN_ORDER))
        .forEach(set -> place(set, growing, orphaned, superseded));
    return new BackupChains(
        growing.stream()
            .map(BackupChain::new)
            .sorted(Comparator.comparing(BackupChain::end).thenComparing(BackupChain::start))
            .toList(),
        sets.stream().filter(set -> !set.isComplete()).toList(),
        List.copyOf(orphaned),
        List.copyOf(superseded));
  }

  private static void place(
      BackupSet set,
      List<List<BackupSet>> growing,
      List<BackupSet> orphaned,
      List<BackupSet> superseded) {
    if (set.isFull()) {
      growing.add(new ArrayList<>(List.of(set)));
      return;
    }
    for (List<BackupSet> chain : growing) {
      BackupSet last = chain.get(chain.size() - 1);
      if (follows(set, last)) {
        chain.add(set);
        return;
      }
      if (replaces(set, last)) {
        superseded.add(last);
        chain.set(chain.size() - 1, set);
        return;
      }
    }
    orphaned.add(set);
  }

  private static boolean follows(BackupSet set, BackupSet last) {
    return last.time().equals(set.id().previous());
  }

  private static boolean replaces(BackupSet set, BackupSet last) {
    return !last.isFull()
        && last.id().previous().equals(set.id().previous())
        && last.time().isBefore(set.time());
  }
}
