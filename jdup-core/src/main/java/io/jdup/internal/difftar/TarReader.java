package io.jdup.internal.difftar;

import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one tar file. It ends at the first zero block or where the data ends; what
 * follows is read and dropped. A block that should be a header and is none is an error. Does not
 * close the stream. Not thread-safe.
 */
final class TarReader {
  private static final int MAX_EXTENDED_BYTES = 1 << 20;

  private final TarInput input;
  private final HeaderDecoder header = new HeaderDecoder();
  private byte[] extendedBody = new byte[UstarBlock.SIZE];
  private long bodyLeft;
  private int padding; // after the body
  private long entryStart; // of the current entry's first header
  private boolean ended;

  TarReader(String fileName, InputStream in) {
    input = new TarInput(fileName, in);
  }

  String fileName() {
    return input.fileName();
  }

  /** Returns how many bytes of tar were read. */
  long position() {
    return input.position();
  }

  /** Returns where the first header of the current entry begins, an extended one as a rule. */
  long entryStart() {
    return entryStart;
  }

  /**
   * Goes on at {@code position}, where the first header of an entry should be; false if the reading
   * is behind it already.
   */
  boolean skipTo(long position) throws IOException {
    bodyLeft = 0;
    padding = 0;
    if (position < input.position()) {
      return false;
    }
    input.skip(position - input.position());
    return true;
  }

  /** Reads and drops everything to the end of the data. */
  void drain() throws IOException {
    bodyLeft = 0;
    padding = 0;
    ended = true;
    input.drain();
  }

  /**
   * Returns the next entry, skipping what is left of the one before, or null at the end.
   *
   * @throws RefusedEntryException if a backup may not hold the entry; the next one can be read
   * @throws CorruptBackupException if the tar is damaged; no more can be read
   */
  @Nullable TarEntry next() throws IOException {
    skipBody();
    header.extended().clear();
    entryStart = input.position();
    while (readHeader()) {
      switch (header.typeFlag()) {
        case 'x', 'L', 'K' -> readExtended(header.typeFlag());
        case 'g' -> skipPadded(checked(header::ownBodyBytes));
        default -> {
          return startEntry();
        }
      }
    }
    return null;
  }

  private void skipBody() throws IOException {
    long left = bodyLeft;
    int paddingLeft = padding;
    bodyLeft = 0;
    padding = 0;
    input.skip(left);
    input.skip(paddingLeft);
  }

  private void skipPadded(long bytes) throws IOException {
    input.skip(bytes);
    input.skip(paddingAfter(bytes));
  }

  private boolean readHeader() throws IOException {
    long start = input.position();
    if (ended || !input.readIfAny(header.block()) || header.isZero()) {
      ended = true;
      input.drain();
      if (header.extended().present) {
        throw input.damaged("it ends after an extended header");
      }
      return false;
    }
    if (!header.hasGoodChecksum()) {
      throw input.damaged("there is no tar header where one should be, at byte " + start);
    }
    return true;
  }

  private void readExtended(int typeFlag) throws IOException {
    long size = checked(header::ownBodyBytes);
    if (size > MAX_EXTENDED_BYTES) {
      throw input.damaged("an extended header is " + size + " bytes long");
    }
    int length = (int) size;
    if (extendedBody.length < length) {
      extendedBody = new byte[length];
    }
    input.readFully(extendedBody, length);
    input.skip(paddingAfter(length));
    switch (typeFlag) {
      case 'L' -> header.extended().setGnuLongName(extendedBody, length);
      case 'K' -> header.extended().setGnuLongLink(extendedBody, length);
      default -> addPaxRecords(length);
    }
  }

  private void addPaxRecords(int length) throws CorruptBackupException {
    try {
      header.extended().addPaxRecords(extendedBody, length);
    } catch (IllegalArgumentException e) {
      throw input.damaged(String.valueOf(e.getMessage()));
    }
  }

  private TarEntry startEntry() throws IOException {
    long size = checked(header::bodyBytes);
    bodyLeft = size;
    padding = paddingAfter(size);
    byte[] rawName = header.rawName();
    try {
      return header.entry(rawName, size);
    } catch (IllegalArgumentException e) {
      throw refused(rawName, String.valueOf(e.getMessage()));
    }
  }

  /** Returns an exception that refuses the current entry, called {@code rawName}. */
  RefusedEntryException refuseCurrent(String problem) {
    return refused(header.rawName(), problem);
  }

  private RefusedEntryException refused(byte[] rawName, String problem) {
    return new RefusedEntryException(fileName(), rawName, problem);
  }

  private interface Size {
    long bytes();
  }

  // Without the size it is unknown where the next header is: no entry after it can be read.
  private long checked(Size size) throws CorruptBackupException {
    try {
      return size.bytes();
    } catch (IllegalArgumentException e) {
      throw input.damaged(String.valueOf(e.getMessage()));
    }
  }

  private static int paddingAfter(long bodyBytes) {
    return (int) (-bodyBytes & UstarBlock.SIZE - 1);
  }

  /** Returns how many bytes of the current entry's body were not read yet. */
  long bodyLeft() {
    return bodyLeft;
  }

  /** Reads on in the current entry's body; returns -1 at its end, else 1 byte or more. */
  int readBody(byte[] into, int offset, int length) throws IOException {
    if (bodyLeft == 0) {
      return -1;
    }
    int step = input.read(into, offset, (int) Math.min(length, bodyLeft));
    bodyLeft -= step;
    return step;
  }

  CorruptBackupException damaged(String problem) {
    return input.damaged(problem);
  }
}
