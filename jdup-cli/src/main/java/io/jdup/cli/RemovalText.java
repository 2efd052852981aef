package io.jdup.cli;

import static java.util.stream.Collectors.toSet;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.RetentionPlan;
import io.jdup.collection.SignatureChain;
import io.jdup.collection.SignatureChain.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What would be deleted, in duplicity's words, which scripts look for.
 *
 * <p>Source: the output of {@code duplicity cleanup}, {@code remove-older-than}, {@code
 * remove-all-but-n-full} and {@code remove-all-inc-of-but-n-full} 0.8.22, with and without {@code
 * --force}, on archives of three chains.
 */
final class RemovalText {
  private final RetentionPlan plan;
  private final boolean force;
  private final LocalZone zone;

  RemovalText(RetentionPlan plan, boolean force, LocalZone zone) {
    this.plan = plan;
    this.force = force;
    this.zone = zone;
  }

  /** Returns what a clean-up has to say. */
  String ofCleanup() {
    List<String> names =
        Stream.concat(plan.localNames().stream(), plan.remoteNames().stream()).toList();
    if (names.isEmpty()) {
      return "No extraneous files found, nothing deleted in cleanup.";
    }
    boolean one = names.size() == 1;
    return force
        ? lines(
            one ? "Deleting this file from backend:" : "Deleting these files from backend:", names)
        : lines(
                one
                    ? "Found the following file to delete:"
                    : "Found the following files to delete:",
                names)
            + "\nRun duplicity again with the --force option to actually delete.";
  }

  /** Returns which chains are deleted, signatures first, the newest first. */
  List<String> deletions() {
    boolean wholly = plan.sets().stream().anyMatch(BackupSet::isFull);
    String of = wholly ? "Deleting complete " : "Deleting any incremental ";
    String at = wholly ? " chain " : " chain rooted at ";
    Set<Instant> starts = plan.chains().stream().map(BackupChain::start).collect(toSet());
    Stream<String> signatures =
        Stream.of(Place.LOCAL, Place.REMOTE)
            .flatMap(place -> plan.found().signatureChains(place).stream())
            .filter(chain -> starts.contains(chain.start()))
            .map(SignatureChain::end)
            .sorted(Comparator.reverseOrder())
            .map(end -> of + "signature" + at + time(end));
    Stream<String> backups =
        plan.chains().stream()
            .map(BackupChain::end)
            .sorted(Comparator.reverseOrder())
            .map(end -> of + "backup" + at + time(end));
    return Stream.concat(signatures, backups).toList();
  }

  /** Returns which old sets stay all the same, each message with its reason. */
  List<String> warnings() {
    var warnings = new ArrayList<String>();
    if (!plan.stillNeeded().isEmpty()) {
      warnings.add(
          lines("There are backup set(s) at time(s):", times(plan.stillNeeded(), BackupSet::time))
              + "\nWhich can't be deleted because newer sets depend on them.");
    }
    if (plan.sparedChain().isPresent()) {
      warnings.add(
          "Current active backup chain is older than specified time.  However, it will not be"
              + " deleted.  To remove all your backups, manually purge the repository.");
    }
    return warnings;
  }

  /** Returns what the removal of old chains has to say. */
  String ofOldChains() {
    List<String> times = times(plan.chains(), BackupChain::end);
    if (times.isEmpty()) {
      return "No old backup sets found, nothing deleted.";
    }
    boolean one = times.size() == 1;
    return force
        ? lines(one ? "Deleting backup chain at time:" : "Deleting backup chains at times:", times)
        : lines(
                one
                    ? "Found old backup chain at the following time:"
                    : "Found old backup chains at the following times:",
                times)
            + "\nRerun command with --force option to actually delete.";
  }

  private <T> List<String> times(List<T> things, Function<T, Instant> time) {
    return things.stream().map(thing -> time(time.apply(thing))).toList();
  }

  private String time(Instant time) {
    return Asctime.format(time, zone);
  }

  private static String lines(String first, List<String> others) {
    return first + "\n" + String.join("\n", others);
  }
}
