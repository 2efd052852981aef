package io.jdup.internal.volume;

import io.jdup.report.StoredSizeException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the target has. The list of a store may tell of a file a little after it was stored, so
 * whoever misses one looks again before that is believed.
 */
public final class StoredFiles {
  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void rest(long millis) throws InterruptedException;
  }

  /** Looks at a target. */
  @FunctionalInterface
  public interface Look<T> {
    T again() throws IOException;
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
   * Looks until {@code transport} has all files that are called {@code sent}, some seconds long.
   */
  public static StoredFiles having(Transport transport, Set<String> sent, Pause pause)
      throws IOException {
    return settled(
        () -> at(transport), there -> there.found.keySet().containsAll(sent), () -> {}, pause);
  }

  /**
   * Returns what {@code look} finds as soon as nothing is missing, which {@code isWhole} tells, or
   * what it finds in the end: it looks again for some seconds, with {@code missing} told before.
   */
  public static <T> T settled(Look<T> look, Predicate<T> isWhole, Runnable missing, Pause pause)
      throws IOException {
    T found = look.again();
    for (long millis : PAUSES_MILLIS) {
      if (isWhole.test(found)) {
        break;
      }
      missing.run();
      rest(pause, millis);
      found = look.again();
    }
    return found;
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
    return Collections.unmodifiableSet(found.keySet());
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
