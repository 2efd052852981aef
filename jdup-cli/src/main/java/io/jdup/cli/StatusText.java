package io.jdup.cli;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.BackupTime;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileEncoding;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListingProblem;
import io.jdup.collection.SetId;
import io.jdup.collection.SignatureChain.Place;
import io.jdup.report.BackupsLostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What backups there are, in duplicity's words.
 *
 * <p>Source: the output of {@code duplicity collection-status} 0.8.22 on the fixtures.
 */
final class StatusText {
  private static final String RULER = "-------------------------";

  private final LocalZone zone;
  private final List<String> lines = new ArrayList<>();

  private StatusText(LocalZone zone) {
    this.zone = zone;
  }

  /** Returns the line about the newest full backup. */
  static String lastFull(CollectionStatus status, LocalZone zone) {
    Optional<Instant> last =
        status.chains().stream().map(BackupChain::start).max(Comparator.naturalOrder());
    return "Last full backup date: " + last.map(time -> Asctime.format(time, zone)).orElse("none");
  }

  /** A warning, of one line or more. */
  record Warning(Topic topic, String text) {}

  /** Returns the warnings about files that belong to nothing complete. */
  static List<Warning> warnings(CollectionStatus status) {
    var warnings = new ArrayList<Warning>();
    addOrphans(warnings, "local", status.orphanedSignatures(Place.LOCAL));
    addOrphans(warnings, "remote", status.orphanedSignatures(Place.REMOTE));
    if (!status.incompleteSets().isEmpty()) {
      warnings.add(
          new Warning(
              Topic.INCOMPLETE_SETS,
              "Warning, found incomplete backup sets, probably left from aborted session"));
    }
    List<BackupSet> orphaned = status.orphanedSets();
    if (!orphaned.isEmpty()) {
      String title =
          "Warning, found the following orphaned backup file" + (orphaned.size() == 1 ? ":" : "s:");
      String names =
          orphaned.stream()
              .map(set -> "\n" + set.remoteNames().stream().sorted().toList())
              .collect(Collectors.joining());
      warnings.add(new Warning(Topic.ORPHANED_SETS, title + names));
    }
    List<String> lost = status.lostSets().stream().map(SetId::toString).toList();
    if (!lost.isEmpty()) {
      warnings.add(new Warning(Topic.WARNING, "Warning: " + BackupsLostException.text(lost)));
    }
    for (ListingProblem problem : status.problems()) {
      warnings.add(new Warning(Topic.WARNING, "Warning: " + problem.message()));
    }
    return warnings;
  }

  private static void addOrphans(List<Warning> warnings, String place, List<ListedFile> files) {
    if (!files.isEmpty()) {
      String ending = files.size() == 1 ? " signature file:" : " signature files:";
      String names = files.stream().map(file -> "\n" + file.name()).collect(Collectors.joining());
      warnings.add(
          new Warning(
              Topic.ORPHANED_SIGNATURES,
              "Warning, found the following " + place + " orphaned" + ending + names));
    }
  }

  /**
   * Returns what the log has before the text of the status; it starts with a line end, as
   * duplicity's does.
   */
  static String facts(CollectionStatus status, String target, Path archiveDir) {
    var facts = new StringBuilder();
    facts.append("\nbackend ").append(target);
    facts.append("\narchive-dir ").append(archiveDir);
    List<BackupChain> secondary = status.secondaryChains();
    for (int i = 0; i < secondary.size(); i++) {
      facts.append("\nchain-no-sig ").append(i);
      addFacts(facts, secondary.get(i));
    }
    status
        .activeChain()
        .ifPresent(
            chain -> {
              facts.append("\nchain-complete");
              addFacts(facts, chain);
            });
    facts.append("\norphaned-sets-num ").append(status.orphanedSets().size());
    facts.append("\nincomplete-sets-num ").append(status.incompleteSets().size());
    return facts.toString();
  }

  private static void addFacts(StringBuilder facts, BackupChain chain) {
    for (BackupSet set : chain.sets()) {
      boolean encrypted =
          set.volumes().values().stream().anyMatch(file -> file.encoding() == FileEncoding.OPENPGP);
      facts
          .append(set.isFull() ? "\n full " : "\n inc ")
          .append(BackupTime.format(set.time()))
          .append(' ')
          .append(set.volumes().size())
          .append(encrypted ? " enc" : " noenc");
    }
  }

  /**
   * Returns the lines that {@code collection-status} prints, without those of {@link #lastFull}.
   */
  static List<String> lines(
      CollectionStatus status, String target, Path archiveDir, LocalZone zone) {
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
