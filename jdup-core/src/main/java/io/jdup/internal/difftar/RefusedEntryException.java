package io.jdup.internal.difftar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One entry of a tar is not what a backup may hold. The tar around it is sound: the reader's {@code
 * next()} may be called again and goes on with the entry after it.
 */
public final class RefusedEntryException extends IOException {
  private final String fileName;
  private final String entryName;
  private final boolean piece;

  RefusedEntryException(String fileName, byte[] rawName, String problem) {
    super(
        "entry '"
            + new String(rawName, StandardCharsets.UTF_8)
            + "' of '"
            + fileName
            + "' is refused: "
            + problem
            + "; it is skipped");
    this.fileName = fileName;
    this.entryName = new String(rawName, StandardCharsets.UTF_8);
    this.piece =
        EntryPrefix.MULTIVOL_SNAPSHOT.starts(rawName) || EntryPrefix.MULTIVOL_DIFF.starts(rawName);
  }

  /** Returns the name of the volume or sigtar that holds the entry. */
  public String fileName() {
    return fileName;
  }

  /** Returns the entry's full name in the tar for people; bytes that are no UTF-8 are U+FFFD. */
  public String entryName() {
    return entryName;
  }

  /** Returns whether the entry is a piece, so that the body before it may lack it. */
  boolean isPiece() {
    return piece;
  }
}
