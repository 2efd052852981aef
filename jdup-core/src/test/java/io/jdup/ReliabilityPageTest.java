package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about reliability names tests; they exist. */
class ReliabilityPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT|Properties|Contract))(?:\\.(\\w+))?`");
  private static final int BUGS = 22;

  @Test
  void everyTestThatThePageNamesExists() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/reliability.md"));
    Map<String, String> sources = sources();
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (Matcher matcher = NAMED.matcher(page); matcher.find(); named++) {
      String source = sources.get(matcher.group(1));
      boolean there =
          source != null
              && (matcher.group(2) == null || source.contains(" " + matcher.group(2) + "("));
      if (!there) {
        missing.add(matcher.group());
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(named > BUGS, "named: " + named);
  }

  @Test
  void everyBugHasItsRowWithATest() throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/reliability.md")).stream()
            .filter(line -> line.matches("\\| [0-9]+ \\|.*"))
            .toList();
    for (int number = 1; number <= BUGS; number++) {
      String row = rows.get(number - 1);
      assertTrue(row.startsWith("| " + number + " |"), row);
      assertTrue(NAMED.matcher(row).find(), row);
    }
  }

  private static Map<String, String> sources() throws IOException {
    var sources = new HashMap<String, String>();
    for (String module : List.of("core", "crypto", "transport", "cli", "bench")) {
      Path tests = ROOT.resolve("jdup-" + module + "/src/test/java");
      if (!Files.isDirectory(tests)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString();
          sources.merge(
              name.substring(0, name.length() - 5), Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }
}
