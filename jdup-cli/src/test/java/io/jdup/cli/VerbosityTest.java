package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbosityTest {
  // duplicity(1) 0.8.22: 0 Error, 2 Warning, 4 Notice, 8 Info, 9 Debug; -v4, -vn, -vNOTICE are one
  @ParameterizedTest
  @CsvSource({"0,0", "9,9", "e,0", "w,2", "n,4", "N,4", "NOTICE,4", "Info,8", "debug,9"})
  void knowsAllSpellings(String text, int level) throws UsageException {
    assertEquals(level, Verbosity.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "99", "x", "loud", "-1"})
  void refusesOthers(String text) {
    assertThrows(UsageException.class, () -> Verbosity.parse(text));
  }

  @Test
  void printsEnglishTimesEverywhere() { // TZ=UTC date -d @0 '+%c' in the C locale
    assertEquals(
        "Thu Jan  1 00:00:00 1970",
        Asctime.format(java.time.Instant.EPOCH, LocalZone.of(java.time.ZoneOffset.UTC)));
  }
}
