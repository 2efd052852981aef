package io.jdup.internal.tree;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLibrary;

/**
 * Calls into the C library through JNA. The one class that needs JNA: without it, it fails to load.
 */
final class CLibrary {
  private CLibrary() {}

  /** Calls {@code function} and returns {@code errno} if it failed, 0 if not. */
  static int call(String function, Object... arguments) {
    try {
      NativeLibrary.getInstance("c")
          .getFunction(function, Function.THROW_LAST_ERROR)
          .invokeInt(arguments);
      return 0;
    } catch (LastErrorException e) {
      return e.getErrorCode();
    }
  }
}
