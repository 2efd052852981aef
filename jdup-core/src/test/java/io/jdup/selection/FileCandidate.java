package io.jdup.selection;

import java.time.Instant;

/** A regular file that has a path and nothing else. */
final class FileCandidate implements Candidate {
  private final byte[] path;

  FileCandidate(byte[] path) {
    this.path = path;
  }

  @Override
  public byte[] fullPath() {
    return path.clone();
  }

  @Override
  public boolean isDirectory() {
    return false;
  }

  @Override
  public boolean isRegularFile() {
    return true;
  }

  @Override
  public boolean isDevice() {
    return false;
  }

  @Override
  public long fileSystemNumber() {
    return 1;
  }

  @Override
  public Instant modified() {
    return Instant.EPOCH;
  }

  @Override
  public boolean contains(byte[] name) {
    return false;
  }
}
