package io.jdup.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.TreeListing;
import io.jdup.faults.Effects.Fault;
import io.jdup.internal.volume.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a disk may lose when the power goes after a backup has said that it was done. */
class PowerCutTest {
  private static final int CUTS = 30;

  @Test
  void backupIntoANewDirectoryIsThereAfterAPowerCut() throws IOException {
    for (int seed = 0; seed < CUTS; seed++) {
      try (var work = WorkDirectory.in(null)) {
        var scene = new Scene(work.resolve("source"), work.resolve("place"));
        Files.createDirectories(scene.temp);
        Scene.fill(scene.source, 1);
        var disk = new Disk(Files.createDirectory(work.resolve("lost")));
        var effects = new Effects(0, Fault.POWER_CUT, disk);
        Scene faulty = scene.through(new FaultFileSystem(effects));
        faulty.backUp(faulty.at("new/target"), 1, settings -> {});
        disk.lose(scene.place, seed);
        assertEquals(
            TreeListing.of(scene.source),
            scene.states(scene.at("new/target")).get(Scene.minute(1)));
      }
    }
  }
}
