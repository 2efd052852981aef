package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.TreeListing;
import io.jdup.faults.Effects.Fault;
import io.jdup.internal.volume.WorkDirectory;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;

/** Breaks a run off at each of its effects, and looks each time at what is left. */
final class Sweep {
  private static final boolean ALL = "all".equals(System.getProperty("jdup.sweep"));
  private static final int USUALLY = 8; // points of each run and fault, spread evenly
  private static final int CUTS_AT_THE_END = 4;
  private static final FaultFileSystem WITHOUT_FAULT = new FaultFileSystem(Effects.counting());
  private static final String FOREIGN = "the user's own";

  /** How many effects a run has, and at how many of them it was broken off. */
  record Points(int effects, int tried, int placesRestored) {}

  private final Scenario scenario;
  private final Fault fault;
  private final Path root;
  private final Scene before;
  private final List<String> sourceBefore;
  private final Restored restored = new Restored();

  private Sweep(Scenario scenario, Fault fault, Path root) throws IOException {
    this.scenario = scenario;
    this.fault = fault;
    this.root = root;
    this.before = new Scene(root.resolve("source"), Files.createDirectory(root.resolve("before")));
    Files.createDirectory(before.temp);
    scenario.prepare(before);
    for (String name : List.of("archive", "temp", "target", "copy")) {
      if (Files.isDirectory(before.place.resolve(name))) {
        Files.writeString(before.place.resolve(name).resolve("foreign"), FOREIGN);
      }
    }
    this.sourceBefore = TreeListing.of(before.source);
  }

  /** Breaks {@code scenario} off everywhere by {@code fault}. */
  static Points of(Scenario scenario, Fault fault) throws IOException {
    try (var work = WorkDirectory.in(null)) {
      return new Sweep(scenario, fault, work.path().toRealPath()).run();
    }
  }

  private Points run() throws IOException {
    int effects = point(0, 0);
    if (fault == Fault.POWER_CUT) {
      for (int seed = 1; seed < CUTS_AT_THE_END; seed++) {
        point(0, seed);
      }
    }
    int step = ALL ? 1 : Math.max(1, (effects + USUALLY - 1) / USUALLY);
    int tried = 0;
    for (int n = 1 + List.of(Fault.values()).indexOf(fault) % step; n <= effects; n += step) {
      point(n, n);
      tried++;
    }
    return new Points(effects, tried, restored.count());
  }

  private int point(int n, long seed) throws IOException {
    Path place = root.resolve("point");
    copyTree(before.place, place);
    Path graveyard = Files.createDirectory(root.resolve("lost"));
    var effects = new Effects(n, fault, fault == Fault.POWER_CUT ? new Disk(graveyard) : Disk.SAFE);
    // Nothing is to be forced to a real disk here, which takes long.
    var scene = new Scene(before.source, place).through(WITHOUT_FAULT);
    try {
      check(scene, effects, seed);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          scenario + ", " + fault + " at effect " + n + ": " + effects.faultyEffect(), e);
    }
    WorkDirectory.deleteTree(place);
    WorkDirectory.deleteTree(graveyard);
    return effects.happened().size();
  }

  private void check(Scene scene, Effects effects, long seed) throws IOException {
    boolean well = false;
    Throwable thrown = null;
    try {
      well = scenario.act(scene.through(new FaultFileSystem(effects)), 0);
    } catch (IOException e) {
      if (!effects.isDead()) {
        assertSaysWhatIsWrong(e);
      }
      thrown = e;
    } catch (AssertionError | Effects.Killed e) {
      if (!effects.isDead()) {
        throw e;
      }
      thrown = e;
    }
    if (!effects.reached()) {
      assertNull(thrown, () -> "nothing was made to fail");
      assertTrue(well);
    }
    effects.disk().lose(FaultPath.real(scene.place), seed);
    for (String effect : effects.happened()) {
      assertFalse(effect.contains(scene.source.toString()), effect);
    }
    if (fault != Fault.POWER_CUT && !effects.isDead() && !effects.failedToDelete()) {
      assertEquals(List.of(), scene.leftovers());
    }
    scenario.checkAnyTime(scene, restored, fault);
    if (well && (fault != Fault.POWER_CUT || scenario.outlivesPowerCuts())) {
      scenario.checkDone(scene, restored);
    }
    assertTrue(scenario.act(scene, 1), "the next run fails");
    scenario.checkAnyTime(scene, restored, fault);
    scenario.checkDone(scene, restored);
    scenario.checkAfterwards(scene, restored);
    assertEquals(sourceBefore, TreeListing.of(scene.source));
    checkForeign(scene);
  }

  private static void assertSaysWhatIsWrong(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (!message.contains("no space left") && !message.contains("input/output error")) {
      throw new AssertionError("says something else than what is wrong", e);
    }
  }

  private void checkForeign(Scene scene) throws IOException {
    for (String name : List.of("archive", "temp", "target", "copy")) {
      if (Files.exists(before.place.resolve(name).resolve("foreign"))) {
        assertEquals(FOREIGN, Files.readString(scene.place.resolve(name).resolve("foreign")));
      }
    }
  }

  static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(to.resolve(from.relativize(each).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                each,
                to.resolve(from.relativize(each).toString()),
                LinkOption.NOFOLLOW_LINKS,
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
