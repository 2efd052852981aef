package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that delete, beside the real duplicity on the same archive, which duplicity made:
 * what each prints, deletes and leaves, at the target and in the archive dir.
 */
class RemovalIT {
  private static final long DAY = 86_400;
  private static final long FIRST = 1_700_000_000; // 2023-11-14T22:13:20Z
  private static final String PARTIAL = "20231118T221320Z.to.20231119T221320Z.";
  private static final String ORPHAN = "20230101T000000Z.to.20230102T000000Z.";

  @TempDir static Path directory;
  private static Workplace sample;

  /** Two chains: a full and two increments, then a full and an increment. */
  @BeforeAll
  static void makeArchive() throws Exception {
    Workplace.require("duplicity");
    sample = Workplace.in(directory.resolve("sample"));
    for (int day = 1; day <= 5; day++) {
      sample.write("data/file" + day, "of day " + day);
      Workplace.copyTree(sample.resolve("data"), sample.resolve("state" + day));
      String kind = day == 1 || day == 4 ? "full" : "incremental";
      duplicity(sample, kind, "--current-time=" + seconds(day), "data").succeeded();
    }
  }

  private static long seconds(int day) {
    return FIRST + (day - 1) * DAY;
  }

  /** Runs the program on the target and archive dir of {@code place}. */
  private static Ran duplicity(Workplace place, String... words) throws Exception {
    var command = new ArrayList<>(List.of("duplicity"));
    command.addAll(List.of(onTarget(place, words)));
    return place.run(command.toArray(String[]::new));
  }

  private static Ran jdup(Workplace place, String... words) throws Exception {
    return place.jdup(onTarget(place, words));
  }

  private static String[] onTarget(Workplace place, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--no-encryption", "--archive-dir", "cache", "--name", "name"));
    all.add(place.url("target"));
    return all.toArray(String[]::new);
  }

  private static Workplace copy(String name) throws IOException {
    Workplace place = Workplace.in(directory.resolve(name));
    Workplace.copyTree(sample.resolve("target"), place.resolve("target"));
    Workplace.copyTree(sample.resolve("cache"), place.resolve("cache"));
    return place;
  }

  private static Set<String> files(Workplace place) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String each : new String[] {"target", "cache/name"}) {
      try (Stream<Path> files = Files.list(place.resolve(each))) {
        files
            .map(file -> each + "/" + file.getFileName())
            .filter(name -> !name.contains("jdup-state.index"))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** Requires that both programs say and do the same. */
  private static Workplace assertSame(String name, String... words) throws Exception {
    Workplace theirs = copy(name + "-duplicity");
    Workplace ours = copy(name + "-jdup");
    assertSame(theirs, ours, words);
    return ours;
  }

  private static void assertSame(Workplace theirs, Workplace ours, String... words)
      throws Exception {
    Ran expected = duplicity(theirs, words).succeeded();
    Ran ran = jdup(ours, words).succeeded();
    assertEquals(told(expected), ran.out());
    assertEquals("", ran.err());
    assertEquals(files(theirs), files(ours));
  }

  private static String told(Ran ran) {
    return ran.out().replaceAll("Local and Remote metadata are synchronized.*\n", "");
  }

  private static void assertRestores(Workplace place, int... days) throws Exception {
    for (int day : days) {
      String[] words = {"restore", "--no-encryption", "--time=" + seconds(day)};
      var command = new ArrayList<>(List.of(words));
      command.addAll(List.of("--archive-dir", "fresh", place.url("target"), "by-jdup" + day));
      place.jdup(command.toArray(String[]::new)).succeeded();
      command.add(0, "duplicity");
      command.set(command.size() - 1, "by-duplicity" + day);
      place.run(command.toArray(String[]::new)).succeeded();
      for (String program : new String[] {"by-jdup", "by-duplicity"}) {
        String state = sample.resolve("state" + day).toString();
        Ran diff = place.run("diff", "-r", state, program + day);
        assertEquals("", diff.out() + diff.err());
      }
    }
  }

  @Test
  void chainsOlderThanATimeGoAsInDuplicity() throws Exception {
    String time = String.valueOf(seconds(4));
    assertEquals(files(sample), files(assertSame("older-look", "remove-older-than", time)));
    Workplace left = assertSame("older", "remove-older-than", time, "--force");
    assertTrue(files(left).size() < files(sample).size());
    assertRestores(left, 4, 5);
  }

  @Test
  void withADryRunNothingGoesEvenByForce() throws Exception {
    Workplace left = assertSame("dry", "remove-all-but-n-full", "1", "--force", "--dry-run");
    assertEquals(files(sample), files(left));
  }

  @Test
  void setsThatNewerOnesNeedAreToldAsInDuplicity() throws Exception {
    String time = String.valueOf(seconds(3));
    Workplace left = assertSame("needed", "remove-older-than", time, "--force");
    assertEquals(files(sample), files(left));
  }

  @Test
  void allButSomeFullsGoAsInDuplicity() throws Exception {
    Workplace left = assertSame("fulls", "remove-all-but-n-full", "1", "--force");
    assertRestores(left, 5);
    assertSame("fulls-of-two", "remove-all-but-n-full", "2", "--force");
  }

  @Test
  void incrementsGoAsInDuplicity() throws Exception {
    Workplace left = assertSame("increments", "remove-all-inc-of-but-n-full", "1", "--force");
    assertRestores(left, 1, 5);
    assertSame("increments-look", "remove-all-inc-of-but-n-full", "1");
  }

  @Test
  void leftoversGoAsInDuplicity() throws Exception {
    Workplace theirs = copy("leftovers-duplicity");
    Workplace ours = copy("leftovers-jdup");
    for (Workplace place : new Workplace[] {theirs, ours}) {
      place.write("target/duplicity-full.20230101T000000Z.vol1.difftar.gz", "broken off");
      place.write("target/README", "precious");
    }
    assertSame(theirs, ours, "cleanup");
    assertSame(theirs, ours, "cleanup", "--force");
    assertSame(theirs, ours, "cleanup", "--force");
    assertRestores(ours, 1, 3, 5);
  }

  @Test
  void theMarkerOfARunIsNothingToDuplicity() throws Exception {
    Workplace with = copy("marker");
    Workplace without = copy("no-marker");
    String[] markers = {"target/jdup-running.0123abcd.txt", "cache/name/jdup-running"};
    for (String name : markers) {
      with.write(name, "host: nas\nprocess: 1\n");
    }
    String[][] commands = {
      {"collection-status", "-v9"},
      {"cleanup", "--force"},
      {"remove-older-than", String.valueOf(seconds(4)), "--force"},
      {"incremental", "--current-time=" + seconds(6), "data"},
      {"remove-all-but-n-full", "1", "--force"},
      {"verify", "data"}
    };
    without.run("cp", "-a", sample.resolve("data").toString(), ".").succeeded();
    with.run("cp", "-a", sample.resolve("data").toString(), ".").succeeded();
    for (String[] words : commands) {
      boolean verifies = words[0].equals("verify");
      Ran expected = verifies ? verified(without) : duplicity(without, words).succeeded();
      Ran found = verifies ? verified(with) : duplicity(with, words).succeeded();
      assertEquals(expected.err(), found.err());
      assertFalse(words[0].equals("cleanup") && found.out().contains("running"), found::toString);
      for (String name : markers) {
        assertTrue(Files.exists(with.resolve(name)), words[0] + " deleted " + name);
      }
    }
    Set<String> left = files(with);
    assertTrue(left.removeAll(Set.of(markers)));
    assertEquals(files(without).size(), left.size());
  }

  private static Ran verified(Workplace place) throws Exception {
    String[] words = {"duplicity", "verify", "--no-encryption", "--archive-dir", "cache"};
    var command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--name", "name", place.url("target"), "data"));
    return place.run(command.toArray(String[]::new)).succeeded();
  }

  // Duplicity leaves them, and then makes a full backup, as signatures without a set puzzle it.
  @Test
  void signaturesOfLeftoversGoUnlikeInDuplicity() throws Exception {
    Workplace theirs = copy("orphan-duplicity");
    Workplace ours = copy("orphan-jdup");
    String signatures = "target/duplicity-new-signatures." + PARTIAL + "sigtar.gz";
    for (Workplace place : new Workplace[] {theirs, ours}) {
      place.write("target/duplicity-inc." + ORPHAN + "manifest", "");
      place.write("target/duplicity-inc." + ORPHAN + "vol1.difftar.gz", "");
      Files.copy(
          sample.resolve("target/duplicity-full-signatures.20231114T221320Z.sigtar.gz"),
          place.resolve(signatures));
      place.write("target/duplicity-inc." + PARTIAL + "vol1.difftar.gz", "");
    }
    duplicity(theirs, "cleanup", "--force").succeeded();
    jdup(ours, "cleanup", "--force").succeeded();
    Set<String> more = files(theirs);
    assertTrue(more.remove(signatures), more::toString);
    more.remove(signatures.replace("target", "cache/name"));
    assertEquals(more, files(ours));
    assertEquals(files(sample), files(ours));
  }

  // Duplicity deletes the remote signatures of the chain that it says will not be deleted.
  @Test
  void theNewestChainKeepsItsSignaturesUnlikeInDuplicity() throws Exception {
    Workplace theirs = copy("now-duplicity");
    Workplace ours = copy("now-jdup");
    duplicity(theirs, "remove-older-than", "now", "--force").succeeded();
    Ran ran = jdup(ours, "remove-older-than", "now", "--force").succeeded();
    assertTrue(ran.out().contains("Current active backup chain is older"), ran::toString);
    Set<String> fewer = files(ours);
    fewer.removeIf(name -> name.startsWith("target/") && name.contains("signatures"));
    assertEquals(fewer, files(theirs));
    assertRestores(ours, 4, 5);
  }

  // Duplicity deletes all backups there are.
  @Test
  void theNewestChainStaysWithoutSignaturesUnlikeInDuplicity() throws Exception {
    Workplace theirs = copy("unsigned-duplicity");
    Workplace ours = copy("unsigned-jdup");
    for (Workplace place : new Workplace[] {theirs, ours}) {
      place.run("sh", "-c", "rm target/*signatures* cache/name/*signatures*").succeeded();
    }
    duplicity(theirs, "remove-older-than", "now", "--force").succeeded();
    assertEquals(Set.of(), files(theirs));
    jdup(ours, "remove-older-than", "now", "--force").succeeded();
    assertRestores(ours, 4, 5);
  }

  // Duplicity deletes it at once.
  @Test
  void anInterruptedBackupIsGivenUpByForceOnlyUnlikeInDuplicity() throws Exception {
    Workplace place = copy("partial");
    String volume = "target/duplicity-inc." + PARTIAL + "vol1.difftar.gz";
    place.write(volume, "");
    place.write("cache/name/duplicity-inc." + PARTIAL + "manifest.part", "");
    place.write("cache/name/duplicity-new-signatures." + PARTIAL + "sigtar.part", "");
    Set<String> before = files(place);
    Ran look = jdup(place, "cleanup").succeeded();
    assertTrue(look.out().contains("Found the following files to delete:\n"), look::toString);
    assertEquals(before, files(place));
    jdup(place, "cleanup", "--force").succeeded();
    assertEquals(files(sample), files(place));
    assertFalse(files(place).contains(volume));
  }

  @Test
  void shortNamesAndTimesOfAllKindsWork() throws Exception {
    Workplace place = copy("short");
    for (String time : new String[] {"now", "1s", "2024-01-01", "20240101T000000Z"}) {
      String out = jdup(place, "ro", time).succeeded().out();
      assertTrue(out.contains("Found old backup chain at the following time:\nThu Nov 16"), out);
    }
    assertTrue(jdup(place, "ra", "1").succeeded().out().contains("Thu Nov 16 22:13:20 2023"));
    assertTrue(jdup(place, "ri", "1").succeeded().out().contains("Thu Nov 16 22:13:20 2023"));
    assertTrue(jdup(place, "cl").succeeded().out().contains("No extraneous files found"));
    assertEquals("", jdup(place, "cl", "-v0").succeeded().out());
    jdup(place, "ro", "soon").ended(2);
    jdup(place, "ra", "-1").ended(2);
    jdup(place, "ri", "0").ended(2);
  }
}
