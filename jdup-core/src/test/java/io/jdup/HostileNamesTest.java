package io.jdup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.HostileArchive.Tar;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, links and types of entries that mean harm. */
class HostileNamesTest extends HostileRestores {
  @AfterAll
  static void tell() {
    tell(30);
  }

  // Rule 1: names.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snapshot/../evil",
        "snapshot/d/../../evil",
        "snapshot//evil",
        "snapshot/d//evil",
        "snapshot/./evil",
        "snapshot/..",
        "multivol_snapshot/../evil/1",
        "multivol_diff/../evil/1",
        "diff/../evil",
        "deleted/../evil",
        "/etc/evil",
        "../evil",
        "evil",
        ""
      })
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    for (Tar way : List.of(tar().file(name, "E"), tar().pax("path=" + name).file("x", "E"))) {
      assertRefused(name, restored(full(way)));
      deleteTarget();
    }
  }

  @Test
  void aNameWithNulIsRefused() throws IOException {
    assertRefused("evil", restored(full(tar().pax("path=snapshot/evil\0.txt").file("x", "E"))));
  }

  @Test
  void aLongNameOfGnuThatLeadsElsewhereIsRefused() throws IOException {
    byte[] name = "snapshot/../evil\0".getBytes(ISO_8859_1);
    assertRefused("../evil", restored(full(tar().gnuLongName(name).file("x", "E"))));
  }

  @Test
  void theNamesOfAHostileListAreNotListed() throws IOException {
    var archive = full(tar()).signatures(tar().link("snapshot/../evil", "x").bytes());
    var listed = new ArrayList<String>();
    var warnings = new ArrayList<String>();
    Backups.at(archive.files)
        .listener(
            new JdupListener() {
              @Override
              public void warning(String message) {
                warnings.add(message);
              }
            })
        .list(Instant.parse("2030-01-01T00:00:00Z"), entry -> listed.add(entry.path().toString()));
    assertFalse(listed.toString().contains("evil"));
    assertTrue(warnings.toString().contains("../evil"), warnings.toString());
  }

  // Rules 2 and 3: links.

  @Test
  void nothingIsWrittenThroughALinkOfTheArchive() throws IOException {
    RestoreReport report =
        restored(
            full(
                tar()
                    .link("snapshot/l", victim.toString())
                    .file("snapshot/l/precious", "E")
                    .directory("snapshot/l/sub/")
                    .file("snapshot/l/sub/x", "E")
                    .link("snapshot/l/link", "E")));
    assertRefused("l/precious", report);
    assertEquals(4, report.errors());
  }

  @Test
  void nothingIsWrittenThroughALinkOfAnOlderSet() throws IOException {
    var archive = full(tar().link("snapshot/l", victim.toString()));
    archive.set(new Tar().file("snapshot/l/precious", "E"));
    assertRefused("l/precious", restored(archive));
  }

  @Test
  void nothingIsWrittenThroughALinkThatIsThere() throws IOException {
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("d"), victim);
    RestoreReport report =
        restored(Restore.from(full(tar().file("snapshot/d/precious", "E")).files).overwrite());
    assertRefused("d/precious", report);
  }

  @Test
  void aLinkThatIsThereGivesWayToADirectory() throws IOException {
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("d"), victim);
    var archive = full(tar().directory("snapshot/d/").file("snapshot/d/precious", "E"));
    assertEquals(Outcome.COMPLETE, restored(Restore.from(archive.files).overwrite()).outcome());
    assertFalse(Files.isSymbolicLink(target.resolve("d")));
    assertEquals("E", Files.readString(target.resolve("d/precious")));
  }

  @Test
  void hardLinksAreRefused() throws IOException {
    assertRefused("h", restored(full(tar().entry("snapshot/h", '1', new byte[0], "/etc/passwd"))));
  }

  // Rule 4: a path that is this, then that.

  @Test
  void aPathThatChangesItsTypeOverTimeLeadsNowhere() throws IOException {
    var archive = full(tar().directory("snapshot/d/").file("snapshot/d/precious", "old"));
    archive.set(new Tar().link("snapshot/d", victim.toString()).file("deleted/d/precious", ""));
    archive.set(new Tar().file("snapshot/d/precious", "E"));
    archive.set(new Tar().file("diff/d/precious", "rs\0026\002xy\0"));
    RestoreReport report = restored(archive);
    assertRefused("d/precious", report);
    assertTrue(Files.isSymbolicLink(target.resolve("d")));
  }

  @Test
  void aDirectoryComesBackInPlaceOfALink() throws IOException {
    var archive = full(tar().link("snapshot/d", victim.toString()));
    archive.set(new Tar().directory("snapshot/d/").file("snapshot/d/precious", "new"));
    assertEquals(Outcome.COMPLETE, restored(archive).outcome());
    assertEquals("new", Files.readString(target.resolve("d/precious")));
  }

  // Rule 5: what is dangerous in the hands of root.

  @Test
  void withoutOwnersThereAreNoDevicesAndNoSetuid() throws IOException {
    var archive =
        full(
            tar()
                .mode("snapshot/c", '3', 0666)
                .mode("snapshot/k", '4', 0666)
                .mode("snapshot/s", '0', 06755));
    RestoreReport report = restored(Restore.from(archive.files).withoutOwners());
    assertRefused("c", report);
    assertEquals(List.of("c", "k"), skipped(report));
    assertEquals(0755, mode(target.resolve("s")));
  }

  @Test
  void unsignedBackupsBringNoDevicesAndNoSetuidUnlessThatIsAskedFor() throws IOException {
    var archive =
        full(
            tar()
                .mode("snapshot/c", '3', 0666)
                .mode("snapshot/d", '5', 02755)
                .mode("snapshot/k", '4', 0666)
                .mode("snapshot/s", '0', 06755)
                .mode("snapshot/x", '0', 0755));
    List<String> told = new ArrayList<>();
    var listener =
        new JdupListener() {
          @Override
          public void ignored(ReportedPath path, String reason) {
            told.add(path + " " + reason);
          }

          @Override
          public void warning(String message) {
            told.add(message);
          }
        };
    RestoreReport report = restored(Restore.from(archive.files).listener(listener));
    assertEquals(Outcome.COMPLETE, report.outcome()); // what is left out on purpose is no error
    assertEquals(List.of(), skipped(report));
    String device = " is a device, made only where a signer is demanded, or with privileges";
    assertEquals(List.of("c" + device, "k" + device), told.subList(0, 2));
    assertTrue(told.get(2).startsWith("1 files did not get their setuid"), told::toString);
    assertEquals(3, told.size());
    assertFalse(Files.exists(target.resolve("c"), LinkOption.NOFOLLOW_LINKS));
    assertEquals(0755, mode(target.resolve("s")));
    assertEquals(02755, mode(target.resolve("d"))); // of a directory, it gives nobody power
    told.clear();
    deleteTarget();
    report = restored(Restore.from(archive.files).withPrivileges().listener(listener));
    assertEquals(06755, mode(target.resolve("s")));
    assertEquals(isRoot() ? List.of() : List.of("c", "k"), skipped(report));
    assertEquals(List.of(), told);
  }

  private boolean isRoot() throws IOException {
    return Files.getOwner(directory).getName().equals("root");
  }

  @Test
  void aDeviceAloneThatIsLeftOutIsNotMissing() throws IOException {
    var archive = full(tar().mode("snapshot/c", '3', 0666));
    RestoreReport report = restored(Restore.from(archive.files).path("c"));
    assertEquals(Outcome.COMPLETE, report.outcome());
    assertEquals(0, report.entries());
  }

  @Test
  void whoIsNotRootMakesNoDevices() throws IOException {
    var archive = full(tar().mode("snapshot/c", '3', 0666));
    RestoreReport report = restored(Restore.from(archive.files).withPrivileges());
    assertEquals(isRoot() ? List.of() : List.of("c"), skipped(report));
  }

  private static int mode(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  @Test
  void aPathFiveThousandDirectoriesDeepIsRefused() throws Exception {
    String deep = "snapshot/" + "d/".repeat(5000);
    RestoreReport report = restored(full(tar().pax("path=" + deep + "f").file("x", "E")));
    assertRefused("d/d/d", report);
    removeQuickly();
  }

  // What walks a tree by whole paths takes minutes for this one.
  private void removeQuickly() throws Exception {
    assertEquals(0, new ProcessBuilder("rm", "-r", target.toString()).start().waitFor());
  }

  @Test
  void fiveThousandDirectoriesInEachOtherAreRefusedFromTooDeepOn() throws Exception {
    Tar tar = tar();
    var path = new StringBuilder("snapshot/");
    for (int i = 0; i < 5000; i++) {
      path.append("d/");
      tar.pax("path=" + path).directory("x/");
    }
    RestoreReport report = restored(full(tar));
    assertRefused("d/d/d", report);
    assertTrue(report.entries() > 500, "gave up too early: " + report.entries());
    removeQuickly();
  }

  @Test
  void namesThatDifferInCaseOnlyStayTwoFiles() throws IOException {
    restored(full(tar().file("snapshot/CASE", "upper").file("snapshot/case", "lower")));
    boolean tells = !Files.exists(Path.of(directory.toString().toUpperCase(Locale.ROOT)));
    var expected = new TreeSet<>(List.of(".", "CASE", "case", "z"));
    if (tells) {
      assertEquals(expected, new TreeSet<>(paths()));
    }
    assertEquals("lower", Files.readString(target.resolve("case")));
  }
}
