package io.jdup.internal.archive;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run that writes to a target says of itself there, for people and for runs of other hosts.
 *
 * @param host the host that it is on
 * @param process its process id there
 * @param begin when it began, whole seconds
 * @param heartbeat when it was alive for sure, whole seconds
 */
record RunNotice(String host, long process, Instant begin, Instant heartbeat) {
  private static final int MAX_BYTES = 4096; // of a text that another may have made
  private static final int MAX_HOST_LENGTH = 255;
  private static final String HEAD =
      "A run of jdup is writing to this directory. This file goes when it has ended.\n";

  RunNotice {
    begin = begin.truncatedTo(ChronoUnit.SECONDS);
    heartbeat = heartbeat.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Returns it as text. */
  byte[] text() {
    String text =
        HEAD
            + ("host: " + host + "\n")
            + ("process: " + process + "\n")
            + ("begin: " + begin + "\n")
            + ("heartbeat: " + heartbeat + "\n");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #text} wrote; empty if {@code bytes} are something else. */
  static Optional<RunNotice> parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        values.putIfAbsent(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    String host = values.getOrDefault("host", "");
    if (host.isBlank()
        || host.length() > MAX_HOST_LENGTH
        || host.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RunNotice(
              host,
              Long.parseLong(values.getOrDefault("process", "")),
              Instant.parse(values.getOrDefault("begin", "")),
              Instant.parse(values.getOrDefault("heartbeat", ""))));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "process " + process + " on host '" + host + "'";
  }
}
