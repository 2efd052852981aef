package io.jdup.transport;

/**
 * A complete file at the remote place.
 *
 * @param name its name, without a directory
 * @param sizeBytes its length in bytes, or -1 when the place cannot tell
 */
public record RemoteFile(String name, long sizeBytes) {
  public RemoteFile {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a file name: '" + name + "'");
    }
    if (sizeBytes < -1) {
      throw new IllegalArgumentException("size of '" + name + "' is negative: " + sizeBytes);
    }
  }

  /**
   * Returns {@code name} when a transport can store a file under it; throws {@link
   * IllegalArgumentException} when it is empty, a path, or reserved for files in transit.
   */
  public static String requireName(String name) {
    boolean path = name.indexOf('/') >= 0 || name.equals(".") || name.equals("..");
    if (name.isEmpty() || path || name.indexOf('\0') >= 0 || PartialName.is(name)) {
      throw new IllegalArgumentException("not a name for a remote file: '" + name + "'");
    }
    return name;
  }
}
