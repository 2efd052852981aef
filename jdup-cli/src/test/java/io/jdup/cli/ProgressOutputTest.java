package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressOutputTest {
  private static final long MIB = 1 << 20;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Output output = new Output(out, new PrintStream(out), 4).loggingTo(log());
  private long millis;

  private MessageLog log() {
    return new MessageLog(List.of(log), new PrintStream(log));
  }

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return Instant.ofEpochMilli(millis);
        }
      };

  private ProgressOutput progress(boolean terminal) {
    return ProgressOutput.to(output, clock, Duration.ofSeconds(3), terminal);
  }

  private static void at(ProgressOutput progress, long entries, long bytes) {
    progress.reached(entries, bytes);
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  // duplicity --progress --progress-rate 1 --volsize 10 full (0.8.22)
  @Test
  void linesLookAsDuplicitys() {
    assertEquals(
        "10.0MB 00:00:02 [2.9MB/s] [====>                                    ] 11% ETA 15sec",
        ProgressOutput.line(10_444_849, 2, 3_060_041, 0.119, 15));
    assertEquals(
        "0.0KB 00:00:01 [0.0KB/s] [>                                        ] 0% ETA 1sec",
        ProgressOutput.line(0, 1, 0, 0, 1));
    assertEquals(
        "84.1MB 00:00:10 [9.4MB/s] [========================================>] 100% ETA 0sec",
        ProgressOutput.line(88_207_225, 10, 9_806_373, 1, 0));
  }

  @Test
  void aLineComesEverySoManySecondsAndAtTheEnd() {
    ProgressOutput progress = progress(false);
    progress.measured(4, 100 * MIB);
    millis = 2999;
    at(progress, 1, 10 * MIB);
    assertEquals("", told());
    millis = 3000;
    at(progress, 1, 20 * MIB);
    at(progress, 1, 21 * MIB);
    millis = 4000;
    at(progress, 4, 100 * MIB);
    at(progress, 4, 100 * MIB);
    assertEquals(
        "20.0MB 00:00:03 [6.7MB/s] [========>                                ] 20% ETA 12sec\n"
            + "100.0MB 00:00:04 [25.0MB/s] [========================================>] 100% ETA"
            + " 0sec\n",
        told());
    assertEquals(
        "NOTICE 16 20971520 3 20 12 6990506 0",
        log.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
  }

  @Test
  void linesOnATerminalTakeEachOthersPlace() {
    ProgressOutput progress = progress(true);
    progress.measured(3, 0); // nothing but directories
    millis = 5000;
    at(progress, 1, 0);
    millis = 9000;
    at(progress, 2, 0);
    List<String> lines = told().lines().toList();
    assertEquals(2, lines.size());
    assertEquals("0.0KB 00:00:05 ", lines.get(0).substring(0, 15));
    assertEquals("\u001b[F\u001b[2K0.0KB 00:00:09 ", lines.get(1).substring(0, 22));
    assertEquals("66% ETA 5sec", lines.get(1).replaceAll(".*\\] ", ""));
  }

  @Test
  void nothingIsToldOfWhatWasNotMeasured() {
    ProgressOutput progress = progress(false);
    millis = 9000;
    at(progress, 1, 5);
    assertEquals("", told());
  }
}
