package io.jdup.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it, so that a test can set up another world.
 *
 * @param variables the environment
 * @param clock the time, in the local time zone
 * @param terminal whom to ask for secrets
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
record Surroundings(
    Map<String, Argument> variables,
    Clock clock,
    Terminal terminal,
    InputStream in,
    OutputStream out,
    PrintStream err) {
  Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Returns the variable {@code name} if it is set to something. */
  Optional<Argument> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.text().isEmpty());
  }

  /** Returns the directory that the variable {@code name} names. */
  Optional<Path> directory(String name) {
    return variable(name).map(LocalPath::of);
  }

  /** Returns the user's home directory. */
  Path home() {
    return directory("HOME").orElseGet(() -> Path.of(System.getProperty("user.home", "/")));
  }
}
