package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of {@code docs/failures.md}: what users are told when something is wrong. */
final class FailureTable {
  private static final Path PAGE = Path.of("..", "docs", "failures.md");

  private FailureTable() {}

  /**
   * One line of the table.
   *
   * @param situation what is wrong
   * @param message what jdup says after {@code jdup: }; an ellipsis stands for what varies
   * @param exitCode what jdup returns
   */
  record Row(String situation, String message, int exitCode) {
    /** Requires that {@code ran} told the user what the table says, and nothing else. */
    void check(Ran ran) {
      assertEquals(exitCode, ran.exitCode(), ran::toString);
      List<String> lines = ran.err().lines().toList();
      assertTrue(lines.stream().allMatch(line -> line.startsWith("jdup: ")), ran::toString);
      // a run that came to its end tells of each thing, and then what that comes to
      boolean wentOn =
          exitCode == ExitCodes.DONE_WITH_ERRORS
              || exitCode == ExitCodes.DAMAGED && lines.size() > 1;
      assertTrue(wentOn ? lines.size() > 1 : lines.size() == 1, ran::toString);
      String told = lines.get(0).substring("jdup: ".length());
      assertTrue(
          pattern().matcher(told).matches(), () -> "told: " + told + "\nin table: " + message);
    }

    private Pattern pattern() {
      return Pattern.compile(
          Arrays.stream(message.split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".+")));
    }
  }

  /** Reads the table. */
  static List<Row> read() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| ") && line.contains(" | `"))
        .map(FailureTable::row)
        .toList();
  }

  private static Row row(String line) {
    String[] cells = line.split(" \\| ", -1);
    String situation = cells[0].substring("| ".length());
    String message = cells[1].substring(1, cells[1].length() - 1);
    return new Row(situation, message, Integer.parseInt(cells[2]));
  }
}
