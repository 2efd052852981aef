package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether jdup tells what sets did to files as the real duplicity tells it. */
class ChangesIT {
  @TempDir Path directory;
  private Workplace place;

  @BeforeEach
  void makeAChainOfThree() throws Exception {
    place = Workplace.in(directory.toRealPath()).with("PASSPHRASE", "secret");
    place.write("src/a", "1");
    place.write("src/b/it's", "1");
    place.write("src/b/with blanks", "1");
    place.write("src/b/f", "1");
    backUp(1_600_000_000);
    place.write("src/a", "22");
    place.write("src/n", "1");
    Files.delete(place.resolve("src/b/f"));
    backUp(1_600_000_100);
    place.write("src/b/with blanks", "333");
    backUp(1_600_000_200);
  }

  private void backUp(long time) throws Exception {
    String now = "--current-time=" + time;
    place.jdup("--no-print-statistics", "-v2", now, "src", place.url("to")).succeeded();
  }

  private String ours(String... options) throws Exception {
    return ran("jdup", options).succeeded().out();
  }

  private Ran ran(String program, String... options) throws Exception {
    var words =
        new ArrayList<>(
            List.of(
                program.equals("jdup") ? place.resolve("bin/jdup").toString() : program,
                "collection-status"));
    words.addAll(List.of(options));
    words.add(place.url("to"));
    return place.run(words.toArray(String[]::new));
  }

  @Test
  void tellsOfAFileWhatDuplicityTells() throws Exception {
    Workplace.require("duplicity");
    for (String file : List.of("a", "b/f", "n", "b", "none", "b/with blanks")) {
      String theirs = ran("duplicity", "--file-changed", file).succeeded().out();
      String fixed = theirs.replaceAll("b'(New|Changed|Deleted)'", "   $1");
      assertEquals(fixed, ours("--file-changed", file));
    }
  }

  // duplicity 0.8.22 does not find it
  @Test
  void tellsOfAFileWhoseNameHoldsAQuote() throws Exception {
    String told = ours("--file-changed=b/it's");
    assertTrue(told.contains("File: b/it's\nTotal number of backup: 1\n"), told);
  }

  @Test
  void tellsOfASetWhatDuplicityTells() throws Exception {
    Workplace.require("duplicity");
    for (String set : List.of("0", "1", "2")) {
      String theirs = ran("duplicity", "--show-changes-in-set", set).succeeded().out();
      assertEquals(theirs, ours("--show-changes-in-set=" + set));
    }
  }

  @Test
  void readsManifestsFromTheTargetWhereThereIsNoArchiveDir() throws Exception {
    String before = ours("--show-changes-in-set=1");
    assertTrue(before.contains("\na                   changed\n"), before);
    assertEquals(before, ours("--show-changes-in-set=1", "--archive-dir=elsewhere"));
    place = place.with("PASSPHRASE", "");
    assertEquals(
        ExitCodes.CRYPTO,
        ran("jdup", "--show-changes-in-set=1", "--archive-dir=elsewhere").exitCode());
  }

  @Test
  void saysWhichSetsThereAre() throws Exception {
    Ran ran = ran("jdup", "--show-changes-in-set=3").ended(ExitCodes.FAILED);
    assertTrue(ran.err().contains("there is no set number 3 in the newest chain, which has 3"));
    ran("jdup", "--show-changes-in-set=-1").ended(ExitCodes.COMMAND_LINE);
  }
}
