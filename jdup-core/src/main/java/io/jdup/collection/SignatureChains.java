package io.jdup.collection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Signature files of one place put into chains.
 *
 * <p>Source: format specification section 7.2, step 5.
 *
 * @param chains ordered by end
 * @param orphaned files that build on nothing here
 */
record SignatureChains(List<SignatureChain> chains, List<ListedFile> orphaned) {
  // Of two files on one set the later one fits the backup chain, which prefers the later set.
  private static final Comparator<SetId> BY_PREVIOUS =
      Comparator.comparing(SetId::previous).thenComparing(SetId::time, Comparator.reverseOrder());

  static SignatureChains of(List<ListedFile> files, SignatureChain.Place place) {
    List<List<ListedFile>> growing = new ArrayList<>();
    List<ListedFile> orphaned = new ArrayList<>();
    files.stream()
        .filter(file -> file.set().isFull())
        .sorted(Comparator.comparing(ListedFile::set))
        .forEach(file -> growing.add(new ArrayList<>(List.of(file))));
    files.stream()
        .filter(file -> !file.set().isFull())
        .sorted(Comparator.comparing(ListedFile::set, BY_PREVIOUS))
        .forEach(file -> append(file, growing, orphaned));
    return new SignatureChains(
        growing.stream()
            .map(chain -> new SignatureChain(place, chain))
            .sorted(Comparator.comparing(SignatureChain::end).thenComparing(SignatureChain::start))
            .toList(),
        List.copyOf(orphaned));
  }

  private static void append(
      ListedFile file, List<List<ListedFile>> growing, List<ListedFile> orphaned) {
    for (List<ListedFile> chain : growing) {
      SetId last = chain.get(chain.size() - 1).set();
      if (last.time().equals(file.set().previous()) && !last.time().isAfter(file.set().time())) {
        chain.add(file);
        return;
      }
    }
    orphaned.add(file);
  }
}
