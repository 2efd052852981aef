package io.jdup.transport;

import java.io.IOException;
import java.time.Duration;

/**
 * How often and when a failed call is repeated.
 *
 * @param retries how many times a call is repeated after it failed; 0 for never
 * @param delay the pause before each repetition
 * @param sleeper how to pause
 * @param listener hears of each repetition before the pause
 */
public record RetryPolicy(int retries, Duration delay, Sleeper sleeper, Listener listener) {
  /** Duplicity's {@code --num-retries 5 --backend-retry-delay 30}. */
  public static final RetryPolicy DEFAULT = of(5, Duration.ofSeconds(30));

  /** A way to let time pass; a test's passes at once. */
  @FunctionalInterface
  public interface Sleeper {
    /** Returns after {@code pause}. */
    void sleep(Duration pause) throws InterruptedException;
  }

  /** Hears why a call failed that is about to be repeated. */
  @FunctionalInterface
  public interface Listener {
    /** Tells that repetition number {@code retry}, counted from 1, comes after {@code delay}. */
    void retrying(int retry, int ofRetries, Duration delay, IOException why);
  }

  public RetryPolicy {
    if (retries < 0) {
      throw new IllegalArgumentException("number of retries is negative: " + retries);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("retry delay is negative: " + delay);
    }
  }

  /** Returns a policy that really sleeps and tells nobody. */
  public static RetryPolicy of(int retries, Duration delay) {
    return new RetryPolicy(
        retries,
        delay,
        pause -> Thread.sleep(pause.toMillis()),
        (retry, ofRetries, waiting, why) -> {});
  }

  /** Pauses by {@code other}. */
  public RetryPolicy sleeper(Sleeper other) {
    return new RetryPolicy(retries, delay, other, listener);
  }

  /** Tells {@code other}, which may be called from any thread that uses the transport. */
  public RetryPolicy listener(Listener other) {
    return new RetryPolicy(retries, delay, sleeper, other);
  }
}
