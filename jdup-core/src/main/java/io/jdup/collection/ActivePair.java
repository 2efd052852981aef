package io.jdup.collection;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The backup chain to go on with and the signatures that describe its newest state.
 *
 * <p>Source: format specification section 7.2, step 6.
 *
 * @param backups the chain, without its last set if that one lacks signatures
 * @param signatures the signatures that end where {@code backups} ends
 */
record ActivePair(BackupChain backups, SignatureChain signatures) {
  private static final Comparator<SignatureChain> LATEST_FIRST =
      Comparator.comparing(SignatureChain::end)
          .reversed()
          .thenComparing(SignatureChain::place)
          .thenComparing(SignatureChain::start, Comparator.reverseOrder());

  /** Returns the pair for {@code latest}, the chain that ends last, if there is one. */
  static Optional<ActivePair> of(BackupChain latest, List<SignatureChain> signatures) {
    List<SignatureChain> sorted = signatures.stream().sorted(LATEST_FIRST).toList();
    Optional<ActivePair> pair =
        sorted.stream().flatMap(chain -> match(latest, chain).stream()).findFirst();
    return pair.isPresent()
        ? pair
        : sorted.stream().flatMap(chain -> matchFirstPart(latest, chain).stream()).findFirst();
  }

  private static Optional<ActivePair> match(BackupChain latest, SignatureChain chain) {
    if (chain.end().equals(latest.end())) {
      return Optional.of(new ActivePair(latest, chain));
    }
    return secondToLastEnd(latest)
        .filter(chain.end()::equals)
        .map(end -> new ActivePair(latest.withoutLast(), chain));
  }

  /**
   * Leaves out signatures that a run stored before it broke off without a manifest. Duplicity makes
   * a full backup then.
   */
  private static Optional<ActivePair> matchFirstPart(BackupChain latest, SignatureChain chain) {
    return Optional.of(new SignatureChain(chain.place(), chain.filesAsOf(latest.end())))
        .filter(firstPart -> firstPart.end().equals(latest.end()))
        .map(firstPart -> new ActivePair(latest, firstPart));
  }

  private static Optional<Instant> secondToLastEnd(BackupChain chain) {
    int size = chain.sets().size();
    return size < 3 ? Optional.empty() : Optional.of(chain.sets().get(size - 2).time());
  }
}
