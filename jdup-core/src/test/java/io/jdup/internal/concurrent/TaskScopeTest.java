package io.jdup.internal.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskScopeTest {
  @Test
  void joinWaitsForEveryTask() throws IOException {
    var done = new AtomicInteger();
    try (var scope = new TaskScope(2, 3)) {
      for (int i = 0; i < 50; i++) {
        scope.fork(done::incrementAndGet);
      }
      scope.join();
      assertEquals(50, done.get());
    }
  }

  @Test
  void failureOfATaskKeepsItsType() {
    var failure = new IOException("disk full");
    try (var scope = new TaskScope(1, 0)) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () -> {
                scope.fork(
                    () -> {
                      throw failure;
                    });
                scope.join();
              });
      assertSame(failure, thrown);
    }
  }

  @Test
  void failureThatIsHeardAgainWhileItIsOnItsWayIsNotSuppressedByItself() {
    var failure = new IOException("disk full");
    try (var scope = new TaskScope(1, 0)) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () -> {
                try (java.io.Closeable whatNeedsTheScope = scope::join) {
                  assertTrue(whatNeedsTheScope != null);
                  scope.submit(
                      () -> {
                        throw failure;
                      });
                  scope.join();
                }
              });
      assertSame(failure, thrown);
    }
  }

  @Test
  void producerWaitingForRoomHearsOfAFailure() throws Exception {
    var release = new CountDownLatch(1);
    try (var scope = new TaskScope(1, 1)) {
      scope.fork(
          () -> {
            awaitQuietly(release);
            throw new IOException("put failed");
          });
      scope.fork(() -> {}); // in line behind it; its place must not be lost when the first fails
      release.countDown();
      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < 10; i++) {
              scope.fork(() -> {});
            }
          });
    }
  }

  @Test
  void tasksInLineAreNotBegunAfterAFailure() throws Exception {
    var begun = new AtomicInteger();
    var release = new CountDownLatch(1);
    try (var scope = new TaskScope(1, 5)) {
      scope.fork(
          () -> {
            awaitQuietly(release);
            throw new IOException("first");
          });
      scope.fork(begun::incrementAndGet);
      release.countDown();
      assertThrows(IOException.class, scope::join);
    }
    assertEquals(0, begun.get());
  }

  @Test
  void closeEndsTheThreads() throws Exception {
    var threads = new Thread[1];
    try (var scope = new TaskScope(1, 0)) {
      scope.fork(() -> threads[0] = Thread.currentThread());
      scope.join();
    }
    threads[0].join(5000);
    assertFalse(threads[0].isAlive());
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
