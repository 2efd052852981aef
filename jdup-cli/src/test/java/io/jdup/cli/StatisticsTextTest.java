package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.report.BackupStatistics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTextTest {
  // TZ=UTC duplicity --no-encryption src file:///tmp/t (0.8.22), times replaced
  @Test
  void printsDuplicitysBlock() {
    Instant start = Instant.ofEpochSecond(1_700_000_000);
    var statistics =
        new BackupStatistics(start, start.plusMillis(10), 6, 8200, 2, 4096, 0, 1, 5, 3, 12, 250, 0);
    assertEquals(
        List.of(
            "--------------[ Backup Statistics ]--------------",
            "StartTime 1700000000.00 (Tue Nov 14 22:13:20 2023)",
            "EndTime 1700000000.01 (Tue Nov 14 22:13:20 2023)",
            "ElapsedTime 0.01 (0.01 seconds)",
            "SourceFiles 6",
            "SourceFileSize 8200 (8.01 KB)",
            "NewFiles 2",
            "NewFileSize 4096 (4.00 KB)",
            "DeletedFiles 0",
            "ChangedFiles 1",
            "ChangedFileSize 5 (5 bytes)",
            "ChangedDeltaSize 0 (0 bytes)",
            "DeltaEntries 3",
            "RawDeltaSize 12 (12 bytes)",
            "TotalDestinationSizeChange 250 (250 bytes)",
            "Errors 0",
            "-------------------------------------------------",
            ""),
        StatisticsText.lines(statistics, LocalZone.of(ZoneOffset.UTC)));
  }

  // truncate -s N f; duplicity full --dry-run --no-encryption f file:///tmp/t (0.8.22)
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.00 KB",
    "1025, 1.00 KB",
    "10239, 10.00 KB",
    "10240, 10.0 KB",
    "102399, 100.0 KB",
    "102400, 100 KB",
    "1024000, 1000 KB",
    "1048575, 1024 KB",
    "1048576, 1.00 MB",
    "10485760, 10.0 MB",
    "104857600, 100 MB"
  })
  void roundsSizesAsDuplicity(long bytes, String rounded) {
    assertEquals(bytes + " (" + rounded + ")", StatisticsText.size(bytes));
  }

  // the same with a clock made to run up to 2 * 10^9 times as fast
  @ParameterizedTest
  @CsvSource({
    "1690, 1.69 (1.69 seconds)",
    "72370, 72.37 (1 minute 12.37 seconds)",
    "635860, 635.86 (10 minutes 35.86 seconds)",
    "4245470, 4245.47 (1 hour 10 minutes 45.47 seconds)",
    "74820520, 74820.52 (20 hours 47 minutes)",
    "140857700, 140857.70 (39 hours 7 minutes 37.70 seconds)",
    "1095771790, 1095771.79 (304 hours 22 minutes 51.79 seconds)"
  })
  void spellsOutDurationsAsDuplicity(long millis, String text) {
    assertEquals(text, StatisticsText.elapsed(Duration.ofMillis(millis)));
  }
}
