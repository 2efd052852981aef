package io.jdup.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryingTransportTest {
  private final Deque<IOException> failures = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private final Transport transport =
      new RetryingTransport(
          new Flaky(),
          RetryPolicy.of(5, Duration.ofSeconds(30))
              .sleeper(pause -> log.add("sleep " + pause.toSeconds()))
              .listener(
                  (retry, of, delay, why) -> log.add(retry + "/" + of + " " + why.getMessage())));

  /** Fails as often as the test says, then works. */
  private final class Flaky implements Transport {
    private void call() throws IOException {
      log.add("call");
      if (!failures.isEmpty()) {
        throw failures.remove();
      }
    }

    @Override
    public void put(String name, Path source) throws IOException {
      call();
    }

    @Override
    public void get(String name, Path target) throws IOException {
      call();
    }

    @Override
    public List<RemoteFile> list() throws IOException {
      call();
      return List.of();
    }

    @Override
    public List<String> names() throws IOException {
      call();
      return List.of("only a name");
    }

    @Override
    public void delete(String name) throws IOException {
      call();
    }

    @Override
    public void close() {
      log.add("close");
    }
  }

  private static TransportException lost(String message) {
    return new TransportException(TransportException.Kind.NO_CONNECTION, message, null);
  }

  @Test
  void repeatsWhatMaySucceedLater() throws Exception {
    failures.add(lost("cut"));
    failures.add(lost("cut again"));

    transport.put("a", Path.of("x"));

    assertEquals(
        List.of("call", "1/5 cut", "sleep 30", "call", "2/5 cut again", "sleep 30", "call"), log);
  }

  @Test
  void asksForNamesWhereItMayBeCheaper() throws Exception {
    failures.add(lost("cut"));
    assertEquals(List.of("only a name"), transport.names());
    assertEquals(List.of("call", "1/5 cut", "sleep 30", "call"), log);
  }

  @Test
  void givesUpAfterTheLastRetry() {
    for (int i = 0; i < 7; i++) {
      failures.add(lost("cut " + i));
    }
    var last = assertThrows(TransportException.class, transport::list);

    assertEquals("cut 5", last.getMessage());
    assertEquals(6, log.stream().filter("call"::equals).count());
  }

  @Test
  void neverRepeatsWhatCannotSucceed() {
    for (IOException hopeless :
        List.of(
            new RemoteFileNotFoundException("a", "gone", null),
            new AuthenticationException("who are you", null),
            new TransportException(TransportException.Kind.NO_SPACE, "full", null),
            new IOException("the caller's own disk"))) {
      log.clear();
      failures.add(hopeless);
      assertSame(hopeless, assertThrows(IOException.class, () -> transport.get("a", Path.of("x"))));
      assertEquals(List.of("call"), log);
    }
  }

  @Test
  void aDeleteWhoseAnswerWasLostIsNotAnError() throws Exception {
    failures.add(lost("no answer"));
    failures.add(new RemoteFileNotFoundException("a", "gone", null));

    transport.delete("a");

    assertTrue(failures.isEmpty());
  }

  @Test
  void interruptionEndsTheWaiting() {
    failures.add(lost("cut"));
    var impatient =
        new RetryingTransport(
            new Flaky(),
            RetryPolicy.DEFAULT.sleeper(
                pause -> {
                  throw new InterruptedException();
                }));
    assertThrows(InterruptedIOException.class, impatient::list);
    assertTrue(Thread.interrupted());
  }

  @Test
  void doesNotRepeatOnceClosed() throws Exception {
    transport.close();
    assertThrows(IllegalStateException.class, transport::list);
    assertEquals(List.of("close"), log);
  }
}
