package io.jdup.internal.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Background work that belongs to one run: a few threads, a bounded number of unfinished tasks, and
 * one place where the first failure is heard.
 *
 * <p>{@link #fork} waits for room, so at most {@code threads + maxWaiting} tasks are unfinished at
 * any time. When a task fails, the next {@link #fork} or {@link #join} throws its failure, tasks
 * that have not begun are not begun any more, and whoever waits for room wakes up. {@link #close}
 * ends all threads before it returns. Safe for use from several threads.
 */
public final class TaskScope implements Closeable {
  /** A piece of background work. */
  @FunctionalInterface
  public interface Task {
    /** Does the work; an exception ends the whole scope. */
    void run() throws IOException;
  }

  /** A piece of background work with a result. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work and returns what came of it; an exception ends the whole scope. */
    T run() throws IOException;
  }

  /** The result of background work, which may not be there yet. */
  public final class Pending<T> {
    private @Nullable T result; // guarded by the scope

    private Pending() {}

    /** Waits for the result; throws if this or any other work of the scope failed. */
    public T await() throws IOException {
      synchronized (TaskScope.this) {
        awaitThat(() -> result != null);
        T found = result;
        if (found == null) {
          throw new AssertionError("awaited, and not there");
        }
        return found;
      }
    }

    /** Returns the result if it is there already. */
    public Optional<T> now() {
      synchronized (TaskScope.this) {
        return Optional.ofNullable(result);
      }
    }

    /** Gives the result, once, to those who wait and will wait for it. */
    public void keep(T found) {
      synchronized (TaskScope.this) {
        result = found;
        TaskScope.this.notifyAll();
      }
    }
  }

  private final ExecutorService threads;
  private final int maxUnfinished;
  private int unfinished; // guarded by this
  private @Nullable Throwable failure; // guarded by this
  private final Set<Thread> told = new HashSet<>(); // of the failure; guarded by this

  /** Opens a scope of {@code threadCount} threads with up to {@code maxWaiting} tasks in line. */
  public TaskScope(int threadCount, int maxWaiting) {
    this(threadCount, maxWaiting, 0);
  }

  /**
   * Opens a scope whose threads have a stack of {@code stackBytes} each, of which only what is used
   * takes memory; 0 for what is usual.
   */
  public TaskScope(int threadCount, int maxWaiting, long stackBytes) {
    if (threadCount < 1 || maxWaiting < 0) {
      throw new IllegalArgumentException(
          "need at least one thread and no negative queue: " + threadCount + ", " + maxWaiting);
    }
    this.maxUnfinished = threadCount + maxWaiting;
    this.threads =
        Executors.newFixedThreadPool(
            threadCount,
            work -> {
              var thread = new Thread(null, work, "jdup-background", stackBytes);
              thread.setDaemon(true); // a caller that dies must not be kept alive by our uploads
              return thread;
            });
  }

  /** Starts {@code task}, first waiting for room; throws if an earlier task failed. */
  public synchronized void fork(Task task) throws IOException {
    awaitThat(() -> unfinished < maxUnfinished);
    threads.execute(() -> run(task)); // its end waits for this lock
    unfinished++;
  }

  /** Returns a promise of a result that some task of this scope is going to give. */
  public <T> Pending<T> promise() {
    return new Pending<>();
  }

  /** Starts {@code work}, first waiting for room; its result can be waited for. */
  public <T> Pending<T> submit(Work<T> work) throws IOException {
    var pending = new Pending<T>();
    fork(() -> pending.keep(work.run()));
    return pending;
  }

  /** Waits until every task has ended; throws if one failed. */
  public synchronized void join() throws IOException {
    awaitThat(() -> unfinished == 0);
  }

  // The caller holds this scope's lock, which is also what a failure wakes.
  private void awaitThat(BooleanSupplier condition) throws IOException {
    try {
      while (!condition.getAsBoolean() && failure == null) {
        wait(); // run() wakes this when a task ends, well or badly
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while waiting for background work");
      interrupted.initCause(e);
      throw interrupted;
    }
    throwFailure();
  }

  // The failure keeps its type, so that callers can tell a full disk from a refused login; the
  // trace of the waiting thread is added beside that of the failed one. To a thread that has heard
  // of it, another one is thrown: while the first is on its way, what is closed waits here again,
  // and nothing may be suppressed by itself.
  private void throwFailure() throws IOException {
    Throwable first = failure;
    if (first == null) {
      return;
    }
    if (!told.add(Thread.currentThread())) {
      throw new IOException("background work failed before: " + first.getMessage(), first);
    }
    first.addSuppressed(new IllegalStateException("background work failed; waited for here"));
    if (first instanceof IOException world) {
      throw world;
    }
    if (first instanceof RuntimeException bug) {
      throw bug;
    }
    throw new AssertionError("background work failed: " + first.getMessage(), first);
  }

  private void run(Task task) {
    Throwable thrown = null;
    try {
      if (!hasFailed()) {
        task.run();
      }
    } catch (Throwable t) { // whatever it is, the waiting side must hear of it
      thrown = t;
    }
    ended(thrown);
  }

  private synchronized boolean hasFailed() {
    return failure != null;
  }

  private synchronized void ended(@Nullable Throwable thrown) {
    unfinished--;
    if (failure == null) {
      failure = thrown;
    }
    notifyAll();
  }

  /** Interrupts what still runs and waits until all threads have ended. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true; // the threads use the caller's files: never return before they ended
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
