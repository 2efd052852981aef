package io.jdup.internal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListedFiles;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ArchiveDirLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveDirTest {
  // The lock that duplicity takes; see format specification section 7.4.
  private static final String TRY_LOCK =
      "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB)";

  @TempDir private Path temp;

  @Test
  void secondOpenIsRefusedAndTheFirstKeepsItsLockAgainstOtherProcesses() throws Exception {
    Path directory = temp.resolve("archive");
    try (ArchiveDir first = ArchiveDir.open(directory)) {
      var e = assertThrows(ArchiveDirLockedException.class, () -> ArchiveDir.open(directory));
      assertTrue(String.valueOf(e.getMessage()).contains(directory.toString()));
      Path link = Files.createSymbolicLink(temp.resolve("link"), directory);
      assertThrows(ArchiveDirLockedException.class, () -> ArchiveDir.open(link));
      assertFalse(otherProcessCanLock(directory), "closing a channel gave up the lock");
      assertEquals(List.of("lockfile"), first.names());
    }
    assertFalse(Files.exists(directory.resolve("lockfile")));
    ArchiveDir.open(directory).close();
  }

  private static boolean otherProcessCanLock(Path directory) throws Exception {
    Path lockfile = directory.resolve("lockfile");
    var python = new ProcessBuilder("python3", "-c", TRY_LOCK, lockfile.toString());
    return python.redirectErrorStream(true).start().waitFor() == 0;
  }

  @Test
  void lockOfAnotherProcessIsRespected() throws Exception {
    Path directory = Files.createDirectory(temp.resolve("archive"));
    Path lockfile = Files.createFile(directory.resolve("lockfile"));
    Process holder =
        new ProcessBuilder(
                "python3",
                "-c",
                TRY_LOCK + "; print(1, flush=True); sys.stdin.read()",
                lockfile.toString())
            .start();
    try {
      assertEquals('1', holder.getInputStream().read());
      assertThrows(ArchiveDirLockedException.class, () -> ArchiveDir.open(directory));
    } finally {
      holder.destroy();
      holder.waitFor();
    }
    ArchiveDir.open(directory).close();
  }

  @Test
  void leftoversOfKilledRunsAreRemovedAndNothingElse() throws IOException {
    Path leftover = Files.createDirectories(temp.resolve(WorkDirectory.NAME_PREFIX + "1/sub"));
    Files.writeString(leftover.resolve("file"), "x");
    Files.writeString(temp.resolve("kept"), "x");
    try (ArchiveDir archive = ArchiveDir.open(temp)) {
      assertFalse(Files.exists(leftover.getParent()));
      assertTrue(archive.holds("kept"));
    }
  }

  @Test
  void signaturesOfARunThatEndedAreTold() throws IOException {
    String signatures = "duplicity-full-signatures.20231114T221320Z.sigtar";
    try (ArchiveDir archive = ArchiveDir.open(temp)) {
      for (String other :
          List.of("foreign", signatures + ".part", "duplicity-full.20231114T221320Z.manifest")) {
        Files.createFile(temp.resolve(other));
        assertFalse(archive.holdsSignatures(FileNaming.DEFAULT), other);
      }
      Files.createFile(temp.resolve(signatures + ".gz"));
      assertTrue(archive.holdsSignatures(FileNaming.DEFAULT));
      assertFalse(archive.holdsSignatures(FileNaming.DEFAULT.withPrefix("other-")));
    }
  }

  @Test
  void newDirectoryIsItsOwnersAlone() throws IOException {
    Path directory = temp.resolve("cache/duplicity/name");
    ArchiveDir.open(directory).close();
    for (Path made = directory; !made.equals(temp); made = made.getParent()) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }

  @Test
  void linkToADirectoryWillDo() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    ArchiveDir.open(link).close();
  }

  @Test
  void fileInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "x");
    var e = assertThrows(IOException.class, () -> ArchiveDir.open(file.resolve("below")));
    assertTrue(String.valueOf(e.getMessage()).contains("'" + file + "' is not a directory"));
  }

  @Test
  void partialFilesOfAnInterruptedRunDoNotCount() throws IOException {
    String whole = "duplicity-full.20260101T000000Z.manifest";
    Files.writeString(temp.resolve(whole), "x");
    Files.writeString(temp.resolve("duplicity-full.20260102T000000Z.manifest.part"), "x");
    Files.writeString(temp.resolve("foreign"), "x");
    try (ArchiveDir archive = ArchiveDir.open(temp)) {
      assertEquals(List.of(whole), finishedNames(archive));
    }
  }

  @Test
  void manifestBesideItsPartialOneIsThatOfAnInterruptedRun() throws IOException {
    String unconfirmed = "duplicity-full.20260101T000000Z.manifest";
    Files.writeString(temp.resolve(unconfirmed), "x");
    Files.writeString(temp.resolve(unconfirmed + ".part"), "x");
    try (ArchiveDir archive = ArchiveDir.open(temp)) {
      assertEquals(List.of(), finishedNames(archive));
    }
  }

  @Test
  void filesPackedAsNoneOfItsOwnAreAreNotItsOwn() throws IOException {
    List<String> own =
        List.of(
            "duplicity-full-signatures.20260101T000000Z.sigtar.gz",
            "duplicity-full.20260101T000000Z.manifest");
    for (String name : own) {
      Files.writeString(temp.resolve(name), "x");
    }
    for (String other :
        List.of(
            "duplicity-full-signatures.20260102T000000Z.sigtar",
            "duplicity-full-signatures.20260102T000000Z.sigtar.gpg",
            "duplicity-full.20260102T000000Z.manifest.gpg",
            "duplicity-full.20260102T000000Z.vol1.difftar.gz")) {
      Files.writeString(temp.resolve(other), "x");
    }
    try (ArchiveDir archive = ArchiveDir.open(temp)) {
      assertEquals(own, finishedNames(archive));
    }
  }

  private static List<String> finishedNames(ArchiveDir archive) throws IOException {
    ListedFiles finished = ArchiveDir.finishedFiles(Optional.of(archive), FileNaming.DEFAULT);
    return finished.all().stream().map(ListedFile::name).toList();
  }
}
