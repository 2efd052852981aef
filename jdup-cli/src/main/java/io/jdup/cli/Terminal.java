package io.jdup.cli;

import java.io.Console;
import java.util.Optional;

/** Somebody who can be asked. */
interface Terminal {
  /** Nobody is there. */
  Terminal NONE = prompt -> Optional.empty();

  /** The terminal of this process; nobody if input or output is something else. */
  Terminal OF_PROCESS = Terminal::ask;

  /** Asks for a secret, which is not shown while it is typed; empty if nobody can answer. */
  Optional<char[]> secret(String prompt);

  @SuppressWarnings("SystemConsoleNull") // null before JDK 22, not a terminal from then on
  private static Optional<char[]> ask(String prompt) {
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
