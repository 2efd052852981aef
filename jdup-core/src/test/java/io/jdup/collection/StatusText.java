package io.jdup.collection;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A status as duplicity's collection-status tells it, blanks folded, the rest left out. */
final class StatusText {
  private static final String TOLD =
      "(Found .*backup chain.*|Chain .*|Number of .*|Total number .*|Full .*|Incremental .*"
          + "|No backup chains .*|Also found .*|and [0-9].*|No orphaned .*)";

  private StatusText() {}

  /** Returns the lines of duplicity's output that {@link #of} tells as well. */
  static List<String> fromDuplicity(String output) {
    return output
        .lines()
        .map(line -> line.trim().replaceAll(" +", " "))
        .filter(line -> line.matches(TOLD))
        .toList();
  }

  static List<String> of(CollectionStatus status) {
    List<String> lines = new ArrayList<>();
    List<BackupChain> secondary = status.secondaryChains();
    lines.add("Found " + count(secondary.size(), "secondary backup chain") + ".");
    secondary.forEach(chain -> add(chain, chain.end(), lines));
    if (status.activeChain().isPresent()) {
      lines.add("Found primary backup chain with matching signature chain:");
      BackupChain active = status.activeChain().get();
      // duplicity drops the set but still prints its time
      Instant end = status.setWithoutSignatures().map(BackupSet::time).orElse(active.end());
      add(active, end, lines);
    } else {
      lines.add("No backup chains with active signatures found");
    }
    int orphaned = status.orphanedSets().size();
    int incomplete = status.incompleteSets().size();
    if (orphaned + incomplete == 0) {
      lines.add("No orphaned or incomplete backup sets found.");
    } else {
      lines.add("Also found " + count(orphaned, "backup set") + " not part of any chain,");
      lines.add("and " + count(incomplete, "incomplete backup set") + ".");
    }
    return lines;
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static void add(BackupChain chain, Instant end, List<String> lines) {
    lines.add("Chain start time: " + text(chain.start()));
    lines.add("Chain end time: " + text(end));
    lines.add("Number of contained backup sets: " + chain.sets().size());
    lines.add("Total number of contained volumes: " + chain.volumeCount());
    for (BackupSet set : chain.sets()) {
      String type = set.isFull() ? "Full " : "Incremental ";
      lines.add(type + text(set.time()) + " " + set.volumes().size());
    }
  }

  private static String text(Instant time) {
    return String.format(
        Locale.ROOT, "%1$ta %1$tb %1$te %1$tH:%1$tM:%1$tS %1$tY", time.atOffset(ZoneOffset.UTC));
  }
}
