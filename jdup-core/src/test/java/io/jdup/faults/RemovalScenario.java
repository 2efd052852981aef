package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backups;
import io.jdup.Removal;
import io.jdup.TreeListing;
import io.jdup.collection.RetentionPlan;
import io.jdup.internal.backup.BackupSettings.Mode;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A removal of backups or of leftovers. */
final class RemovalScenario extends Scenario {
  private final Function<Backups, Removal> removal;
  private final Set<Integer> staying; // minutes of the sets that stay

  RemovalScenario(String name, Function<Backups, Removal> removal, Set<Integer> staying) {
    super(name);
    this.removal = removal;
    this.staying = staying;
  }

  // Three chains: a full and an increment, the same, a full; and what interrupted runs left.
  @Override
  void prepare(Scene scene) throws IOException {
    for (int minute = 1; minute <= 5; minute++) {
      Scene.fill(scene.source, minute);
      Mode mode = minute % 2 == 1 ? Mode.FULL : Mode.INCREMENTAL;
      scene.backUp(scene.at("target"), minute, settings -> settings.mode = mode);
      model.put(Scene.minute(minute), TreeListing.of(scene.source));
    }
    interrupt(scene, 6);
    try (var parts = Files.newDirectoryStream(scene.archive, "*.part*")) {
      for (Path part : parts) {
        Files.delete(part); // so that nothing but the volumes tell of that one
      }
    }
    interrupt(scene, 7);
    kept.addAll(staying.stream().map(Scene::minute).toList());
  }

  private static void interrupt(Scene scene, int minute) throws IOException {
    Scene.fill(scene.source, minute);
    try {
      scene.backUp(scene.at("target"), minute, settings -> settings.failAfterVolume = 1);
      throw new AssertionError("not interrupted");
    } catch (IOException e) {
      if (!e.getMessage().contains("behind volume 1")) {
        throw e;
      }
    }
  }

  @Override
  boolean act(Scene scene, int attempt) throws IOException {
    Transport target = scene.at("target");
    Removal described = removal.apply(Backups.at(target).archiveDir(scene.archive));
    RetentionPlan plan = described.plan();
    return described.delete(plan).failures().isEmpty();
  }

  @Override
  boolean outlivesPowerCuts() {
    return false; // what was deleted may be back, and is deleted again
  }

  @Override
  void checkDone(Scene scene, Restored restored) throws IOException {
    assertEquals(new TreeSet<>(kept), restored.at(scene, "target").keySet());
    Transport target = scene.at("target");
    RetentionPlan left = removal.apply(Backups.at(target).archiveDir(scene.archive)).plan();
    assertTrue(left.isEmpty(), left::toString);
  }

  @Override
  void checkAfterwards(Scene scene, Restored restored) throws IOException {
    int minute = 30;
    scene.backUp(scene.at("target"), minute, settings -> settings.mode = Mode.INCREMENTAL);
    scene.backUp(scene.at("target"), minute + 1, settings -> {}); // the first may have resumed
    var states = restored.at(scene, "target");
    assertEquals(TreeListing.of(scene.source), states.lastEntry().getValue());
    assertTrue(states.keySet().containsAll(kept));
  }
}
