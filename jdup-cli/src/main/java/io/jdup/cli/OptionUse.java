package io.jdup.cli;

import java.util.List;

/**
 * An option as it was given.
 *
 * @param option which one
 * @param values the words that belong to it, as many as it takes
 */
record OptionUse(Option option, List<Argument> values) {
  OptionUse {
    values = List.copyOf(values);
  }

  /** Returns the only value. */
  Argument value() {
    return values.get(0);
  }
}
