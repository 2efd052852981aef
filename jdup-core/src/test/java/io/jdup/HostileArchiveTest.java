package io.jdup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.HostileArchive.Tar;
import io.jdup.collection.FileEncoding;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, headers, deltas and manifests that mean harm. */
class HostileArchiveTest extends HostileRestores {
  @AfterAll
  static void tell() {
    tell(30);
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
    count();
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
}
