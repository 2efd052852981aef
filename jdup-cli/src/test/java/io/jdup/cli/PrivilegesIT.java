package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who restores by the command as root gets a system back as it was, as with duplicity. */
class PrivilegesIT {
  @TempDir Path directory;

  @Test
  void rootGetsSetuidAndDevicesBackUnlessOwnersAreLeftOut() throws Exception {
    assumeTrue(Workplace.isRoot(), "only root can make devices");
    Workplace place = Workplace.in(directory);
    place.write("data/s", "x");
    place.run("chmod", "6755", "data/s").succeeded();
    place.run("mknod", "data/null", "c", "1", "3").succeeded();
    place.jdup("--no-encryption", "data", place.url("target")).succeeded();
    place.jdup("restore", place.url("target"), "out").succeeded();
    assertEquals(06755, mode(place.resolve("out/s")));
    assertTrue(Files.exists(place.resolve("out/null"), LinkOption.NOFOLLOW_LINKS));
    place
        .jdup("restore", "--no-restore-ownership", place.url("target"), "own")
        .ended(ExitCodes.DONE_WITH_ERRORS);
    assertEquals(0755, mode(place.resolve("own/s")));
    assertFalse(Files.exists(place.resolve("own/null"), LinkOption.NOFOLLOW_LINKS));
  }

  private static int mode(Path file) throws Exception {
    return (Integer) Files.getAttribute(file, "unix:mode") & 07777;
  }
}
