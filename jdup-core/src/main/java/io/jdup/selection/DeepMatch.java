package io.jdup.selection;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.selection.SelectionException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for a regular expression in a path where the usual stack is too small for it: in a thread
 * with a large one, which has ended when the answer is there.
 *
 * @param regexp the expression as it was given
 * @param pattern the same for Java
 * @param path the text to look in
 */
record DeepMatch(String regexp, Pattern pattern, String path) {
  // a path of 4,096 bytes may take 64 KiB for each; only what is used takes memory
  private static final long STACK_BYTES = 256L << 20;

  /**
   * Returns whether the expression is found. An interruption does not end the look, as it does not
   * end that of a matcher; the thread stays marked as interrupted.
   *
   * @throws SelectionException if that stack is too small as well
   */
  boolean isFound() {
    return found()
        .orElseThrow(
            () ->
                new SelectionException(
                    Reason.MALFORMED_REGEXP,
                    "regular expression '"
                        + regexp
                        + "' needs too much memory for the path '"
                        + path
                        + "'; write it with fewer groups that are repeated, such as [ab]* for"
                        + " (a|b)*, or include or exclude the path by a rule before it"));
  }

  private Optional<Boolean> found() {
    TaskScope.Pending<Optional<Boolean>> answer = null;
    try (var scope = new TaskScope(1, 0, STACK_BYTES)) {
      answer = scope.submit(this::attempt);
      return answer.await();
    } catch (InterruptedIOException e) {
      // closing the scope has waited for the answer, and the interruption is marked again
      return answer == null ? Optional.empty() : answer.now().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError("matching reads no file", e);
    }
  }

  // Empty if not even this is enough.
  private Optional<Boolean> attempt() {
    try {
      return Optional.of(pattern.matcher(path).find());
    } catch (StackOverflowError e) {
      return Optional.empty();
    }
  }
}
