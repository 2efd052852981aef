package io.jdup.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal of this process; nobody if input or output is something else. */
final class ProcessTerminal implements Terminal {
  @Override
  @SuppressWarnings("SystemConsoleNull") // null before JDK 22, not a terminal from then on
  public Optional<char[]> secret(String prompt) {
    Console console = System.console();
    return console == null || !isTerminal(console)
        ? Optional.empty()
        : Optional.ofNullable(console.readPassword("%s", prompt));
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
}
