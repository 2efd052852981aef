package io.jdup.internal.tree;

/**
 * One entry of a tree with all that a backup keeps of it, its content apart.
 *
 * @param path where it stands below the root
 * @param type what it is
 * @param mode the low 12 bits of the mode: permissions, setuid, setgid, sticky
 * @param owner user and group
 * @param mtimeSeconds modification time in whole seconds since 1970; may be negative on its way in
 * @param mtimeNanos the part of a second that goes with {@code mtimeSeconds}, or {@link #UNKNOWN}:
 *     the format does not store it
 * @param sizeBytes length of a regular file, otherwise 0; -1 when a sigtar does not tell
 * @param linkTarget where a symlink points; {@link LinkTarget#NONE} for everything else
 * @param deviceMajor major number of a device, otherwise 0
 * @param deviceMinor minor number of a device, otherwise 0
 */
public record TreeEntry(
    EntryPath path,
    EntryType type,
    int mode,
    Owner owner,
    long mtimeSeconds,
    int mtimeNanos,
    long sizeBytes,
    LinkTarget linkTarget,
    int deviceMajor,
    int deviceMinor) {
  /** The {@link #mtimeNanos} of what an archive tells. */
  public static final int UNKNOWN = -1;

  /** A {@link #mtimeNanos} that no file has: whoever compares with it finds a difference. */
  public static final int OF_NO_FILE = 1_000_000_000;

  /** Makes an entry as an archive tells it, with the part of a second unknown. */
  public TreeEntry(
      EntryPath path,
      EntryType type,
      int mode,
      Owner owner,
      long mtimeSeconds,
      long sizeBytes,
      LinkTarget linkTarget,
      int deviceMajor,
      int deviceMinor) {
    this(
        path,
        type,
        mode,
        owner,
        mtimeSeconds,
        UNKNOWN,
        sizeBytes,
        linkTarget,
        deviceMajor,
        deviceMinor);
  }

  /** Returns this entry at another place. */
  public TreeEntry at(EntryPath newPath) {
    return new TreeEntry(
        newPath,
        type,
        mode,
        owner,
        mtimeSeconds,
        mtimeNanos,
        sizeBytes,
        linkTarget,
        deviceMajor,
        deviceMinor);
  }

  /** Returns this entry with another modification time, the part of a second unknown. */
  public TreeEntry withMtimeSeconds(long seconds) {
    return new TreeEntry(
        path, type, mode, owner, seconds, sizeBytes, linkTarget, deviceMajor, deviceMinor);
  }

  /** Returns this entry as that of a file of another length and modification time. */
  public TreeEntry withContent(long newSizeBytes, long newMtimeSeconds, int newMtimeNanos) {
    return new TreeEntry(
        path,
        type,
        mode,
        owner,
        newMtimeSeconds,
        newMtimeNanos,
        newSizeBytes,
        linkTarget,
        deviceMajor,
        deviceMinor);
  }

  /** Returns this entry with another part of a second. */
  public TreeEntry withMtimeNanos(int nanos) {
    return new TreeEntry(
        path,
        type,
        mode,
        owner,
        mtimeSeconds,
        nanos,
        sizeBytes,
        linkTarget,
        deviceMajor,
        deviceMinor);
  }
}
