package io.jdup.internal.backup;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.BackupTime;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.diff.DiffCounts;
import io.jdup.report.BackupStatistics;
import io.jdup.report.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What a run counted, as duplicity 3 keeps it beside a set when it is told to.
 *
 * <p>Unlike duplicity's own this tells the size of the volumes, which is null there.
 *
 * <p>Source: format specification section 14; fixture dup3-jsonstat.
 *
 * @param plan the set, and what it builds on
 * @param target what the target is called
 * @param source what the source is called
 * @param earlier the names of the statistics in the archive dir before the run
 */
record StatisticsFile(BackupPlan plan, String target, String source, List<String> earlier) {
  StatisticsFile {
    earlier = List.copyOf(earlier);
  }

  /** Describes the file of {@code plan} in {@code archive}, which has those of earlier runs. */
  static StatisticsFile of(
      BackupPlan plan, String target, byte[] source, ArchiveDir archive, FileNaming naming)
      throws IOException {
    return new StatisticsFile(
        plan, target, new String(source, StandardCharsets.UTF_8), in(archive.names(), naming));
  }

  /** Returns the statistics files among {@code names}, ordered by their sets. */
  static List<String> in(Collection<String> names, FileNaming naming) {
    return ListedFile.among(names, naming)
        .filter(file -> file.meaning().kind() == BackupFileName.Kind.STATISTICS)
        .sorted(Comparator.comparing(ListedFile::set).thenComparing(ListedFile::name))
        .map(ListedFile::name)
        .toList();
  }

  /** Returns {@code counts} as they are reported, with when the run began and ended. */
  static BackupStatistics statistics(
      DiffCounts counts, Instant start, Instant end, long volumeBytes) {
    return new BackupStatistics(
        start,
        end,
        counts.sourceFiles(),
        counts.sourceBytes(),
        counts.newFiles(),
        counts.newBytes(),
        counts.deletedFiles(),
        counts.changedFiles(),
        counts.changedBytes(),
        counts.deltaEntries(),
        counts.rawBytes(),
        volumeBytes,
        counts.errors());
  }

  /** Returns the content of the file. */
  byte[] content(BackupStatistics statistics) {
    JsonObject json =
        new JsonObject()
            .put("Filename", (String) null)
            .put("StartTime", sinceEpoch(statistics.startTime()))
            .put("EndTime", sinceEpoch(statistics.endTime()))
            .put("ElapsedTime", statistics.elapsed())
            .put("Errors", statistics.errors())
            .put("TotalDestinationSizeChange", statistics.totalDestinationSizeChangeBytes())
            .put("SourceFiles", statistics.sourceFiles())
            .put("SourceFileSize", statistics.sourceFileSizeBytes())
            .put("NewFiles", statistics.newFiles())
            .put("NewFileSize", statistics.newFileSizeBytes())
            .put("DeletedFiles", statistics.deletedFiles())
            .put("ChangedFiles", statistics.changedFiles())
            .put("ChangedFileSize", statistics.changedFileSizeBytes())
            .put("ChangedDeltaSize", 0) // duplicity never counts it
            .put("DeltaEntries", statistics.deltaEntries())
            .put("RawDeltaSize", statistics.rawDeltaSizeBytes())
            .put("StartTime_str", compact(statistics.startTime()))
            .put("EndTime_str", compact(statistics.endTime()))
            .put("backup_meta", meta());
    return (json.indented() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Duration sinceEpoch(Instant time) {
    return Duration.between(Instant.EPOCH, time);
  }

  private static String compact(Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return BackupTime.isValid(second) ? BackupTime.format(second) : second.toString();
  }

  private JsonObject meta() {
    Instant full = plan.chain().map(chain -> chain.backups().start()).orElse(plan.set().time());
    int increments = plan.chain().map(chain -> chain.backups().incrementals().size()).orElse(0);
    return new JsonObject()
        .put("action", plan.set().isFull() ? "full" : "inc")
        .put("skipped_inc", false)
        .put("time_full_bkp", full.getEpochSecond())
        .put("time_full_bkp_str", compact(full))
        .put("no_of_inc", increments)
        .put("concurrency", 1) // a volume is stored while the next one is made
        .put("target", target)
        .put("source", source)
        .putTexts("local_json_stat", earlier.isEmpty() ? List.of("N/A") : earlier);
  }
}
