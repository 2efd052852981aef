package io.jdup.internal.index;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells what is known of paths, each once, in path order. */
public interface StateSource extends Closeable {
  /** Returns the next record, or null at the end, and then again and again. */
  @Nullable StateRecord next() throws IOException;

  /** Returns a source of nothing. */
  static StateSource empty() {
    return new StateSource() {
      @Override
      public @Nullable StateRecord next() {
        return null;
      }

      @Override
      public void close() {}
    };
  }
}
