package io.jdup.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The system's time in the local time zone, which is found out when it is first asked for; see
 * {@link LocalZone}.
 */
final class LocalClock extends Clock {
  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.system(zone);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
