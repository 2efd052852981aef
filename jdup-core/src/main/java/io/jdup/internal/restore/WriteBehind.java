package io.jdup.internal.restore;

import io.jdup.internal.concurrent.TaskScope;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Does what changes the target in a thread of its own, in the order in which it was asked for,
 * while the calling thread reads on. What came of it is told in the calling thread, in the same
 * order.
 *
 * <p>What is under way holds a few MiB at most. A step that fails ends all; the calling thread gets
 * its failure. Not thread-safe.
 */
final class WriteBehind implements Closeable {
  private static final int MAX_STEPS = 128; // in one task: waking a thread costs more than a step
  private static final int MAX_BYTES = 512 * 1024;
  private static final int MAX_TASKS = 3;

  /** A change of the target. */
  interface Step {
    /** Makes the change and returns what came of it. */
    Outcome run() throws IOException;
  }

  /** What is to be told of a change, in the calling thread. */
  interface Outcome {
    void tell() throws IOException;
  }

  private final TaskScope scope = new TaskScope(1, MAX_TASKS);
  private final Deque<TaskScope.Pending<List<Outcome>>> underWay = new ArrayDeque<>();
  private List<Step> steps = new ArrayList<>();
  private int heldBytes;

  /** Asks for {@code step}, which holds {@code bytes} of content. */
  void add(Step step, int bytes) throws IOException {
    steps.add(step);
    heldBytes += bytes;
    if (steps.size() >= MAX_STEPS || heldBytes >= MAX_BYTES) {
      handOver();
    }
  }

  private void handOver() throws IOException {
    if (underWay.size() == MAX_TASKS) {
      tellOldest();
    }
    List<Step> batch = steps;
    steps = new ArrayList<>();
    heldBytes = 0;
    underWay.add(scope.submit(() -> run(batch)));
  }

  private static List<Outcome> run(List<Step> batch) throws IOException {
    var outcomes = new ArrayList<Outcome>(batch.size());
    for (Step step : batch) {
      outcomes.add(step.run());
    }
    return outcomes;
  }

  private void tellOldest() throws IOException {
    for (Outcome outcome : underWay.remove().await()) {
      outcome.tell();
    }
  }

  /** Waits until all that was asked for is done and told: then the caller may change the target. */
  void join() throws IOException {
    if (!steps.isEmpty()) {
      handOver();
    }
    while (!underWay.isEmpty()) {
      tellOldest();
    }
  }

  /** Does what was asked for before {@code failure} of something else, as far as that goes. */
  void finish(IOException failure) {
    try {
      join();
    } catch (IOException e) {
      if (e != failure) { // else it was a step that failed
        failure.addSuppressed(e);
      }
    }
  }

  /** Ends the thread; what was not waited for may not be done. */
  @Override
  public void close() {
    scope.close();
  }
}
