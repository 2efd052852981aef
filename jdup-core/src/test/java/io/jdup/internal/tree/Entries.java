package io.jdup.internal.tree;

/** Makes entries for trees to be restored. */
final class Entries {
  private static final Owner OWNER = new Owner(0, "", 0, "");

  private Entries() {}

  static TreeEntry file(String path, int mode) {
    return entry(path, EntryType.FILE, mode, LinkTarget.NONE);
  }

  static TreeEntry directory(String path) {
    return entry(path, EntryType.DIRECTORY, 0755, LinkTarget.NONE);
  }

  static TreeEntry link(String path, String target) {
    return entry(
        path,
        EntryType.SYMLINK,
        0777,
        LinkTarget.of(target.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  static TreeEntry fifo(String path) {
    return entry(path, EntryType.FIFO, 0644, LinkTarget.NONE);
  }

  private static TreeEntry entry(String path, EntryType type, int mode, LinkTarget target) {
    return new TreeEntry(EntryPath.of(path), type, mode, OWNER, 1000, 0, target, 0, 0);
  }

  static TreeEntry owned(TreeEntry entry, Owner owner) {
    return new TreeEntry(
        entry.path(),
        entry.type(),
        entry.mode(),
        owner,
        entry.mtimeSeconds(),
        entry.sizeBytes(),
        entry.linkTarget(),
        entry.deviceMajor(),
        entry.deviceMinor());
  }
}
