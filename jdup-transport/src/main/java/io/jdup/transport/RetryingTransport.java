package io.jdup.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Stands before the transport of a provider: checks names, repeats calls that may succeed a little
 * later, refuses calls after close. Thread-safe when the transport behind is.
 */
final class RetryingTransport implements Transport {
  private final Transport behind;
  private final RetryPolicy policy;
  private volatile boolean closed;

  RetryingTransport(Transport behind, RetryPolicy policy) {
    this.behind = behind;
    this.policy = policy;
  }

  private interface Call<T> {
    T run(boolean again) throws IOException;
  }

  @Override
  public void put(String name, Path source) throws IOException {
    RemoteFile.requireName(name);
    repeat(
        again -> {
          behind.put(name, source);
          return name;
        });
  }

  @Override
  public void putAway(String name, Path source) throws IOException {
    RemoteFile.requireName(name);
    repeat(
        again -> {
          behind.putAway(name, source);
          return name;
        });
  }

  @Override
  public Optional<Path> inPlace(String name) throws IOException {
    RemoteFile.requireName(name);
    return repeat(again -> behind.inPlace(name));
  }

  @Override
  public void get(String name, Path target) throws IOException {
    RemoteFile.requireName(name);
    repeat(
        again -> {
          behind.get(name, target);
          return name;
        });
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    return repeat(again -> behind.list());
  }

  @Override
  public List<String> names() throws IOException {
    return repeat(again -> behind.names());
  }

  @Override
  public void delete(String name) throws IOException {
    RemoteFile.requireName(name);
    repeat(again -> delete(name, again));
  }

  /** A repeated delete may find that the first one worked and only its answer was lost. */
  private String delete(String name, boolean again) throws IOException {
    try {
      behind.delete(name);
    } catch (RemoteFileNotFoundException e) {
      if (!again) {
        throw e;
      }
    }
    return name;
  }

  private <T> T repeat(Call<T> call) throws IOException {
    for (int retry = 0; ; retry++) {
      requireOpen();
      try {
        return call.run(retry > 0);
      } catch (TransportException e) {
        if (closed || !e.isRetryable() || retry == policy.retries()) {
          throw e;
        }
        policy.listener().retrying(retry + 1, policy.retries(), policy.delay(), e);
        pause(e);
      }
    }
  }

  private void pause(TransportException why) throws IOException {
    try {
      policy.sleeper().sleep(policy.delay());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("interrupted while waiting to retry");
      stopped.addSuppressed(why);
      throw stopped;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the transport was closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    behind.close();
  }
}
