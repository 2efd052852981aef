package io.jdup.selection;

import java.time.Instant;

/** An entry of a source tree as far as selection rules look at it. */
public interface Candidate {
  /**
   * Returns the path as reached from the source argument, raw bytes: {@code src/a} for the entry
   * {@code a} of the source {@code src}. The array is the caller's to keep.
   */
  byte[] fullPath();

  boolean isDirectory();

  boolean isRegularFile();

  /** Returns whether this is a character or block device. */
  boolean isDevice();

  /** Returns the number of the file system that holds the entry. */
  long fileSystemNumber();

  /** Returns the modification time with all digits the file system keeps. */
  Instant modified();

  /** Returns whether this directory has an entry of the given name, without following it. */
  boolean contains(byte[] name);
}
