package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Sources, targets and clocks that are not what they were when the last backup was made. */
final class ChangedSituations extends Situations {
  private static final int MANY = 119;
  private static final int MORE_THAN_A_PIPE_HOLDS = 3000; // names of 100 characters

  // The first run waits while nobody reads what it says. Another host has the same source and no
  // archive dir. It begins two seconds later: a set is at least one second after the one before it,
  // so that the first run's may be of the second after the one it began in.
  private static final String TWO_HOSTS =
      """
      mkfifo said
      jdup --no-encryption -v5 data $0 > said 2> err & pid=$!
      {
        head -c 1 > /dev/null
        sleep 2
        jdup --no-encryption --archive-dir other data $0 > /dev/null
        cat > /dev/null
      } < said
      wait $pid
      code=$?
      cat err >&2
      exit $code
      """;

  ChangedSituations() {
    add("nothing of the source is there", ChangedSituations::nothingThere);
    add("most of the source is gone", ChangedSituations::mostGone);
    add("the clock is behind", place -> backupAt(place, "1600000000"));
    add("the clock is far ahead", place -> backupAt(place, "3155759999"));
    add("the clock was never set", ChangedSituations::clockNeverSet);
    add("the newest backup is gone from the target", ChangedSituations::newestGone);
    add("all backups are gone from the target", ChangedSituations::allGone);
    add("the newest backup is gone when it is restored", ChangedSituations::olderRestored);
    add("nothing is left to restore", ChangedSituations::nothingLeft);
    add("another host backs up to the target at the same time", ChangedSituations::twoHosts);
    add("another host is writing to the target", ChangedSituations::anotherIsWriting);
  }

  private static Ran backup(Workplace place, String... options) throws Exception {
    List<String> words =
        Stream.concat(Stream.of(options), Stream.of("--no-encryption", "data", place.url("plain")))
            .toList();
    return place.jdup(words.toArray(String[]::new));
  }

  private static Ran backupAt(Workplace place, String second) throws Exception {
    Ran ran = backup(place, "--current-time", second);
    assertRestoresData(place, place.url("plain"));
    backup(place, "--current-time", second, "--allow-clock-jump").succeeded();
    return ran;
  }

  private static Ran clockNeverSet(Workplace place) throws Exception {
    String[] words = {"--no-encryption", "--current-time", "1000000", "data", place.url("new")};
    Ran ran = place.jdup(words);
    assertNothingAt(place, "new");
    return ran;
  }

  private static Ran nothingThere(Workplace place) throws Exception {
    place.run("mv", "data", "away").succeeded();
    Files.createDirectory(place.resolve("data"));
    Ran ran = backup(place);
    Ran full = backup(place, "--full-if-older-than", "now");
    assertEquals(ran.err(), full.err());
    Files.delete(place.resolve("data"));
    place.run("mv", "away", "data").succeeded();
    assertRestoresData(place, place.url("plain"));
    backup(place).succeeded();
    return ran;
  }

  private static Ran mostGone(Workplace place) throws Exception {
    for (int i = 0; i < MANY; i++) {
      place.write("data/many/" + i, "x");
    }
    backup(place).succeeded();
    place.run("sh", "-c", "rm data/many/*").succeeded();
    Ran ran = backup(place);
    backup(place, "--max-deleted", "97").succeeded();
    assertRestoresData(place, place.url("plain"));
    return ran;
  }

  private static void delete(Workplace place, Predicate<String> names) throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("plain"))) {
      for (Path file : files.filter(f -> names.test(f.getFileName().toString())).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Workplace withoutTheNewest(Workplace place) throws Exception {
    backup(place).succeeded();
    delete(place, name -> name.contains(".to."));
    return place;
  }

  private static Ran newestGone(Workplace sample) throws Exception {
    Workplace place = withoutTheNewest(sample);
    Ran ran = backup(place);
    assertEquals(ran.err(), backup(place).err()); // it is not forgotten
    Ran status = place.jdup("collection-status", place.url("plain"));
    assertEquals(ExitCodes.DONE_WITH_ERRORS, status.exitCode(), status::toString);
    assertTrue(status.out().contains("Warning: the target has lost the newest"), status::toString);
    backup(place, "--allow-rollback").succeeded();
    place.jdup("collection-status", place.url("plain")).succeeded();
    assertRestoresData(place, place.url("plain"));
    return ran;
  }

  private static Ran allGone(Workplace place) throws Exception {
    backup(place).succeeded();
    delete(place, name -> true);
    Ran ran = backup(place);
    backup(place, "--allow-rollback").succeeded();
    assertRestoresData(place, place.url("plain"));
    return ran;
  }

  private static Ran olderRestored(Workplace sample) throws Exception {
    Workplace place = withoutTheNewest(sample);
    String url = place.url("plain");
    Ran verified = place.jdup("verify", url, "data");
    assertEquals(ExitCodes.DONE_WITH_ERRORS, verified.exitCode(), verified::toString);
    Ran ran = place.jdup("restore", url, "out");
    assertEquals("", place.run("diff", "-r", "data", "out").out());
    assertTrue(ran.err().contains("jdup: what was restored is the state of 20"), ran::toString);
    return ran;
  }

  private static Ran nothingLeft(Workplace place) throws Exception {
    backup(place).succeeded();
    delete(place, name -> true);
    Ran ran = place.jdup("restore", place.url("plain"), "out");
    assertNothingAt(place, "out");
    return ran;
  }

  private static Ran anotherIsWriting(Workplace place) throws Exception {
    place.jdup("full", "--no-encryption", "data", place.url("plain")).succeeded();
    Instant now = Instant.now();
    Path marker =
        place.write(
            "plain/jdup-running.0123abcd.txt",
            ("host: nas\nprocess: 4711\nbegin: " + now.minusSeconds(900))
                + ("\nheartbeat: " + now.minusSeconds(100) + "\n"));
    Ran ran = backup(place);
    String[] removal = {"remove-all-but-n-full", "1", "--force", place.url("plain")};
    assertEquals(ran.err(), place.jdup(removal).ended(ExitCodes.USER_ERROR).err());
    place.jdup("collection-status", place.url("plain")).succeeded();
    assertRestoresData(place, place.url("plain"));
    backup(place, "--allow-concurrent").succeeded();
    place.jdup("cleanup", "--force", "--allow-concurrent", place.url("plain")).succeeded();
    assertTrue(Files.exists(marker));
    Files.writeString(
        marker,
        Files.readString(marker)
            .replace(now.minusSeconds(100).toString(), now.minusSeconds(11_000).toString()));
    assertTrue(backup(place).succeeded().out().contains("of a run that is dead"));
    assertFalse(Files.exists(marker));
    return ran;
  }

  private static Ran twoHosts(Workplace place) throws Exception {
    backup(place).succeeded();
    Files.createDirectory(place.resolve("data/more"));
    for (int i = 0; i < MORE_THAN_A_PIPE_HOLDS; i++) {
      Files.createFile(place.resolve("data/more/" + "a-long-name-".repeat(8) + i));
    }
    Ran ran = place.run("sh", "-c", TWO_HOSTS, place.url("plain"));
    assertEquals("", ran.out());
    assertRestoresData(place, place.url("plain"));
    place.run("rm", "-r", "checked").succeeded();
    backup(place).succeeded();
    assertRestoresData(place, place.url("plain"));
    return ran;
  }
}
