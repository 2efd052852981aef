package io.jdup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.HostileArchive.Tar;
import io.jdup.collection.FileEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.report.Skipped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives made by hand that mean harm. Whatever they hold, nothing is written outside the target,
 * it ends soon, all else is restored, and what was refused is named.
 */
class HostileArchiveTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final AtomicInteger ARCHIVES = new AtomicInteger();

  @TempDir Path directory;
  private Path target;
  private Path victim;

  @BeforeEach
  void makeAVictim() throws IOException {
    target = directory.resolve("place/target");
    victim = Files.createDirectories(directory.resolve("victim"));
    Files.writeString(victim.resolve("precious"), "precious");
    Files.createDirectories(target.getParent());
  }

  @AfterEach
  void nothingElseWasTouched() throws IOException {
    assertEquals(List.of("precious"), names(victim));
    assertEquals("precious", Files.readString(victim.resolve("precious")));
    assertTrue(List.of(List.of(), List.of("target")).contains(names(target.getParent())));
    assertEquals(List.of("place", "victim"), names(directory));
  }

  @AfterAll
  static void tell() {
    System.out.println("hostile archives restored: " + ARCHIVES);
    assertTrue(ARCHIVES.get() >= 40, "some were left out: " + ARCHIVES);
  }

  private static List<String> names(Path place) throws IOException {
    try (var files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private RestoreReport restored(HostileArchive archive) {
    return restored(Restore.from(archive.files));
  }

  private RestoreReport restored(Restore restore) {
    ARCHIVES.incrementAndGet();
    return Assertions.assertTimeoutPreemptively(LIMIT, () -> restore.into(target));
  }

  private static List<String> skipped(RestoreReport report) {
    return report.skipped().stream().map(Skipped::path).map(ReportedPath::toString).toList();
  }

  private List<String> paths() throws IOException {
    return TreeListing.of(target).stream().map(line -> line.split("\t")[0]).toList();
  }

  private void assertRefused(String refused, RestoreReport report) throws IOException {
    assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
    assertTrue(
        skipped(report).stream().anyMatch(path -> path.contains(refused)),
        refused + " in " + report.skipped());
    assertTrue(Files.exists(target.resolve("z")), "what came after is missing");
  }

  private static Tar tar() {
    return new Tar().root();
  }

  private static HostileArchive full(Tar volume) {
    return new HostileArchive().set(volume.file("snapshot/z", "last"));
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

  private void deleteTarget() throws IOException {
    WorkDirectory.deleteTree(target);
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
  void whoIsNotRootMakesNoDevices() throws IOException {
    RestoreReport report = restored(full(tar().mode("snapshot/c", '3', 0666)));
    boolean root = Files.getOwner(directory).getName().equals("root");
    assertEquals(root ? List.of() : List.of("c"), skipped(report));
  }

  private static int mode(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  // Rule 6: bombs.

  @Test
  void zerosBehindTheTarAreReadAndKeptNowhere() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(tar().file("snapshot/z", "last").bytes());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 1024; i++) {
        gzip.write(zeros);
      }
    }
    var archive = new HostileArchive().set(packed.toByteArray(), FileEncoding.GZIP);
    assertEquals(Outcome.COMPLETE, restored(archive).outcome());
    assertEquals(List.of(".", "z"), paths());
  }

  @Test
  void aFileOfZerosTakesNoRoom() throws IOException {
    long length = 1L << 30;
    var packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(tar().header("snapshot/big", '0', Tar.octal(length, 11), "", 0644).bytes());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < length >> 20; i++) {
        gzip.write(zeros);
      }
    }
    var archive = new HostileArchive().set(packed.toByteArray(), FileEncoding.GZIP);
    assertEquals(Outcome.COMPLETE, restored(archive).outcome());
    assertEquals(length, Files.size(target.resolve("big")));
  }

  // Rule 8: tar.

  @Test
  void impossibleSizesEndTheVolumeAndAreReported() throws IOException {
    byte[] negative = new byte[12];
    Arrays.fill(negative, (byte) 0xff);
    byte[] huge = new byte[12];
    huge[0] = (byte) 0x80;
    huge[4] = 0x7f;
    Arrays.fill(huge, 5, 12, (byte) 0xff);
    byte[] beyond = new byte[12];
    Arrays.fill(beyond, (byte) 0x7f);
    beyond[0] = (byte) 0x80;
    for (byte[] size :
        List.of(
            negative,
            huge,
            beyond,
            Tar.octal(077777777777L, 11),
            "nonsense".getBytes(ISO_8859_1))) {
      var archive =
          new HostileArchive()
              .set(tar().file("snapshot/a", "a").header("snapshot/x", '0', size, "", 0644));
      RestoreReport report = restored(archive);
      assertEquals(1, report.damagedFiles().size(), report.toString());
      assertEquals(List.of(".", "a"), paths());
      deleteTarget();
    }
  }

  @Test
  void aPaxSizeThatIsImpossibleIsReported() throws IOException {
    for (String size : List.of("-1", "9223372036854775807", "99999999999999999999", "x", "")) {
      var archive =
          new HostileArchive()
              .set(tar().file("snapshot/a", "a").pax("size=" + size).file("snapshot/x", "E"));
      RestoreReport report = restored(archive);
      boolean none = size.isEmpty(); // takes back what an earlier record said
      assertEquals(none ? 0 : 1, report.damagedFiles().size(), size + report);
      deleteTarget();
    }
  }

  @Test
  void ofAPathThatIsThereTwiceTheFirstCounts() throws IOException {
    assertEquals(
        Outcome.COMPLETE,
        restored(full(tar().file("snapshot/a", "first").file("snapshot/a", "second"))).outcome());
    assertEquals("first", Files.readString(target.resolve("a")));
  }

  @Test
  void aThousandExtendedHeadersInARowAreOne() throws IOException {
    Tar tar = tar();
    for (int i = 0; i < 1000; i++) {
      tar.pax("path=snapshot/../evil" + i, "comment=" + "x".repeat(1000));
    }
    assertEquals(
        Outcome.COMPLETE, restored(full(tar.pax("path=snapshot/fine").file("x", "E"))).outcome());
    assertEquals(List.of(".", "fine", "z"), paths());
  }

  @Test
  void headersThatAreTooLongEndTheVolume() throws IOException {
    for (Tar tar :
        List.of(
            tar().gnuLongName(new byte[2 << 20]),
            tar().pax("comment=" + "x".repeat(2 << 20)),
            tar().entry("k", 'K', new byte[2 << 20], ""))) {
      RestoreReport report = restored(full(tar));
      assertEquals(1, report.damagedFiles().size());
      deleteTarget();
    }
  }

  @Test
  void aPaxRecordThatLiesAboutItsLengthIsDamage() throws IOException {
    for (String record :
        List.of("99999999 path=x\n", "0 path=x\n", "-5 a=b\n", "12 path=x\n", " ")) {
      Tar tar = tar().entry("pax", 'x', record.getBytes(ISO_8859_1), "");
      assertEquals(1, restored(full(tar)).damagedFiles().size(), record);
      deleteTarget();
    }
  }

  @Test
  void sparseFilesAreRefused() throws IOException {
    RestoreReport report = restored(full(tar().pax("GNU.sparse.major=1").file("snapshot/s", "E")));
    assertRefused("s", report);
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

  // Rule 9: deltas.

  @Test
  void deltasThatReachBeyondTheirBasisAreRefused() throws IOException {
    for (String commands :
        List.of(
            "\105\005\143", // copy 99 bytes at 5
            "\117\177\377\377\377\377\377\377\377\001\001", // at 2^63 - 1, badly formed
            "\123\377\377\377\377\377\377\377\377\001", // at -1
            "\120\001\377\377\377\377\377\377\377\377", // of -1 bytes
            "\104\177\377\377\377\377\377\377\377", // a literal of 2^63 - 1 bytes
            "\125", // reserved
            "\005ab", // ends within a literal
            "")) {
      var archive = full(tar().file("snapshot/a", "0123456789"));
      archive.set(new Tar().file("diff/a", "rs\0026" + commands));
      assertRefused("a", restored(archive));
      assertFalse(Files.exists(target.resolve("a")));
      deleteTarget();
    }
  }

  // Rule 10: manifests.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Volume 0:",
        "Volume 9999999999:",
        "Volume -1:",
        "Volume 1",
        "Volume 1:\n    StartingPath   .  \n    StartingPath   .",
        "Volume 1:\n    StartingPath   ../..",
        "Volume 1:\n    StartingPath   \"\\x00\"",
        "Volume 1:\n    StartingPath   . 99999999999",
        "Filelist 99999999999",
        "Filelist 5",
        "\0",
        "Volume 1:\n    Hash"
      })
  void manifestsThatMakeNoSenseAreDamage(String text) {
    var archive = new HostileArchive();
    archive.set(tar().bytes(), FileEncoding.PLAIN, text);
    ARCHIVES.incrementAndGet();
    assertThrows(CorruptBackupException.class, () -> Restore.from(archive.files).into(target));
    assertFalse(Files.exists(target));
  }

  @Test
  void aVolumeWithTheHighestNumberIsLookedForAndNoMore() throws IOException {
    var archive = new HostileArchive();
    byte[] volume = tar().file("snapshot/z", "last").bytes();
    String group = ":\n    StartingPath   .  \n    EndingPath     zzzz  \n    Hash SHA1 ";
    archive.set(
        volume,
        FileEncoding.PLAIN,
        "Volume 1" + group + HostileArchive.hex(volume) + "\nVolume 999999999" + group + "00\n");
    RestoreReport report = restored(archive);
    assertEquals(2, report.damagedFiles().size(), report.toString()); // the gap, and the volume
    assertEquals(List.of(".", "z"), paths());
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
