package io.jdup.cli;

import io.jdup.crypto.CryptoException;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.report.ArchiveDirLockedException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.ConcurrentBackupException;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ImplausibleClockException;
import io.jdup.report.IncrementalImpossibleException;
import io.jdup.report.ManifestMismatchException;
import io.jdup.report.NothingRestoredException;
import io.jdup.report.PathNotInBackupException;
import io.jdup.report.ReplicaConflictException;
import io.jdup.report.RestoreTargetNotEmptyException;
import io.jdup.report.ResumeMismatchException;
import io.jdup.report.SourceGoneException;
import io.jdup.report.SourceMismatchException;
import io.jdup.report.SourceMissingException;
import io.jdup.report.StoredSizeException;
import io.jdup.selection.SelectionException;
import io.jdup.transport.InvalidTargetUrlException;
import io.jdup.transport.TransportException;
import java.nio.file.FileSystemException;

/**
 * What the process returns. The numbers are duplicity's, so that scripts go on to work; {@link
 * #DONE_WITH_ERRORS} is jdup's own: duplicity returns 0 there.
 *
 * <p>Source: format specification section 10.5.
 */
final class ExitCodes {
  static final int OK = 0;
  static final int DIFFERENCES = 1;
  static final int COMMAND_LINE = 2;
  static final int OTHER_HOST = 3;
  static final int MANIFESTS_DIFFER = 5;
  static final int FILELIST_MISSING = 7;
  static final int BAD_ARCHIVE_DIR = 9;
  static final int BAD_SIGN_KEY = 10;
  static final int TARGET_EXISTS = 11;
  static final int VERIFY_DIRECTORY_MISSING = 12;
  static final int SOURCE_MISSING = 13;
  static final int PATTERN_OUTSIDE_SOURCE = 14;
  static final int MALFORMED_PATTERN = 15;
  static final int REDUNDANT_INCLUDE = 16;
  static final int INCREMENTAL_IMPOSSIBLE = 17;
  static final int PATH_NOT_IN_BACKUP = 19;
  static final int NOTHING_RESTORED = 20;
  static final int DAMAGED = 21;
  static final int SIGNATURE_REFUSED = 22;
  static final int USER_ERROR = 23;
  static final int FAILED = 30;
  static final int CRYPTO = 31;
  static final int OTHER_SOURCE = 42;
  static final int WRONG_SIZE = 44;
  static final int OTHER_ENCRYPTION = 45;
  static final int TARGET_FAILED = 50;
  static final int TARGET_PERMISSION = 51;
  static final int TARGET_FILE_MISSING = 52;
  static final int NO_SPACE = 53;

  static final int REDUNDANT_FILTER = 70;
  static final int TRAILING_FILTER = 71;
  static final int LISTED_PATH_NOT_RELATIVE = 72;
  static final int NOTHING_LISTED = 73;

  /** The run came to its end, but some files could not be read or restored. */
  static final int DONE_WITH_ERRORS = 60;

  /** Whoever read the output went away; what a shell shows for death by SIGPIPE. */
  static final int BROKEN_PIPE = 141;

  private static final String DISK_FULL = "No space left on device"; // strerror(ENOSPC)

  private ExitCodes() {}

  /** Returns the code for a run that {@code failure} ended. */
  static int of(Throwable failure) {
    if (failure instanceof UsageException usage) {
      return usage.exitCode();
    }
    if (failure instanceof SelectionException selection) {
      return of(selection);
    }
    if (failure instanceof InvalidTargetUrlException) {
      return USER_ERROR;
    }
    if (isDiskFull(failure)) {
      return NO_SPACE;
    }
    if (failure instanceof TransportException transport) {
      return of(transport);
    }
    if (failure instanceof SignatureRefusedException) {
      return SIGNATURE_REFUSED;
    }
    return failure instanceof CryptoException ? CRYPTO : ofReport(failure);
  }

  private static int of(SelectionException failure) {
    return switch (failure.reason()) {
      case OUTSIDE_SOURCE -> PATTERN_OUTSIDE_SOURCE;
      case MALFORMED_GLOB -> MALFORMED_PATTERN;
      case REDUNDANT_INCLUDE -> REDUNDANT_INCLUDE;
      case MALFORMED_REGEXP -> COMMAND_LINE;
      case PATH_NOT_RELATIVE -> LISTED_PATH_NOT_RELATIVE;
      case NOTHING_LISTED -> NOTHING_LISTED;
    };
  }

  private static int of(TransportException failure) {
    return switch (failure.kind()) {
      case AUTHENTICATION, PERMISSION_DENIED -> TARGET_PERMISSION;
      case NOT_FOUND -> TARGET_FILE_MISSING;
      case NO_SPACE -> NO_SPACE;
      case FAILED, NO_CONNECTION -> TARGET_FAILED;
    };
  }

  private static int ofReport(Throwable failure) {
    if (failure instanceof SourceMismatchException mismatch) {
      return mismatch.reason() == SourceMismatchException.Reason.HOST ? OTHER_HOST : OTHER_SOURCE;
    }
    if (failure instanceof ManifestMismatchException
        || failure instanceof BackupsLostException
        || failure instanceof ReplicaConflictException) {
      return MANIFESTS_DIFFER;
    }
    if (failure instanceof RestoreTargetNotEmptyException) {
      return TARGET_EXISTS;
    }
    if (failure instanceof SourceMissingException || failure instanceof SourceGoneException) {
      return SOURCE_MISSING;
    }
    if (failure instanceof IncrementalImpossibleException) {
      return INCREMENTAL_IMPOSSIBLE;
    }
    if (failure instanceof PathNotInBackupException) {
      return PATH_NOT_IN_BACKUP;
    }
    if (failure instanceof NothingRestoredException) {
      return NOTHING_RESTORED;
    }
    if (failure instanceof CorruptBackupException) {
      return DAMAGED;
    }
    if (failure instanceof StoredSizeException) {
      return WRONG_SIZE;
    }
    if (failure instanceof ResumeMismatchException) {
      return OTHER_ENCRYPTION;
    }
    boolean user =
        failure instanceof ArchiveDirLockedException
            || failure instanceof ConcurrentBackupException
            || failure instanceof ImplausibleClockException
            || failure instanceof PassphraseNeededException;
    return user ? USER_ERROR : FAILED;
  }

  private static boolean isDiskFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean fromDisk =
          cause instanceof FileSystemException || cause instanceof TransportException;
      String message = cause.getMessage();
      if ((fromDisk || cause == failure) && message != null && message.contains(DISK_FULL)) {
        return true;
      }
    }
    return false;
  }
}
