package io.jdup.internal.restore;

import io.jdup.internal.tree.EntryPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which places below the target become other places; of several that fit, the first counts. */
final class Renames {
  private final Map<EntryPath, EntryPath> rules;

  Renames(Map<EntryPath, EntryPath> rules) {
    this.rules = new LinkedHashMap<>(rules);
  }

  /** Returns the old places, in the order in which they were said. */
  List<EntryPath> oldPlaces() {
    return List.copyOf(rules.keySet());
  }

  /** Returns which of the old places {@code place} is at or below. */
  Optional<EntryPath> ruleFor(EntryPath place) {
    return rules.keySet().stream().filter(place::startsWith).findFirst();
  }

  /** Returns where {@code place} is restored to. */
  EntryPath apply(EntryPath place) {
    EntryPath result = place;
    Optional<EntryPath> old = ruleFor(place);
    if (old.isPresent()) {
      EntryPath renamed = rules.getOrDefault(old.get(), old.get());
      result = place.relativeTo(old.get()).below(renamed);
    }
    return result;
  }
}
