package io.jdup.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Copies that cannot be made. */
final class ReplicateSituations extends Situations {
  ReplicateSituations() {
    add("there is nothing to copy", place -> nothingCopied(place, "new"));
    add("the copy's place holds another backup", ReplicateSituations::anotherBackup);
    add("the copy has gone its own way", ReplicateSituations::fork);
    add("a volume to be copied is altered", ReplicateSituations::altered);
    add(
        "the backup to be copied is encrypted and there is no passphrase",
        place -> nothingCopied(place, "locked"));
  }

  private static Ran replicate(Workplace place, String from) throws Exception {
    return place.jdup("replicate", "--no-encryption", place.url(from), place.url("copy"));
  }

  private static Ran nothingCopied(Workplace place, String from) throws Exception {
    Ran ran = replicate(place, from);
    assertNothingAt(place, "copy");
    return ran;
  }

  private static Ran anotherBackup(Workplace place) throws Exception {
    replicate(place, "plain").succeeded();
    Path manifest = fileIn(place, "plain", ".manifest");
    Files.writeString(manifest, Files.readString(manifest).replace("Hostname ", "Hostname x"));
    Ran ran = replicate(place, "plain");
    assertRestoresData(place, place.url("copy"));
    return ran;
  }

  private static Ran fork(Workplace place) throws Exception {
    replicate(place, "plain").succeeded();
    long now = Instant.now().getEpochSecond();
    incremental(place, "copy", now + 1000);
    incremental(place, "plain", now + 2000);
    Ran ran = replicate(place, "plain");
    assertRestoresData(place, place.url("copy"));
    return ran;
  }

  private static void incremental(Workplace place, String target, long time) throws Exception {
    place
        .jdup("--no-encryption", "--current-time", "" + time, "data", place.url(target))
        .succeeded();
  }

  private static Ran altered(Workplace place) throws Exception {
    Path volume = fileIn(place, "plain", ".vol1.");
    byte[] bytes = Files.readAllBytes(volume);
    bytes[bytes.length / 2] ^= 1;
    Files.write(volume, bytes);
    return replicate(place, "plain");
  }
}
