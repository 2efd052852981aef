package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check}, also of what the real duplicity made. */
class CheckIT {
  @TempDir Path directory;
  private Workplace place;

  @BeforeEach
  void makeData() throws Exception {
    place = Workplace.in(directory).with("PASSPHRASE", "secret");
    byte[] noise = new byte[2_500_000];
    new Random(1).nextBytes(noise);
    place.write("data/docs/letter", "dear all\n");
    Files.write(place.resolve("data/noise"), noise);
  }

  private void backUp() throws Exception {
    place.jdup("full", "--volsize", "1", "data", place.url("target")).succeeded();
  }

  private Path volume(int number) throws IOException {
    try (var files = Files.list(place.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().contains(".vol" + number + "."))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void everyLevelTellsWhatItReadAndThatAllIsWell() throws Exception {
    backUp();
    Ran files = place.without("PASSPHRASE").jdup("check", place.url("target")).succeeded();
    assertEquals(
        List.of(
            "Check complete: 1 backup set, 3 files, 0 of them read.",
            "3 files never read, as far as this archive dir knows; --level hashes reads all,"
                + " --share 10 a tenth at a time."),
        files.out().lines().toList());
    Ran share =
        place.without("PASSPHRASE").jdup("check", "--share", "1", place.url("target")).succeeded();
    assertTrue(share.out().contains("1 of them read."), share::toString);
    assertTrue(share.out().contains("2 files never read"), share::toString);
    Ran content = place.jdup("check", "--level", "content", place.url("target")).succeeded();
    assertTrue(content.out().contains("3 of them read, 4 paths decoded."), content::toString);
    assertTrue(content.out().contains("Every file was read since 20"), content::toString);
  }

  @Test
  void aDamagedVolumeIsNamedWithWhatItHolds() throws Exception {
    backUp();
    Path volume = volume(2);
    byte[] bytes = Files.readAllBytes(volume);
    bytes[bytes.length / 2] ^= 1;
    Files.write(volume, bytes);
    place.jdup("check", place.url("target")).succeeded();
    Ran ran =
        place
            .without("PASSPHRASE")
            .jdup("check", "--level", "hashes", "--json", place.url("target"))
            .ended(ExitCodes.DONE_WITH_ERRORS);
    assertTrue(ran.err().contains("'" + volume.getFileName() + "': it is not what"), ran::toString);
    assertTrue(ran.err().contains("'noise'"), ran::toString);
    assertTrue(ran.err().contains("1 fault found"), ran::toString);
    assertTrue(ran.out().startsWith("{\"type\":\"check\""), ran::toString);
    assertTrue(ran.out().contains("\"errors\":1"), ran::toString);
  }

  @Test
  void whatDuplicitysResumeLosesIsFound() throws Exception {
    Workplace.require("duplicity");
    place
        .run(
            "duplicity",
            "full",
            "--volsize",
            "1",
            "--fail-on-volume",
            "3",
            "data",
            place.url("target"))
        .ended(30);
    place.write("data/docs/letter", "dear none\n"); // before the point it goes on at
    place.write("data/docs/created", "in the meantime\n");
    place.run("duplicity", "full", "--volsize", "1", "data", place.url("target")).succeeded();
    Ran ran =
        place
            .jdup("check", "--level", "content", place.url("target"))
            .ended(ExitCodes.DONE_WITH_ERRORS);
    assertTrue(
        ran.err().contains("'docs/created': is in the signatures but in no volume"), ran::toString);
    assertTrue(
        ran.err().contains("'docs/letter': what the volumes hold is not what"), ran::toString);
  }

  @Test
  void aDrillRestoresWhatItSaysAndLeavesNothing() throws Exception {
    backUp();
    Files.createDirectories(place.resolve("temp"));
    Ran ran =
        place
            .with("XDG_CACHE_HOME", place.resolve("elsewhere").toString())
            .jdup("drill", "--tempdir", "temp", place.url("target"), "data")
            .succeeded();
    assertEquals(
        "Drill complete: 2 files chosen, 2 identical, 0 changed since, 0 damaged.\n", ran.out());
    try (var left = Files.list(place.resolve("temp"))) {
      assertEquals(List.of(), left.toList());
    }
    Files.delete(volume(2));
    Ran damaged =
        place
            .jdup("drill", "--json", place.url("target"), "data")
            .ended(ExitCodes.DONE_WITH_ERRORS);
    assertTrue(damaged.err().contains("'noise'"), damaged::toString);
    assertTrue(damaged.out().contains("\"type\":\"drill\""), damaged::toString);
  }

  @Test
  void aDirectoryOfThatNameIsNeitherBackedUpNorOverlooked() throws Exception {
    backUp();
    Files.createDirectories(place.resolve("check"));
    Ran ran = place.jdup("check", place.url("target")).ended(2);
    assertTrue(ran.err().contains("write ./check to back that up"), ran::toString);
    place.jdup("check", "--level", "files", place.url("target")).succeeded();
  }

  @Test
  void aLevelThatIsNoneIsRefused() throws Exception {
    Ran level = place.jdup("check", "--level", "all", place.url("target")).ended(2);
    assertTrue(level.err().contains("--level is files"), level::toString);
    Ran share =
        place.jdup("check", "--level", "files", "--share", "5", place.url("target")).ended(2);
    assertTrue(share.err().contains("--share"), share::toString);
    place.jdup("check", "--share", "0", place.url("target")).ended(2);
  }
}
