package io.jdup.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom this process can ask: the person at its terminal, also if some of its input and output goes
 * elsewhere; or else whatever writes to its standard input.
 */
final class ProcessTerminal implements Terminal {
  private final StandardInput input = new StandardInput(System.in);

  @Override
  public Optional<char[]> secret(String prompt) {
    Optional<Console> console = console();
    if (console.isPresent()) {
      return Optional.ofNullable(console.get().readPassword("%s", prompt));
    }
    return isWatched() ? ControllingTerminal.secret(prompt) : input.secret();
  }

  @Override
  public boolean isPerson() {
    return console().isPresent() || isWatched();
  }

  @SuppressWarnings("SystemConsoleNull") // null before JDK 22, not a terminal from then on
  private static Optional<Console> console() {
    Console console = System.console();
    return console != null && isTerminal(console) ? Optional.of(console) : Optional.empty();
  }

  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before JDK 22 there is no console without a terminal
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Returns whether input, output or errors are a terminal, so that a prompt will be seen. */
  private static boolean isWatched() {
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
      if (isTerminal(descriptor)) {
        return ControllingTerminal.exists();
      }
    }
    return false;
  }

  /** Returns whether {@code descriptor} is a terminal, as far as Linux's /proc tells. */
  static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // closed, or no Linux
    }
  }
}
