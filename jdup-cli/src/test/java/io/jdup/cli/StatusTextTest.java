package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileNaming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTextTest {
  private static final Path FIXTURES = Path.of("..", "testdata", "fixtures");

  private static List<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  // collection-status.txt is what duplicity 0.8.22 printed at -v2, see testdata/make-fixtures.sh
  @ParameterizedTest
  @ValueSource(
      strings = {
        "two-chains",
        "gz-chain",
        "mixed-chain",
        "multivol-gz",
        "sym-chain",
        "short-names"
      })
  void printsWhatDuplicityPrints(String fixture) throws IOException {
    Path directory = FIXTURES.resolve(fixture);
    CollectionStatus status =
        CollectionStatus.of(
            names(directory.resolve("cache")),
            names(directory.resolve("archive")),
            FileNaming.DEFAULT);
    var lines = new ArrayList<String>();
    StatusText.warnings(status).stream()
        .map(StatusText.Warning::text)
        .filter(text -> !text.startsWith("Warning: the target has lost")) // which it does not see
        .forEach(lines::add);
    Path archiveDir = Path.of("cache", fixture);
    lines.addAll(
        StatusText.lines(status, "BackendWrapper", archiveDir, LocalZone.of(ZoneOffset.UTC)));
    assertEquals(
        Files.readString(directory.resolve("collection-status.txt"), StandardCharsets.UTF_8),
        String.join("\n", lines) + "\n");
  }

  // duplicity collection-status file:///tmp/empty
  @Test
  void saysThatThereIsNothing() {
    CollectionStatus nothing = CollectionStatus.of(List.of(), List.of(), FileNaming.DEFAULT);
    assertEquals(
        "Last full backup date: none", StatusText.lastFull(nothing, LocalZone.of(ZoneOffset.UTC)));
    assertEquals(
        List.of(
            "Collection Status",
            "-----------------",
            "Connecting with backend: file:///t",
            "Archive dir: /a",
            "",
            "Found 0 secondary backup chains.",
            "No backup chains with active signatures found",
            "No orphaned or incomplete backup sets found."),
        StatusText.lines(nothing, "file:///t", Path.of("/a"), LocalZone.of(ZoneOffset.UTC)));
  }
}
