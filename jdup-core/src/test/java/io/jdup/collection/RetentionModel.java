package io.jdup.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the retention commands delete, computed a second time and straight from sections 7.2 and 7.7
 * of the format specification, from facts about files and without parsing a name. What it says
 * beyond them is marked "jdup".
 */
final class RetentionModel {
  enum Kind {
    VOLUME,
    MANIFEST,
    SIGNATURES
  }

  /** A set: the day it was made, and for an increment the day of the set it builds on. */
  record Made(boolean full, int from, int day) {}

  /** A file of a backup: where it is, what it is and what it is called. */
  record Fact(boolean local, Kind kind, Made set, boolean partial, String name) {
    boolean remote() {
      return !local;
    }

    /** Returns the name with its place. */
    String placed() {
      return (local ? "local " : "remote ") + name;
    }
  }

  private final List<Fact> facts;
  private final Set<Made> complete = new HashSet<>();
  private final Set<Made> incomplete = new HashSet<>();
  private final Set<Made> orphaned = new HashSet<>();
  private final List<List<Made>> chains; // the one that ends last at the end
  private final Set<Made> activeSets = new HashSet<>();
  private final Set<Made> active = new HashSet<>(); // those and their signatures, to go on with

  RetentionModel(List<Fact> facts) {
    this.facts = facts;
    for (Fact fact : facts) {
      if (fact.kind == Kind.MANIFEST && fact.local == fact.partial) {
        complete.add(fact.set);
      }
    }
    for (Fact fact : facts) {
      if (fact.remote() && fact.kind != Kind.SIGNATURES && !complete.contains(fact.set)) {
        incomplete.add(fact.set);
      }
    }
    this.chains = chains();
    findActive();
  }

  private List<List<Made>> chains() {
    List<List<Made>> found = new ArrayList<>();
    complete.stream()
        .sorted(
            Comparator.comparingInt(Made::day)
                .thenComparing(id -> !id.full)
                .thenComparing(id -> -id.from)) // jdup: of two of one time the shorter step first
        .forEach(
            id -> {
              if (id.full) {
                found.add(new ArrayList<>(List.of(id)));
              } else if (!isPlaced(id, found)) {
                orphaned.add(id);
              }
            });
    found.sort(Comparator.comparingInt(RetentionModel::end).thenComparing(chain -> start(chain)));
    return found;
  }

  private static boolean isPlaced(Made id, List<List<Made>> found) {
    for (List<Made> chain : found) {
      Made last = chain.get(chain.size() - 1);
      boolean replaces = !last.full && last.from == id.from && last.day < id.day;
      if (last.day == id.from || replaces) {
        if (last.day != id.from) {
          chain.remove(last);
        }
        chain.add(id);
        return true;
      }
    }
    return false;
  }

  private static int start(List<Made> chain) {
    return chain.get(0).day;
  }

  private static int end(List<Made> chain) {
    return chain.get(chain.size() - 1).day;
  }

  private List<List<Made>> signatureChains(boolean local, Set<Made> orphans) {
    Set<Made> all = new HashSet<>();
    facts.stream()
        .filter(fact -> fact.kind == Kind.SIGNATURES && fact.local == local)
        .filter(fact -> local || !fact.partial)
        .forEach(fact -> all.add(fact.set));
    List<List<Made>> found = new ArrayList<>();
    all.stream()
        .filter(Made::full)
        .sorted(Comparator.comparingInt(Made::day))
        .forEach(id -> found.add(new ArrayList<>(List.of(id))));
    all.stream()
        .filter(id -> !id.full)
        .sorted(Comparator.comparingInt(Made::from).thenComparing(id -> -id.day))
        .forEach(
            id -> {
              Optional<List<Made>> chain =
                  found.stream()
                      .filter(some -> end(some) == id.from && end(some) <= id.day)
                      .findFirst();
              chain.ifPresentOrElse(some -> some.add(id), () -> orphans.add(id));
            });
    return found;
  }

  private void findActive() {
    if (chains.isEmpty()) {
      return;
    }
    List<Made> latest = chains.get(chains.size() - 1);
    List<List<Made>> signatures = new ArrayList<>();
    for (boolean local : new boolean[] {true, false}) {
      List<List<Made>> some = signatureChains(local, new HashSet<>());
      some.sort(Comparator.comparingInt(chain -> -start(chain)));
      signatures.addAll(some);
    }
    signatures.sort(Comparator.comparingInt(chain -> -end(chain)));
    for (List<Made> chain : signatures) {
      int size = latest.size();
      if (end(chain) == end(latest)) {
        setActive(latest, chain);
        return;
      }
      if (size >= 3 && end(chain) == latest.get(size - 2).day) {
        setActive(latest.subList(0, size - 1), chain);
        return;
      }
    }
    for (List<Made> chain : signatures) { // jdup: signatures of a run that broke off stop nothing
      List<Made> part = chain.stream().filter(id -> id.full || id.day <= end(latest)).toList();
      if (end(part) == end(latest)) {
        setActive(latest, part);
        return;
      }
    }
  }

  private void setActive(List<Made> sets, List<Made> signatures) {
    activeSets.addAll(sets);
    active.addAll(sets);
    active.addAll(signatures);
  }

  /** Whole chains that ended before {@code day}; jdup: never the one that ends last. */
  Set<String> removeOlderThan(int day) {
    return remove(day, id -> true);
  }

  /** The same before the {@code count}-th latest full. */
  Set<String> removeAllButNFull(int count) {
    return remove(latestFull(count), id -> true);
  }

  /** The increments and incremental signatures of those. */
  Set<String> removeAllIncOfButNFull(int count) {
    return remove(latestFull(count), id -> !id.full);
  }

  private int latestFull(int count) {
    List<Integer> fulls =
        chains.stream().map(RetentionModel::start).sorted(Comparator.reverseOrder()).toList();
    return count > fulls.size() ? 0 : fulls.get(count - 1);
  }

  private Set<String> remove(int day, Predicate<Made> goes) {
    Set<Made> staying = new HashSet<>();
    Set<Made> going = new HashSet<>();
    Set<Made> signatures = new HashSet<>();
    for (List<Made> chain : chains) {
      boolean old = end(chain) < day && chain != chains.get(chains.size() - 1);
      chain.stream().filter(id -> !(old && goes.test(id))).forEach(staying::add);
      boolean counts = old && chain.stream().anyMatch(goes);
      if (counts) {
        chain.stream().filter(goes).forEach(going::add);
        for (boolean local : new boolean[] {true, false}) {
          signatureChains(local, new HashSet<>()).stream()
              .filter(some -> start(some) == start(chain))
              .forEach(some -> some.stream().filter(goes).forEach(signatures::add));
        }
      }
    }
    signatures.removeAll(staying);
    signatures.addAll(going);
    signatures.removeAll(active); // jdup: whatever two sets of one time may suggest
    return files(going, fact -> signatures.contains(fact.set));
  }

  /** Orphaned and incomplete sets, the partial set, orphaned signature files. */
  Set<String> cleanup() {
    Set<Made> going = new HashSet<>(incomplete);
    going.addAll(orphaned);
    Optional<Made> partial =
        chains.stream()
            .max(Comparator.comparingInt(RetentionModel::start))
            .map(chain -> chain.get(chain.size() - 1))
            .filter(this::isPartial);
    partial.ifPresent(going::add);
    Set<Made> locally = new HashSet<>();
    Set<Made> remotely = new HashSet<>();
    signatureChains(true, locally);
    signatureChains(false, remotely);
    return files(
        going,
        fact ->
            (going.contains(fact.set) || (fact.local ? locally : remotely).contains(fact.set))
                && (!active.contains(fact.set)
                    || activeSets.contains(fact.set) && partial.equals(Optional.of(fact.set))));
  }

  private boolean isPartial(Made id) {
    return facts.stream()
        .noneMatch(
            fact ->
                fact.kind == Kind.MANIFEST && fact.set.equals(id) && !fact.local && !fact.partial);
  }

  private Set<String> files(Collection<Made> sets, Predicate<Fact> signaturesGo) {
    Set<String> names = new TreeSet<>();
    for (Fact fact : facts) {
      if (fact.kind == Kind.SIGNATURES ? signaturesGo.test(fact) : sets.contains(fact.set)) {
        names.add(fact.placed());
      }
    }
    return names;
  }
}
