package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.HostileArchive.Tar;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.Outcome;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.report.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives made by hand that mean harm. Whatever they hold, nothing is written outside the target,
 * it ends soon, all else is restored, and what was refused is named.
 */
abstract class HostileRestores {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final AtomicInteger ARCHIVES = new AtomicInteger();

  @TempDir Path directory;
  Path target;
  Path victim;

  @BeforeEach
  void makeAVictim() throws IOException {
    target = directory.resolve("place/target");
    victim = Files.createDirectories(directory.resolve("victim"));
    Files.writeString(victim.resolve("precious"), "precious");
    Files.createDirectories(target.getParent());
  }

  @AfterEach
  void nothingElseWasTouched() throws IOException {
    assertEquals(List.of("precious"), names(victim));
    assertEquals("precious", Files.readString(victim.resolve("precious")));
    assertTrue(List.of(List.of(), List.of("target")).contains(names(target.getParent())));
    assertEquals(List.of("place", "victim"), names(directory));
  }

  /** Tells how many archives were restored since it was asked last; at least {@code least}. */
  static void tell(int least) {
    int restored = ARCHIVES.getAndSet(0);
    System.out.println("hostile archives restored: " + restored);
    assertTrue(restored >= least, "some were left out: " + restored);
  }

  /** Counts an archive that is restored without {@link #restored}. */
  static void count() {
    ARCHIVES.incrementAndGet();
  }

  static List<String> names(Path place) throws IOException {
    try (var files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  RestoreReport restored(HostileArchive archive) {
    return restored(Restore.from(archive.files));
  }

  RestoreReport restored(Restore restore) {
    ARCHIVES.incrementAndGet();
    return Assertions.assertTimeoutPreemptively(LIMIT, () -> restore.into(target));
  }

  static List<String> skipped(RestoreReport report) {
    return report.skipped().stream().map(Skipped::path).map(ReportedPath::toString).toList();
  }

  List<String> paths() throws IOException {
    return TreeListing.of(target).stream().map(line -> line.split("\t")[0]).toList();
  }

  void assertRefused(String refused, RestoreReport report) throws IOException {
    assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
    assertTrue(
        skipped(report).stream().anyMatch(path -> path.contains(refused)),
        refused + " in " + report.skipped());
    assertTrue(Files.exists(target.resolve("z")), "what came after is missing");
  }

  static Tar tar() {
    return new Tar().root();
  }

  static HostileArchive full(Tar volume) {
    return new HostileArchive().set(volume.file("snapshot/z", "last"));
  }

  void deleteTarget() throws IOException {
    WorkDirectory.deleteTree(target);
  }
}
