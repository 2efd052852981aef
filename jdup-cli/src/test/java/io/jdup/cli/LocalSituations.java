package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;

/** Command lines, sources and targets of this machine that will not do. */
final class LocalSituations extends Situations {
  private static final int MORE_BYTES = 2_000_000;

  LocalSituations() {
    add("an option is unknown", place -> place.jdup("--bogus", "data", place.url("plain")));
    add("there is one word only", place -> place.jdup("data"));
    add("neither word is a URL", place -> place.jdup("data", "plain"));
    add("the URL's scheme is unknown", place -> place.jdup("data", "gopher://host/dir"));
    add("the source is missing", place -> plainBackup(place, "dada", "plain"));
    add(
        "the URL is of a store that this version cannot reach",
        place -> place.jdup("data", "s3://host/bucket/dir", "--s3-use-ia"));
    add("a source file cannot be read", LocalSituations::unreadableFile);
    add("the last backup was of another directory", LocalSituations::otherDirectory);
    add("an increment has nothing to add to", LocalSituations::noFullBackup);
    add("no passphrase and no terminal", place -> place.jdup("data", place.url("new")));
    add("the passphrase is not that of the chain", LocalSituations::otherPassphrase);
    add("the age to remove from is no time", LocalSituations::noTime);
    add("the number of full backups to keep is none", LocalSituations::noFullsToKeep);
    add("a file cannot be deleted", LocalSituations::undeletable);
    add("another backup is running", LocalSituations::lockHeld);
    add("the target is full", LocalSituations::fullTarget);
    add("the target is read-only", LocalSituations::readOnlyTarget);
    add("the target lost a volume", LocalSituations::lostVolume);
    add("an interrupted backup was packed in another way", LocalSituations::otherPacking);
    add("the target is a file", LocalSituations::fileAsTarget);
  }

  private static Ran noTime(Workplace place) throws Exception {
    return place.jdup("remove-older-than", "bogus", place.url("plain"));
  }

  private static Ran noFullsToKeep(Workplace place) throws Exception {
    return place.jdup("remove-all-but-n-full", "0", place.url("plain"));
  }

  private static Ran undeletable(Workplace rootsPlace) throws Exception {
    rootsPlace.jdup("full", "--no-encryption", "data", rootsPlace.url("plain")).succeeded();
    Workplace place = rootsPlace.asNobody();
    Path target = place.resolve("plain");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    Ran ran = place.jdup("remove-all-but-n-full", "1", "--force", place.url("plain"));
    assertRestoresData(place, place.url("plain"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    place.jdup("remove-all-but-n-full", "1", "--force", place.url("plain")).succeeded();
    return ran;
  }

  private static Ran plainBackup(Workplace place, String source, String target) throws Exception {
    return place.jdup("--no-encryption", source, place.url(target));
  }

  private static Ran unreadableFile(Workplace rootsPlace) throws Exception {
    Path secret = rootsPlace.write("data/secret", "x");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    Workplace place = rootsPlace.asNobody();
    Ran ran = plainBackup(place, "data", "plain");
    Files.delete(secret);
    assertRestoresData(place, place.url("plain"));
    return ran;
  }

  private static Ran otherDirectory(Workplace place) throws Exception {
    place.write("other/file", "x");
    Ran ran = plainBackup(place, "other", "plain");
    assertRestoresData(place, place.url("plain"));
    return ran;
  }

  private static Ran noFullBackup(Workplace place) throws Exception {
    return place.jdup("incremental", "--no-encryption", "data", place.url("new"));
  }

  private static Ran otherPassphrase(Workplace place) throws Exception {
    Workplace right = place.with("PASSPHRASE", PASSPHRASE);
    right.jdup("data", place.url("locked")).succeeded(); // now the archive dir is warm
    Ran ran = place.with("PASSPHRASE", "zzyzx").jdup("data", place.url("locked"));
    assertRestoresData(right, place.url("locked"));
    return ran;
  }

  private static Ran lockHeld(Workplace place) throws Exception {
    Path archiveDir = Files.createDirectories(place.resolve("archive/name"));
    try (var file =
            FileChannel.open(
                archiveDir.resolve("lockfile"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = file.lock()) {
      assertTrue(lock.isValid());
      String url = place.url("plain");
      String parent = place.resolve("archive").toString();
      return place.jdup("--no-encryption", "--archive-dir", parent, "--name", "name", "data", url);
    }
  }

  private static Ran fullTarget(Workplace place) throws Exception {
    assumeTrue(Workplace.isRoot(), "only root can mount a small file system");
    Path disk = Files.createDirectories(place.resolve("disk"));
    Ran mounted = place.run("mount", "-t", "tmpfs", "-o", "size=1m", "jdup-test", disk.toString());
    assumeTrue(mounted.exitCode() == 0, "no file system can be mounted here");
    try {
      plainBackup(place, "data", "disk/target").succeeded();
      assertRestoresData(place, place.url("disk/target"));
      byte[] more = new byte[MORE_BYTES];
      new Random(8).nextBytes(more);
      Files.write(place.resolve("data/more"), more);
      Ran ran = plainBackup(place, "data", "disk/target");
      place.jdup("restore", place.url("disk/target"), "older").succeeded();
      assertEquals("dear all\n", Files.readString(place.resolve("older/docs/letter")));
      place.run("mount", "-o", "remount,size=9m", disk.toString()).succeeded();
      plainBackup(place, "data", "disk/target").succeeded();
      place.run("rm", "-r", "checked").succeeded();
      assertRestoresData(place, place.url("disk/target"));
      return ran;
    } finally {
      place.run("umount", disk.toString()).succeeded();
    }
  }

  private static Ran readOnlyTarget(Workplace rootsPlace) throws Exception {
    Workplace place = rootsPlace.asNobody();
    Path target = place.resolve("plain");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    Ran ran = plainBackup(place, "data", "plain");
    assertRestoresData(place, place.url("plain"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    return ran;
  }

  private static Ran lostVolume(Workplace place) throws Exception {
    Ran ran = place.jdup("--no-encryption", "--skip-volume", "1", "data", place.url("new"));
    plainBackup(place, "data", "new").succeeded();
    assertRestoresData(place, place.url("new"));
    return ran;
  }

  private static Ran otherPacking(Workplace place) throws Exception {
    Ran failed = place.jdup("--no-encryption", "--fail-on-volume", "1", "data", place.url("new"));
    assertEquals(ExitCodes.FAILED, failed.exitCode(), failed::toString);
    Ran ran = place.jdup("--no-encryption", "--no-compression", "data", place.url("new"));
    plainBackup(place, "data", "new").succeeded();
    assertRestoresData(place, place.url("new"));
    return ran;
  }

  private static Ran fileAsTarget(Workplace place) throws Exception {
    place.write("new", "precious");
    Ran ran = plainBackup(place, "data", "new");
    assertEquals("precious", Files.readString(place.resolve("new")));
    return ran;
  }
}
