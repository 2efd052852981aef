package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals in the middle of a backup. */
class SignalsIT {
  // Ends a backup while a volume is being made.
  private static final String END =
      """
      "$JDUP" full --no-encryption data "$URL" & pid=$!
      until test -s tmp/jdup-*/jdup-run-*/vol1; do kill -0 $pid || exit 1; done
      kill -$SIGNAL $pid
      wait $pid""";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  void unfinishedVolumesGoWithTheProcess(String signal, int code) throws Exception {
    Workplace place = Workplace.in(directory);
    byte[] noise = new byte[100_000_000];
    new Random(1).nextBytes(noise);
    Files.createDirectories(place.resolve("data"));
    Files.write(place.resolve("data/large"), noise);
    Path temporary = Files.createDirectories(place.resolve("tmp"));
    Ran ran =
        place
            .with("JDUP", place.resolve("bin/jdup").toString())
            .with("URL", place.url("t"))
            .with("TMPDIR", temporary.toString())
            .with("SIGNAL", signal)
            .run("sh", "-c", END);
    ran.ended(code);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(0, left.count(), ran::toString);
    }
    assertFalse(ran.err().contains("jdup: "), ran::toString);
  }
}
