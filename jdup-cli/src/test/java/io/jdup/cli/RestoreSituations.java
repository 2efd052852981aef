package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Restores that cannot be done, above all of damaged backups. */
final class RestoreSituations extends Situations {
  RestoreSituations() {
    add("there is no backup at the target", place -> restore(place, "new"));
    add("the directory to restore into is not empty", RestoreSituations::notEmpty);
    add("the path is not in the backup", RestoreSituations::pathNotInBackup);
    add("the directory to verify is missing", RestoreSituations::nothingToVerify);
    add("the passphrase is wrong", RestoreSituations::wrongPassphrase);
    add("no passphrase to restore with, and no terminal", place -> restore(place, "locked"));
    add("a volume is truncated", place -> damaged(place, ".vol1.", RestoreSituations::truncate));
    add("a volume is altered", place -> damaged(place, ".vol1.", RestoreSituations::flip));
    add("a volume is missing", place -> damaged(place, ".vol1.", Files::delete));
    add(
        "a manifest is truncated",
        place -> damaged(place, ".manifest", RestoreSituations::truncate));
    add("the file list of signatures is altered", RestoreSituations::alteredSignatures);
    add("the signatures to compare with are altered", RestoreSituations::backupOnAlteredSignatures);
  }

  private static Ran restore(Workplace place, String target) throws Exception {
    Ran ran = place.jdup("restore", place.url(target), "out");
    assertNothingAt(place, "out");
    return ran;
  }

  private static Ran notEmpty(Workplace place) throws Exception {
    place.write("data/docs/letter", "newer than the backup\n");
    Ran ran = place.jdup("restore", place.url("plain"), "data");
    assertEquals("newer than the backup\n", Files.readString(place.resolve("data/docs/letter")));
    return ran;
  }

  private static Ran pathNotInBackup(Workplace place) throws Exception {
    Ran ran =
        place.jdup("restore", "--file-to-restore", "docs/postcard", place.url("plain"), "out");
    assertNothingAt(place, "out");
    return ran;
  }

  private static Ran nothingToVerify(Workplace place) throws Exception {
    return place.jdup("verify", place.url("plain"), "dada");
  }

  private static Ran wrongPassphrase(Workplace place) throws Exception {
    return restore(place.with("PASSPHRASE", "zzyzx"), "locked");
  }

  /** Spoils a file. */
  private interface Spoiling {
    void spoil(Path file) throws IOException;
  }

  private static void truncate(Path file) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) (Files.size(file) / 2)));
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static Ran damaged(Workplace place, String name, Spoiling spoiling) throws Exception {
    spoiling.spoil(fileIn(place, "plain", name));
    return place.jdup("restore", place.url("plain"), "out");
  }

  private static Ran alteredSignatures(Workplace place) throws Exception {
    flip(fileIn(place, "plain", "signatures"));
    Ran ran = place.jdup("list-current-files", place.url("plain"));
    assertRestoresData(place, place.url("plain")); // which needs no signatures
    return ran;
  }

  private static Ran backupOnAlteredSignatures(Workplace place) throws Exception {
    flip(fileIn(place, "plain", "signatures"));
    Ran ran = place.jdup("--no-encryption", "data", place.url("plain"));
    assertRestoresData(place, place.url("plain"));
    place.jdup("full", "--no-encryption", "data", place.url("plain")).succeeded();
    return ran;
  }
}
