package io.jdup.report;

import java.nio.file.FileAlreadyExistsException;

/** The place to restore to holds something already, and the run was not told to overwrite. */
public final class RestoreTargetNotEmptyException extends FileAlreadyExistsException {
  /** Reports that {@code target} exists and is no empty directory. */
  public RestoreTargetNotEmptyException(String target) {
    super(
        target,
        null,
        "exists and is not an empty directory; restore to another place or allow overwriting");
  }
}
