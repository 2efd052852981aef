package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Thirty unlucky days, or a year of them with {@code -Djdup.days=365}; another seed with {@code
 * -Djdup.seed=N}.
 */
class SimulatedYearTest {
  private static final int DAYS = Integer.getInteger("jdup.days", 30);
  private static final long SEED = Long.getLong("jdup.seed", 1);

  @Test
  void everyStateThatWasKeptRestoresWhateverHappenedInBetween() throws IOException {
    try (var year = new SimulatedYear(SEED)) {
      try {
        while (year.tally.days < DAYS) {
          year.day();
        }
        year.checkAll();
      } finally {
        System.out.println("simulated days: seed " + SEED + ", " + year.tally);
      }
      assertTrue(year.tally.brokenOff >= DAYS / 6, year.tally::toString);
      assertTrue(year.tally.restored >= 2 * DAYS, year.tally::toString);
      assertTrue(year.tally.resumed >= 1, year.tally::toString);
    }
  }
}
