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
}
