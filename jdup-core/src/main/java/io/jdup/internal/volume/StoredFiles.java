package io.jdup.internal.volume;

import io.jdup.report.StoredSizeException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Looks once more for files that were stored, before a manifest promises them. */
public final class StoredFiles {
  private StoredFiles() {}

  /**
   * Makes sure that {@code transport} has the files whose names and lengths in bytes {@code sent}
   * tells.
   *
   * @throws StoredSizeException if it lost one, or has another length of it
   */
  public static void requireThere(Transport transport, Map<String, Long> sent) throws IOException {
    Map<String, Long> found = new HashMap<>();
    for (RemoteFile file : transport.list()) {
      found.put(file.name(), file.sizeBytes());
    }
    for (Map.Entry<String, Long> file : sent.entrySet()) {
      Long size = found.get(file.getKey());
      boolean there = size != null && (size < 0 || size.equals(file.getValue()));
      if (!there) {
        throw new StoredSizeException(file.getKey(), file.getValue(), size == null ? -1 : size);
      }
    }
  }
}
