package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.RealPeers;
import io.jdup.TreeListing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets the real duplicity restore what unlucky days have left. */
class SimulatedYearIT {
  private static final int DAYS = 15;
  private static final int SAMPLE = 5; // states of each seed

  @BeforeAll
  static void findDuplicity() throws Exception {
    RealPeers.require("duplicity");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void duplicityRestoresStatesThatSurvived(long seed) throws Exception {
    try (var year = new SimulatedYear(seed)) {
      while (year.tally.days < DAYS) {
        year.day();
      }
      List<Instant> times = new ArrayList<>(year.model.keySet());
      int restored = 0;
      for (int i = 0; i < SAMPLE; i++) {
        Instant time = times.get(i * (times.size() - 1) / (SAMPLE - 1));
        assertEquals(year.model.get(time), restored(year.scene, time), time::toString);
        restored++;
      }
      System.out.println(
          "simulated days: seed " + seed + ", " + year.tally + ", by duplicity " + restored);
      assertTrue(year.tally.brokenOff >= 3, year.tally::toString);
    }
  }

  private static List<String> restored(Scene scene, Instant time) throws Exception {
    Path place = FaultPath.real(scene.place);
    Path out = place.resolve("by-duplicity-" + time.getEpochSecond());
    var builder =
        new ProcessBuilder(
            "duplicity",
            "restore",
            "--no-encryption",
            "--archive-dir",
            place.resolve("duplicity").toString(),
            "--time",
            Long.toString(time.getEpochSecond()),
            place.resolve("target").toUri().toString(),
            out.toString());
    builder.redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return TreeListing.of(out);
  }
}
