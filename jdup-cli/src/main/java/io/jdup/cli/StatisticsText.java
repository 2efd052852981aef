package io.jdup.cli;

import io.jdup.report.BackupStatistics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The block of statistics after a backup, as duplicity prints it.
 *
 * <p>Source: the output of duplicity 0.8.22 for sources of 0 bytes to 100 MB and runs of up to 300
 * hours (with a clock that goes faster); format specification section 10.6.
 */
final class StatisticsText {
  private static final String[] UNITS = {"KB", "MB", "GB", "TB"};
  private static final int UNIT_STEP = 1024;

  private StatisticsText() {}

  /** Returns the lines of the block, from ruler to the empty line that ends it. */
  static List<String> lines(BackupStatistics statistics, LocalZone zone) {
    return List.of(
        "--------------[ Backup Statistics ]--------------",
        "StartTime " + time(statistics.startTime(), zone),
        "EndTime " + time(statistics.endTime(), zone),
        "ElapsedTime " + elapsed(statistics.elapsed()),
        "SourceFiles " + statistics.sourceFiles(),
        "SourceFileSize " + size(statistics.sourceFileSizeBytes()),
        "NewFiles " + statistics.newFiles(),
        "NewFileSize " + size(statistics.newFileSizeBytes()),
        "DeletedFiles " + statistics.deletedFiles(),
        "ChangedFiles " + statistics.changedFiles(),
        "ChangedFileSize " + size(statistics.changedFileSizeBytes()),
        "ChangedDeltaSize " + size(0), // duplicity never counts it
        "DeltaEntries " + statistics.deltaEntries(),
        "RawDeltaSize " + size(statistics.rawDeltaSizeBytes()),
        "TotalDestinationSizeChange " + size(statistics.totalDestinationSizeChangeBytes()),
        "Errors " + statistics.errors(),
        "-------------------------------------------------",
        "");
  }

  private static String time(Instant time, LocalZone zone) {
    String seconds = hundredths(Duration.between(Instant.EPOCH, time));
    return seconds + " (" + Asctime.format(time, zone) + ")";
  }

  private static String hundredths(Duration duration) {
    return decimal(duration.toNanos() / 1e9, 2);
  }

  /**
   * Returns {@code 72.37 (1 minute 12.37 seconds)}; less than a second is left out of long ones.
   */
  static String elapsed(Duration duration) {
    var parts = new ArrayList<String>();
    count(parts, duration.toHours(), "hour");
    count(parts, duration.toMinutesPart(), "minute");
    Duration seconds = duration.minusMinutes(duration.toMinutes());
    if (parts.isEmpty() || seconds.compareTo(Duration.ofSeconds(1)) > 0) {
      parts.add(hundredths(seconds) + " seconds");
    }
    return hundredths(duration) + " (" + String.join(" ", parts) + ")";
  }

  private static void count(List<String> parts, long number, String unit) {
    if (number > 0) {
      parts.add(number + " " + unit + (number == 1 ? "" : "s"));
    }
  }

  /** Returns {@code 8197 (8.00 KB)}: three digits that count, in powers of 1024. */
  static String size(long bytes) {
    return bytes + " (" + rounded(bytes) + ")";
  }

  private static String rounded(long bytes) {
    if (bytes < UNIT_STEP) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double value = (double) bytes / UNIT_STEP;
    int unit = 0;
    while (value >= UNIT_STEP && unit < UNITS.length - 1) {
      value /= UNIT_STEP;
      unit++;
    }
    int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    return decimal(value, decimals) + " " + UNITS[unit];
  }

  // String.format takes 4 ms at first, which is felt in a run that is over in half a second.
  private static String decimal(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}
