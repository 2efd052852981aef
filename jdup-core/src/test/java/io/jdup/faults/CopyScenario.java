package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Replicate;
import io.jdup.TreeListing;
import io.jdup.faults.Effects.Fault;
import java.io.IOException;
import java.util.TreeMap;

/** A copying of backups to another place. */
final class CopyScenario extends Scenario {
  private final boolean anew;

  CopyScenario(String name, boolean anew) {
    super(name);
    this.anew = anew;
  }

  @Override
  void prepare(Scene scene) throws IOException {
    for (int minute = 1; minute <= 3; minute++) {
      Scene.fill(scene.source, minute);
      scene.backUp(scene.at("target"), minute, settings -> {});
      model.put(Scene.minute(minute), TreeListing.of(scene.source));
      if (minute == 1) {
        assertTrue(act(scene, 0));
      }
    }
    kept.add(Scene.minute(1));
  }

  @Override
  boolean act(Scene scene, int attempt) throws IOException {
    Replicate replicate = Replicate.from(scene.at("target")).tempDir(scene.temp).threads(1);
    (anew ? replicate.unencrypted() : replicate).to(scene.at("copy"));
    return true;
  }

  @Override
  void checkAnyTime(Scene scene, Restored restored, Fault fault) throws IOException {
    assertEquals(new TreeMap<>(model), restored.at(scene, "target"));
    checkSets(restored.at(scene, "copy"));
  }

  @Override
  void checkDone(Scene scene, Restored restored) throws IOException {
    assertEquals(new TreeMap<>(model), restored.at(scene, "copy"));
  }
}
