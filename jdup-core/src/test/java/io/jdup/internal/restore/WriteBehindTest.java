package io.jdup.internal.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
  private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> told = new ArrayList<>();

  private WriteBehind.Step step(int number) {
    return () -> {
      done.add(number);
      return () -> told.add(number);
    };
  }

  private static List<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  @Test
  void stepsAreDoneAndToldInTheirOrder() throws IOException {
    try (var behind = new WriteBehind()) {
      for (int i = 0; i < 5_000; i++) {
        behind.add(step(i), 1000);
      }
      behind.join();
    }
    assertEquals(upTo(5_000), done);
    assertEquals(upTo(5_000), told);
  }

  @Test
  void outcomesAreToldInTheCallingThread() throws IOException {
    Thread caller = Thread.currentThread();
    var tellers = new ArrayList<Thread>();
    try (var behind = new WriteBehind()) {
      for (int i = 0; i < 1_000; i++) {
        behind.add(() -> () -> tellers.add(Thread.currentThread()), 0);
      }
      behind.join();
    }
    assertEquals(Collections.nCopies(1_000, caller), tellers);
  }

  @Test
  void failureOfAStepReachesTheCallerAndNothingFollowsIt() {
    var failure = new IOException("the disk is full");
    try (var behind = new WriteBehind()) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () -> {
                behind.add(step(0), 0);
                behind.add(
                    () -> {
                      throw failure;
                    },
                    0);
                behind.add(step(2), 0);
                behind.join();
              });
      assertSame(failure, thrown);
    }
    assertEquals(List.of(0), done);
  }

  @Test
  void whatStandsBeforeAFailureOfTheReaderIsFinished() throws IOException {
    try (var behind = new WriteBehind()) {
      behind.add(step(0), 0);
      behind.add(step(1), 0);
      behind.finish(new IOException("the volume is damaged"));
    }
    assertEquals(upTo(2), told);
  }
}
