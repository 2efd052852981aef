package io.jdup.internal.concurrent;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Background work of one kind, piece after piece: one is under way while its owner prepares the
 * next. What a piece gives back, such as the array it has used, its owner gets when the next one
 * begins. Not thread-safe.
 */
public final class Succession<T> {
  private final TaskScope scope;
  private TaskScope.@Nullable Pending<T> underWay;

  /** Works by the threads of {@code scope}. */
  public Succession(TaskScope scope) {
    this.scope = scope;
  }

  /** Waits for the piece before, begins {@code work}, and returns what the one before gave back. */
  public @Nullable T begin(TaskScope.Work<T> work) throws IOException {
    T before = settle();
    underWay = scope.submit(work);
    return before;
  }

  /** Waits until all is done; returns what the last piece gave back, null if none was under way. */
  public @Nullable T settle() throws IOException {
    var before = underWay;
    underWay = null;
    return before == null ? null : before.await();
  }
}
