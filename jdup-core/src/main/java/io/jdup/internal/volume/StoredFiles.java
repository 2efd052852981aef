package io.jdup.internal.volume;

import io.jdup.report.StoredSizeException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One more look at the target, after files were stored and before a manifest promises them. */
public final class StoredFiles {
  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void rest(long millis) throws InterruptedException;
  }

  private static final List<Long> PAUSES_MILLIS = List.of(500L, 1000L, 2000L, 4000L);

  private final Map<String, Long> found; // lengths in bytes by name

  private StoredFiles(Map<String, Long> found) {
    this.found = found;
  }

  /** Looks which files {@code transport} has. */
  public static StoredFiles at(Transport transport) throws IOException {
    Map<String, Long> found = new HashMap<>();
    for (RemoteFile file : transport.list()) {
      found.put(file.name(), file.sizeBytes());
    }
    return new StoredFiles(found);
  }

  /**
   * Looks until {@code transport} has all files that are called {@code sent}, some seconds long:
   * the list of a store may tell of a file a little after it was stored.
   */
  public static StoredFiles having(Transport transport, Set<String> sent, Pause pause)
      throws IOException {
    StoredFiles there = at(transport);
    for (long millis : PAUSES_MILLIS) {
      if (there.found.keySet().containsAll(sent)) {
        break;
      }
      rest(pause, millis);
      there = at(transport);
    }
    return there;
  }

  private static void rest(Pause pause, long millis) throws InterruptedIOException {
    try {
      pause.rest(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the target's list");
    }
  }

  /** Returns the names of all that is there, foreign files too. */
  public Set<String> names() {
    return Set.copyOf(found.keySet());
  }

  /**
   * Makes sure that the files are there whose names and lengths in bytes {@code sent} tells.
   *
   * @throws StoredSizeException if the target lost one, or has another length of it
   */
  public void require(Map<String, Long> sent) throws StoredSizeException {
    for (Map.Entry<String, Long> file : sent.entrySet()) {
      Long size = found.get(file.getKey());
      boolean there = size != null && (size < 0 || size.equals(file.getValue()));
      if (!there) {
        throw new StoredSizeException(file.getKey(), file.getValue(), size == null ? -1 : size);
      }
    }
  }
}
