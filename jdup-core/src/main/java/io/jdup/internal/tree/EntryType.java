package io.jdup.internal.tree;

/** What kind of thing an entry is. Sockets are never backed up and have no type. */
public enum EntryType {
  FILE,
  DIRECTORY,
  SYMLINK,
  FIFO,
  CHARACTER_DEVICE,
  BLOCK_DEVICE;

  public boolean isDevice() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }
}
