package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.faults.BackupScenario.Kind;
import io.jdup.faults.BackupScenario.Start;
import io.jdup.faults.Effects.Fault;
import io.jdup.faults.Sweep.Points;
import io.jdup.internal.backup.BackupSettings.Mode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every run that writes, broken off at its effects on files, local and at the target: one after the
 * other with {@code -Djdup.sweep=all}, else at some of them. Older states always restore, the set
 * that was being made is complete or invisible, the next run succeeds, and files that are not
 * jdup's stay as they were.
 */
class CrashPointsTest {
  record Way(String name, int leastEffects, Supplier<Scenario> scenario) {}

  static final Way[] WAYS = {
    new Way("first full", 80, () -> new BackupScenario("first full", Start.NOTHING, Mode.AUTO)),
    new Way(
        "large full",
        80,
        () -> new BackupScenario("large full", Start.NOTHING, Mode.AUTO, Kind.LARGE)),
    new Way("full", 80, () -> new BackupScenario("full", Start.TWO_SETS, Mode.FULL)),
    new Way(
        "increment", 60, () -> new BackupScenario("increment", Start.TWO_SETS, Mode.INCREMENTAL)),
    new Way(
        "cache sync",
        80,
        () ->
            new BackupScenario("cache sync", Start.TWO_SETS_WITHOUT_ARCHIVE_DIR, Mode.INCREMENTAL)),
    new Way(
        "resumed full",
        60,
        () -> new BackupScenario("resumed full", Start.INTERRUPTED_FULL, Mode.AUTO)),
    new Way(
        "resumed increment",
        60,
        () -> new BackupScenario("resumed increment", Start.INTERRUPTED_INCREMENT, Mode.AUTO)),
    new Way(
        "marked increment",
        70,
        () -> new BackupScenario("marked increment", Start.TWO_SETS, Mode.INCREMENTAL, Kind.SLOW)),
    new Way(
        "encrypted increment",
        60,
        () ->
            new BackupScenario(
                "encrypted increment", Start.TWO_SETS, Mode.INCREMENTAL, Kind.ENCRYPTED)),
    new Way(
        "encrypted resumed full",
        60,
        () ->
            new BackupScenario(
                "encrypted resumed full", Start.INTERRUPTED_FULL, Mode.AUTO, Kind.ENCRYPTED)),
    new Way(
        "cleanup",
        4,
        () -> new RemovalScenario("cleanup", Backups::cleanup, Set.of(1, 2, 3, 4, 5))),
    new Way(
        "remove-older-than",
        10,
        () ->
            new RemovalScenario(
                "remove-older-than",
                backups -> backups.removeOlderThan(Scene.minute(3)),
                Set.of(3, 4, 5))),
    new Way(
        "remove-all-but-n-full",
        10,
        () ->
            new RemovalScenario(
                "remove-all-but-n-full", backups -> backups.removeAllButNFull(1), Set.of(5))),
    new Way(
        "remove-all-inc-of-but-n-full",
        10,
        () ->
            new RemovalScenario(
                "remove-all-inc-of-but-n-full",
                backups -> backups.removeAllIncrementalsOfButNFull(1),
                Set.of(1, 3, 5))),
    new Way("replicate", 60, () -> new CopyScenario("replicate", false)),
    new Way("replicate anew", 60, () -> new CopyScenario("replicate anew", true)),
    new Way("restore", 20, () -> new RestoreScenario("restore", false)),
    new Way("restore over", 20, () -> new RestoreScenario("restore over", true)),
  };

  static Stream<Arguments> waysAndFaults() {
    return Arrays.stream(WAYS)
        .flatMap(
            way -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(way.name(), fault)));
  }

  @ParameterizedTest
  @MethodSource("waysAndFaults")
  void nothingIsLostWhereverARunIsBrokenOff(String name, Fault fault) throws IOException {
    Way way = Arrays.stream(WAYS).filter(w -> w.name().equals(name)).findFirst().orElseThrow();
    Points points = Sweep.of(way.scenario().get(), fault);
    System.out.println(
        "crash points: "
            + name
            + ", "
            + fault
            + ": "
            + points.tried()
            + " of "
            + points.effects()
            + ", contents restored: "
            + points.placesRestored());
    assertTrue(points.effects() >= way.leastEffects(), points::toString);
    assertTrue(points.tried() >= Math.min(6, way.leastEffects()), points::toString);
  }
}
