package io.jdup.cli;

import java.util.List;
import java.util.Optional;

/**
 * What was typed: one command, what it is about, and the options in their order.
 *
 * @param command what to do
 * @param operands what with, as many as the command takes
 * @param uses every option given, in the order of the command line
 */
record CommandLine(Command command, List<Argument> operands, List<OptionUse> uses) {
  CommandLine {
    operands = List.copyOf(operands);
    uses = List.copyOf(uses);
  }

  /** Returns whether {@code option} was given. */
  boolean has(Option option) {
    return uses.stream().anyMatch(use -> use.option() == option);
  }

  /** Returns the value of {@code option}; the last one counts if it was given more than once. */
  Optional<Argument> value(Option option) {
    return all(option).stream().reduce((one, next) -> next).map(OptionUse::value);
  }

  /** Returns every use of {@code option} in order. */
  List<OptionUse> all(Option option) {
    return uses.stream().filter(use -> use.option() == option).toList();
  }

  /** Returns the whole number that {@code option} was given, at least {@code least}. */
  Optional<Long> number(Option option, long least, long most) throws UsageException {
    Optional<Argument> value = value(option);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.get().text();
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        option.spelling()
            + (" needs a whole number from " + least + " to " + most)
            + (", not '" + text + "'"));
  }
}
