package io.jdup.internal.diff;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.rsync.SignatureWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Signs a file in the background, portion by portion, while its reader does something else with the
 * same bytes. One portion at a time is being signed. Not thread-safe.
 */
final class SideBySide {
  private final TaskScope workers;
  private TaskScope.@Nullable Pending<SignatureWriter> underWay;

  /** Signs by the threads of {@code workers}. */
  SideBySide(TaskScope workers) {
    this.workers = workers;
  }

  /**
   * Begins to push the first {@code length} of {@code bytes} to {@code signature}; they must stay
   * as they are until the next call has returned. Waits for the portion before.
   */
  void update(SignatureWriter signature, byte[] bytes, int length) throws IOException {
    settle();
    underWay =
        workers.submit(
            () -> {
              signature.update(bytes, 0, length);
              return signature;
            });
  }

  /** Waits until all that was begun is signed. */
  void settle() throws IOException {
    var before = underWay;
    underWay = null;
    if (before != null) {
      before.await();
    }
  }
}
