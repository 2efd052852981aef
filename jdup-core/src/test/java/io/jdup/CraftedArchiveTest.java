package io.jdup;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores archives that are odd, damaged or hostile; {@code testdata/make-crafted.py} made them.
 *
 * <p>What is only odd restores to what duplicity makes of it. Where duplicity is wrong, the table
 * says what jdup does: a full tree where duplicity loses entries, and errors, never silence, where
 * something cannot be restored.
 */
class CraftedArchiveTest {
  private static final Path CRAFTED = Path.of("..", "testdata", "fixtures", "crafted");

  /** What is expected: the paths below the target, and how the restore ends. */
  private record Expected(Ending ending, List<String> paths) {
    Expected(Ending ending, String... paths) {
      this(ending, List.of(paths));
    }
  }

  private enum Ending {
    COMPLETE,
    WITH_ERRORS,
    CORRUPT
  }

  private static final Map<String, Expected> DIFFERENT_FROM_DUPLICITY =
      Map.ofEntries(
          entry("bad-header-mid-volume", new Expected(Ending.WITH_ERRORS, ".", "a")),
          entry("corrupt-delta", new Expected(Ending.WITH_ERRORS, ".", "b")),
          entry("delta-past-end", new Expected(Ending.WITH_ERRORS, ".", "b")),
          entry("diff-after-delete", new Expected(Ending.WITH_ERRORS, ".", "b")),
          entry("diff-without-base", new Expected(Ending.WITH_ERRORS, ".", "a")),
          entry("dotdot", new Expected(Ending.WITH_ERRORS, ".")),
          entry("empty-component", new Expected(Ending.WITH_ERRORS, ".")),
          entry("empty-volume-middle", new Expected(Ending.COMPLETE, ".", "a", "b")),
          entry("hardlink", new Expected(Ending.WITH_ERRORS, ".", "a")),
          entry("hash-mismatch", new Expected(Ending.WITH_ERRORS)),
          entry("hash-mismatch-ignored", new Expected(Ending.WITH_ERRORS, ".", "b")),
          entry("hash-sha256", new Expected(Ending.COMPLETE, ".", "a")),
          entry("manifest-empty", new Expected(Ending.CORRUPT)),
          entry("manifest-missing-volume", new Expected(Ending.WITH_ERRORS, ".", "a")),
          entry("missing-parent", new Expected(Ending.COMPLETE, ".", "d", "d/x")),
          entry("negative-mtime", new Expected(Ending.COMPLETE, ".", "a")),
          entry("no-hash", new Expected(Ending.WITH_ERRORS)),
          entry("no-root", new Expected(Ending.COMPLETE, ".", "a")),
          entry("string-sorted", new Expected(Ending.WITH_ERRORS, ".", "d", "d-")),
          entry("through-symlink", new Expected(Ending.WITH_ERRORS, ".", "l")),
          entry("unknown-prefix", new Expected(Ending.WITH_ERRORS, ".", "a")),
          entry("unsorted", new Expected(Ending.WITH_ERRORS, ".", "b")));

  @TempDir private Path temp;

  @TestFactory
  Stream<DynamicTest> everyCraftedArchiveRestoresRightlyOrFailsClearly() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> archives = Files.list(CRAFTED)) {
      for (Path archive : archives.sorted().toList()) {
        String name = archive.getFileName().toString();
        tests.add(dynamicTest(name, () -> check(archive, name)));
      }
    }
    assertEquals(52, tests.size());
    return tests.stream();
  }

  private void check(Path archive, String name) throws IOException {
    JsonObject real =
        JsonParser.parseString(Files.readString(archive.resolve("result.json"))).getAsJsonObject();
    Path target = temp.resolve(name).resolve("target");
    Path planted = Path.of("/tmp/x"); // what the archive with a planted symlink aims at
    boolean plantedBefore = Files.exists(planted, LinkOption.NOFOLLOW_LINKS);
    Restore restore =
        Restore.from(archive.resolve("archive").toUri()).archiveDir(temp.resolve("none"));
    if (real.getAsJsonArray("extra_options").toString().contains("--ignore-errors")) {
      restore = restore.ignoreErrors();
    }
    Ending ending = run(restore, target);
    Expected expected = DIFFERENT_FROM_DUPLICITY.get(name);
    if (expected == null) {
      assertEquals(0, real.get("exit_code").getAsInt());
      assertEquals(Ending.COMPLETE, ending);
      assertEquals(realTree(real.getAsJsonArray("restored")), withoutOwners(target));
    } else {
      assertEquals(expected.ending(), ending);
      assertEquals(expected.paths(), paths(target));
    }
    assertEquals(plantedBefore, Files.exists(planted, LinkOption.NOFOLLOW_LINKS));
    try (Stream<Path> beside = Files.list(temp.resolve(name))) {
      assertTrue(beside.allMatch(target::equals), "something was written beside the target");
    }
  }

  private Ending run(Restore restore, Path target) throws IOException {
    Files.createDirectory(target.getParent());
    try {
      RestoreReport report = restore.into(target);
      assertEquals(report.errors() == 0, report.skipped().isEmpty());
      return report.outcome() == Outcome.COMPLETE ? Ending.COMPLETE : Ending.WITH_ERRORS;
    } catch (CorruptBackupException e) {
      assertFalse(String.valueOf(e.getMessage()).contains("\n"), "a message is one line");
      return Ending.CORRUPT;
    }
  }

  private static List<String> realTree(JsonArray lines) {
    List<String> tree = new ArrayList<>();
    for (JsonElement line : lines) {
      tree.add(line.getAsString());
    }
    return tree;
  }

  private static List<String> withoutOwners(Path target) throws IOException {
    return TreeListing.of(target).stream()
        .map(line -> line.split("\t"))
        .peek(
            columns -> {
              columns[3] = "-";
              columns[4] = "-";
            })
        .map(columns -> String.join("\t", columns))
        .toList();
  }

  private static List<String> paths(Path target) throws IOException {
    if (!Files.exists(target)) {
      return List.of();
    }
    return TreeListing.of(target).stream().map(line -> line.split("\t")[0]).toList();
  }
}
