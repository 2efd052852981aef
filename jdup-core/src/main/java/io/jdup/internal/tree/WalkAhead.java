package io.jdup.internal.tree;

import io.jdup.internal.concurrent.TaskScope;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Walks a tree in one background thread, a few batches ahead of a visitor that is called in the
 * caller's thread, in the walk's order. A walk that fails fails for the caller, with the type of
 * its failure.
 */
final class WalkAhead {
  private static final int BATCH = 256; // things to tell
  private static final int BATCHES = 8; // under way at most, beside the one that is being told

  private final TreeWalk walk;
  private final WalkBatch told;

  private WalkAhead(TreeWalk walk, WalkBatch told) {
    this.walk = walk;
    this.told = told;
  }

  /** Goes through {@code walk}, which tells {@code told}, and tells {@code visitor} of it. */
  static void run(TreeWalk walk, WalkBatch told, TreeVisitor visitor) throws IOException {
    new WalkAhead(walk, told).tell(visitor);
  }

  // One thread makes the batches one after the other, so that the walk has one thread at a time.
  private void tell(TreeVisitor visitor) throws IOException {
    try (var scope = new TaskScope(1, BATCHES - 1)) {
      Queue<TaskScope.Pending<List<WalkBatch.Telling>>> pending = new ArrayDeque<>();
      for (int i = 0; i < BATCHES; i++) {
        pending.add(scope.submit(this::batch));
      }
      List<WalkBatch.Telling> batch = pending.remove().await();
      while (!batch.isEmpty()) {
        pending.add(scope.submit(this::batch));
        for (WalkBatch.Telling telling : batch) {
          telling.to(visitor);
        }
        batch = pending.remove().await();
      }
    }
  }

  // Empty at the end of the walk, and only there.
  private List<WalkBatch.Telling> batch() throws IOException {
    boolean more = true;
    while (more && told.size() < BATCH) {
      more = walk.step();
    }
    return told.take();
  }
}
