package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.faults.Effects.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A restore into a directory that is not there, or over one that is. */
final class RestoreScenario extends Scenario {
  private final boolean over;
  private final Map<String, List<String>> wanted = new HashMap<>(); // type, size and hash by path

  RestoreScenario(String name, boolean over) {
    super(name);
    this.over = over;
  }

  @Override
  void prepare(Scene scene) throws IOException {
    for (int minute = 1; minute <= 3; minute++) {
      Scene.fill(scene.source, minute);
      scene.backUp(scene.at("target"), minute, settings -> {});
      model.put(Scene.minute(minute), TreeListing.of(scene.source));
      if (over) {
        note(TreeListing.of(scene.source)); // an older state may be there still
      }
    }
    if (over) {
      Restore.from(scene.at("target")).asOf(Scene.minute(1)).into(scene.out);
      Files.writeString(scene.out.resolve("foreign"), "");
      Files.writeString(scene.out.resolve("dir/foreign"), "");
    }
    note(TreeListing.of(scene.source));
  }

  private void note(List<String> listing) {
    for (String line : listing) {
      String[] fields = line.split("\t");
      String content = String.join(" ", fields[1], fields[6], fields[7], fields[8]);
      wanted.merge(fields[0], List.of(content), Scenario::both);
    }
  }

  @Override
  boolean act(Scene scene, int attempt) throws IOException {
    Restore restore = Restore.from(scene.at("target")).tempDir(scene.temp);
    boolean leavesSomething = over || attempt > 0 && Files.exists(scene.out);
    return (leavesSomething ? restore.overwrite() : restore).into(scene.out).errors() == 0;
  }

  @Override
  boolean outlivesPowerCuts() {
    return false; // restored files are not forced to the disk
  }

  // Whatever has its own name is whole.
  @Override
  void checkAnyTime(Scene scene, Restored restored, Fault fault) throws IOException {
    assertEquals(new TreeMap<>(model), restored.at(scene, "target"));
    if (!Files.exists(scene.out) || fault == Fault.POWER_CUT) {
      return;
    }
    for (String line : TreeListing.of(scene.out)) {
      String[] fields = line.split("\t");
      String content = String.join(" ", fields[1], fields[6], fields[7], fields[8]);
      boolean own = !fields[0].contains(".jdup-restore-") && !fields[0].endsWith("foreign");
      assertTrue(!own || wanted.getOrDefault(fields[0], List.of()).contains(content), line);
    }
  }

  @Override
  void checkDone(Scene scene, Restored restored) throws IOException {
    Map<String, String> found = new HashMap<>();
    for (String line : TreeListing.of(scene.out)) {
      found.put(line.substring(0, line.indexOf('\t')), line);
    }
    for (String line : TreeListing.of(scene.source)) {
      assertEquals(line, found.remove(line.substring(0, line.indexOf('\t'))));
    }
    if (over) {
      assertTrue(found.containsKey("foreign") && found.containsKey("dir/foreign"));
    }
  }
}
