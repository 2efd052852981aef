package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.crypto.IntegrityException;
import io.jdup.crypto.NoMatchingKeyException;
import io.jdup.crypto.WrongPassphraseException;
import io.jdup.report.ArchiveDirLockedException;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.ConcurrentBackupException;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ImplausibleClockException;
import io.jdup.report.IncrementalImpossibleException;
import io.jdup.report.ManifestMismatchException;
import io.jdup.report.NothingRestoredException;
import io.jdup.report.PathNotInBackupException;
import io.jdup.report.RestoreTargetNotEmptyException;
import io.jdup.report.ResumeMismatchException;
import io.jdup.report.SourceGoneException;
import io.jdup.report.SourceMismatchException;
import io.jdup.report.SourceMissingException;
import io.jdup.report.StoredSizeException;
import io.jdup.selection.Selection;
import io.jdup.selection.SelectionException;
import io.jdup.transport.AuthenticationException;
import io.jdup.transport.InvalidTargetUrlException;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The numbers are those of the format specification, section 10.5. */
class ExitCodesTest {
  private static void assertCode(int code, Throwable failure) {
    assertEquals(code, ExitCodes.of(failure), failure::toString);
  }

  @Test
  void keepsDuplicitysNumbersForWhatTheUserDid() {
    assertCode(2, new UsageException("x"));
    assertCode(7, new UsageException(ExitCodes.FILELIST_MISSING, "x"));
    assertCode(23, new InvalidTargetUrlException("x"));
    assertCode(23, new ArchiveDirLockedException("x"));
    assertCode(11, new RestoreTargetNotEmptyException("x"));
    assertCode(13, new SourceMissingException("x", new IOException()));
    assertCode(
        3,
        new SourceMismatchException(
            SourceMismatchException.Reason.HOST, new byte[0], new byte[0], "x"));
    assertCode(
        42,
        new SourceMismatchException(
            SourceMismatchException.Reason.DIRECTORY, new byte[0], new byte[0], "x"));
  }

  @Test
  void keepsDuplicitysNumbersForSelections() {
    SelectionException malformed =
        Assertions.assertThrows(
            SelectionException.class, () -> Selection.everything().exclude("a//b"));
    assertCode(15, malformed);
  }

  @Test
  void keepsDuplicitysNumbersForBackups() {
    assertCode(5, new ManifestMismatchException("x"));
    assertCode(5, new BackupsLostException(List.of("full x"), "x"));
    assertCode(13, new SourceGoneException(2, 1, "x"));
    assertCode(23, new ImplausibleClockException(Instant.EPOCH, "x"));
    assertCode(23, new ConcurrentBackupException("x"));
    assertCode(44, new StoredSizeException("x", 2, 1));
    assertCode(45, new ResumeMismatchException("x"));
    assertCode(17, new IncrementalImpossibleException("x"));
    assertCode(19, new PathNotInBackupException("x"));
    assertCode(20, new NothingRestoredException("x"));
    assertCode(21, CorruptBackupException.hashMismatch("x", "1", "2"));
    assertCode(30, new BackupNotFoundException("x"));
    assertCode(31, new WrongPassphraseException("x", null));
    assertCode(31, new NoMatchingKeyException("x", null));
    assertCode(31, new IntegrityException("x", null));
  }

  @Test
  void keepsDuplicitysNumbersForTargets() {
    assertCode(50, new TransportException("x", true, null));
    assertCode(51, new AuthenticationException("x", null));
    assertCode(52, new RemoteFileNotFoundException("f", "x", null));
    IOException full = new FileSystemException("/t/f", null, "No space left on device");
    assertCode(53, full);
    assertCode(53, new TransportException("cannot store", false, full));
  }

  @Test
  void callsAllElseAFailure() {
    assertCode(30, new IOException("x"));
    assertCode(30, new AssertionError("x"));
  }
}
