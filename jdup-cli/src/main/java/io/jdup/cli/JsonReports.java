package io.jdup.cli;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListingProblem;
import io.jdup.collection.RetentionPlan;
import io.jdup.collection.SetId;
import io.jdup.collection.SignatureChain.Place;
import io.jdup.collection.VolumeRange;
import io.jdup.report.BackupReport;
import io.jdup.report.BackupStatistics;
import io.jdup.report.ChangedFile;
import io.jdup.report.CheckReport;
import io.jdup.report.DrillReport;
import io.jdup.report.JsonObject;
import io.jdup.report.ListedEntry;
import io.jdup.report.RemovalReport;
import io.jdup.report.ReplicateReport;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.report.SetChanges;
import io.jdup.report.Skipped;
import io.jdup.report.VerifyReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the library returned, as the lines that {@code --json} prints. Each is an object whose first
 * field, {@code type}, says which. docs/json.md describes all of them.
 */
final class JsonReports {
  private JsonReports() {}

  private static JsonObject line(String type) {
    return new JsonObject().put("type", type);
  }

  /** Returns what a backup did. */
  static JsonObject of(BackupReport report) {
    BackupStatistics counted = report.statistics();
    return line("backup")
        .put("outcome", text(report.outcome()))
        .put("kind", report.full() ? "full" : "incremental")
        .put("stored", report.stored())
        .put("volumes", report.volumes())
        .put("startTime", counted.startTime())
        .put("endTime", counted.endTime())
        .put("elapsedSeconds", counted.elapsed())
        .put("sourceFiles", counted.sourceFiles())
        .put("sourceFileSize", counted.sourceFileSizeBytes())
        .put("newFiles", counted.newFiles())
        .put("newFileSize", counted.newFileSizeBytes())
        .put("deletedFiles", counted.deletedFiles())
        .put("changedFiles", counted.changedFiles())
        .put("changedFileSize", counted.changedFileSizeBytes())
        .put("deltaEntries", counted.deltaEntries())
        .put("rawDeltaSize", counted.rawDeltaSizeBytes())
        .put("totalDestinationSizeChange", counted.totalDestinationSizeChangeBytes())
        .put("errors", counted.errors())
        .putObjects("skipped", skipped(report.skipped()));
  }

  /** Returns what a restore did. */
  static JsonObject of(RestoreReport report) {
    return line("restore")
        .put("outcome", text(report.outcome()))
        .put("time", report.time())
        .put("entries", report.entries())
        .put("files", report.files())
        .put("fileSize", report.fileBytes())
        .putTexts("lostSets", report.lostSets())
        .put("errors", report.errors())
        .putObjects("skipped", skipped(report.skipped()))
        .putTexts("damagedFiles", report.damagedFiles());
  }

  /** Returns what a verification found. */
  static JsonObject of(VerifyReport report) {
    return line("verify")
        .put("outcome", text(report.outcome()))
        .put("time", report.time())
        .put("filesCompared", report.filesCompared())
        .put("differences", report.differences())
        .putTexts("lostSets", report.lostSets())
        .put("errors", report.errors())
        .putObjects("skipped", skipped(report.skipped()))
        .putTexts("damagedFiles", report.damagedFiles());
  }

  /** Returns what a check found. */
  static JsonObject of(CheckReport report) {
    JsonObject json =
        line("check")
            .put("outcome", text(report.outcome()))
            .put("sets", report.sets())
            .put("files", report.files())
            .put("hashed", report.hashed())
            .put("hashedSize", report.hashedBytes())
            .put("neverHashed", report.neverHashed());
    report.oldestHashing().ifPresent(time -> json.put("oldestHashing", time));
    return json.put("entries", report.entries())
        .put("errors", report.errors())
        .putObjects("damaged", damaged(report.damaged()));
  }

  /** Returns what a restore for practice found. */
  static JsonObject of(DrillReport report) {
    return line("drill")
        .put("outcome", text(report.outcome()))
        .put("time", report.time())
        .put("files", report.files())
        .put("identical", report.identical())
        .put("changed", report.changed())
        .putObjects("damaged", damaged(report.damaged()));
  }

  private static List<JsonObject> damaged(List<CheckReport.Damage> found) {
    return found.stream()
        .map(each -> new JsonObject().put("name", each.name()).put("problem", each.problem()))
        .toList();
  }

  /** Returns what a copying to another place did, or, if {@code dryRun}, would do. */
  static JsonObject of(ReplicateReport report, boolean dryRun) {
    return line("replicate")
        .put("dryRun", dryRun)
        .putTexts("copied", report.copied())
        .put("present", report.present())
        .put("newer", report.newer())
        .putTexts("leftOut", report.leftOut())
        .put("files", report.files())
        .put("fileSize", report.bytes());
  }

  /** Returns what a removal is going to delete. */
  static JsonObject of(RetentionPlan plan) {
    return line("removal-plan")
        .putObjects("sets", plan.sets().stream().map(JsonReports::fields).toList())
        .putTexts("remoteFiles", plan.remoteNames())
        .putTexts("localFiles", plan.localNames())
        .putObjects("stillNeeded", plan.stillNeeded().stream().map(JsonReports::fields).toList())
        .put("newestChainSpared", plan.sparedChain().isPresent());
  }

  /** Returns what a removal deleted. */
  static JsonObject of(RemovalReport report) {
    return line("removal")
        .put("outcome", text(report.outcome()))
        .putTexts("remoteFiles", report.remoteNames())
        .putTexts("localFiles", report.localNames())
        .putObjects("failures", report.failures().stream().map(JsonReports::of).toList())
        .putTexts("kept", report.kept());
  }

  private static JsonObject of(RemovalReport.Failure failure) {
    return new JsonObject().put("file", failure.fileName()).put("reason", failure.reason());
  }

  /** Returns what a set did, a file a line, then a summary. */
  static List<JsonObject> of(SetChanges set) {
    var lines = new ArrayList<JsonObject>();
    for (ChangedFile file : set.files()) {
      lines.add(
          line("changed-file")
              .put("setTime", set.time())
              .put("path", file.path())
              .put("change", text(file.change())));
    }
    lines.add(
        line("set-changes")
            .put("kind", set.full() ? "full" : "incremental")
            .put("time", set.time())
            .put("files", set.files().size()));
    return lines;
  }

  private static String text(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<JsonObject> skipped(List<Skipped> paths) {
    return paths.stream()
        .map(
            skipped -> new JsonObject().put("path", skipped.path()).put("reason", skipped.reason()))
        .toList();
  }

  /** Returns that a verification found {@code path} to differ. */
  static JsonObject difference(ReportedPath path, String difference) {
    return line("difference").put("path", path).put("difference", difference);
  }

  /** Returns an entry of a listing. */
  static JsonObject of(ListedEntry entry) {
    return line("entry")
        .put("path", entry.path())
        .put("modified", entry.modified())
        .put("kind", text(entry.kind()));
  }

  /** Returns that a run ended early. */
  static JsonObject failure(int exitCode, String message) {
    return line("error").put("exitCode", exitCode).put("message", message);
  }

  /** Returns a chain a line, then what belongs to none, then a summary. */
  static List<JsonObject> of(CollectionStatus status, String target, Path archiveDir) {
    var lines = new ArrayList<JsonObject>();
    Optional<BackupChain> active = status.activeChain();
    status.secondaryChains().forEach(chain -> lines.add(chain(chain, false)));
    active.ifPresent(chain -> lines.add(chain(chain, true)));
    status.incompleteSets().forEach(set -> lines.add(lone("incomplete-set", set)));
    status.orphanedSets().forEach(set -> lines.add(lone("orphaned-set", set)));
    status.supersededSets().forEach(set -> lines.add(lone("superseded-set", set)));
    for (Place place : Place.values()) {
      status.orphanedSignatures(place).forEach(file -> lines.add(signature(place, file)));
    }
    status.problems().forEach(problem -> lines.add(of(problem)));
    lines.add(
        line("status")
            .put("target", target)
            .put("archiveDir", archiveDir.toString())
            .put("chains", status.chains().size())
            .put("active", active.isPresent())
            .put("incompleteSets", status.incompleteSets().size())
            .put("orphanedSets", status.orphanedSets().size())
            .putTexts("lostSets", status.lostSets().stream().map(SetId::toString).toList())
            .put("problems", status.problems().size()));
    return lines;
  }

  private static JsonObject chain(BackupChain chain, boolean active) {
    return line("chain")
        .put("active", active)
        .put("start", chain.start())
        .put("end", chain.end())
        .put("volumes", chain.volumeCount())
        .putObjects("sets", chain.sets().stream().map(JsonReports::fields).toList());
  }

  private static JsonObject fields(BackupSet set) {
    return fields(new JsonObject(), set);
  }

  private static JsonObject lone(String type, BackupSet set) {
    return fields(line(type), set).putTexts("files", set.remoteNames());
  }

  private static JsonObject fields(JsonObject json, BackupSet set) {
    json.put("kind", set.isFull() ? "full" : "incremental").put("time", set.time());
    if (!set.isFull()) {
      json.put("previous", set.id().previous());
    }
    return json.put("volumes", set.volumes().size())
        .putTexts(
            "missingVolumes", set.missingVolumes().stream().map(VolumeRange::toString).toList())
        .put("manifest", set.manifest().map(ListedFile::name).orElse(null));
  }

  private static JsonObject signature(Place place, ListedFile file) {
    return line("orphaned-signature").put("place", text(place)).put("file", file.name());
  }

  private static JsonObject of(ListingProblem problem) {
    return line("problem").put("message", problem.message()).putTexts("files", problem.fileNames());
  }
}
