package io.jdup.report;

import java.io.IOException;

/** A file was sent, but what the target has is not as long, or is not there. */
public final class StoredSizeException extends IOException {
  private final String fileName;

  /** Reports {@code fileName}, of which the target has {@code got} bytes; -1: it is not there. */
  public StoredSizeException(String fileName, long wantedBytes, long gotBytes) {
    super(
        "the target has "
            + (gotBytes < 0 ? "no '" + fileName + "'" : gotBytes + " bytes of '" + fileName + "'")
            + (", "
                + wantedBytes
                + " bytes were sent; check the target, then run this again: it goes on")
            + " behind the volume before");
    this.fileName = fileName;
  }

  /** Returns the remote name of the file. */
  public String fileName() {
    return fileName;
  }
}
