package io.jdup.cli;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListingProblem;
import io.jdup.collection.SignatureChain.Place;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What backups there are, in duplicity's words.
 *
 * <p>Source: the output of {@code duplicity collection-status} 0.8.22 on the fixtures.
 */
final class StatusText {
  private static final String RULER = "-------------------------";

  private final ZoneId zone;
  private final List<String> lines = new ArrayList<>();

  private StatusText(ZoneId zone) {
    this.zone = zone;
  }

  /** Returns the line about the newest full backup. */
  static String lastFull(CollectionStatus status, ZoneId zone) {
    Optional<Instant> last =
        status.chains().stream().map(BackupChain::start).max(Comparator.naturalOrder());
    return "Last full backup date: " + last.map(time -> Asctime.format(time, zone)).orElse("none");
  }

  /** Returns the warnings about files that belong to nothing complete. */
  static List<String> warnings(CollectionStatus status) {
    var warnings = new ArrayList<String>();
    addOrphans(warnings, "local", status.orphanedSignatures(Place.LOCAL));
    addOrphans(warnings, "remote", status.orphanedSignatures(Place.REMOTE));
    if (!status.incompleteSets().isEmpty()) {
      warnings.add("Warning, found incomplete backup sets, probably left from aborted session");
    }
    List<BackupSet> orphaned = status.orphanedSets();
    if (!orphaned.isEmpty()) {
      warnings.add(
          "Warning, found the following orphaned backup file"
              + (orphaned.size() == 1 ? ":" : "s:"));
      orphaned.forEach(
          set -> warnings.add(set.remoteNames().stream().sorted().toList().toString()));
    }
    for (ListingProblem problem : status.problems()) {
      warnings.add("Warning: " + problem.message());
    }
    return warnings;
  }

  private static void addOrphans(List<String> warnings, String place, List<ListedFile> files) {
    if (!files.isEmpty()) {
      String ending = files.size() == 1 ? " signature file:" : " signature files:";
      warnings.add("Warning, found the following " + place + " orphaned" + ending);
      files.forEach(file -> warnings.add(file.name()));
    }
  }

  /**
   * Returns the lines that {@code collection-status} prints, without those of {@link #lastFull}.
   */
  static List<String> lines(CollectionStatus status, String target, Path archiveDir, ZoneId zone) {
    var text = new StatusText(zone);
    text.add("Collection Status");
    text.add("-----------------");
    text.add("Connecting with backend: " + target);
    text.add("Archive dir: " + archiveDir);
    text.add("");
    text.addSecondary(status.secondaryChains());
    text.addPrimary(status.activeChain());
    text.addLeftOvers(status.orphanedSets().size(), status.incompleteSets().size());
    return List.copyOf(text.lines);
  }

  private void add(String line) {
    lines.add(line);
  }

  private void addSecondary(List<BackupChain> chains) {
    add("Found " + count(chains.size(), "secondary backup chain") + ".");
    for (int i = 0; i < chains.size(); i++) {
      add("Secondary chain " + (i + 1) + " of " + chains.size() + ":");
      addChain(chains.get(i));
      add("");
    }
  }

  private void addPrimary(Optional<BackupChain> active) {
    if (active.isEmpty()) {
      add("No backup chains with active signatures found");
      return;
    }
    add("");
    add("Found primary backup chain with matching signature chain:");
    addChain(active.get());
  }

  private void addChain(BackupChain chain) {
    add(RULER);
    add("Chain start time: " + Asctime.format(chain.start(), zone));
    add("Chain end time: " + Asctime.format(chain.end(), zone));
    add("Number of contained backup sets: " + chain.sets().size());
    add("Total number of contained volumes: " + chain.volumeCount());
    add(row("Type of backup set:", "Time:", "Num volumes:"));
    for (BackupSet set : chain.sets()) {
      add(
          row(
              set.isFull() ? "Full" : "Incremental",
              Asctime.format(set.time(), zone),
              String.valueOf(set.volumes().size())));
    }
    add(RULER);
  }

  private static String row(String type, String time, String volumes) {
    return String.format(Locale.ROOT, "%20s %32s %17s", type, time, volumes);
  }

  private void addLeftOvers(int orphaned, int incomplete) {
    if (orphaned == 0 && incomplete == 0) {
      add("No orphaned or incomplete backup sets found.");
      return;
    }
    add("Also found " + count(orphaned, "backup set") + " not part of any chain,");
    add("and " + count(incomplete, "incomplete backup set") + ".");
    add("These may be deleted by running duplicity with the \"cleanup\" command.");
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
