package io.jdup.cli;

import java.util.Optional;

/** Somebody who can be asked. */
interface Terminal {
  /** Nobody is there. */
  Terminal NONE = prompt -> Optional.empty();

  /** Asks for a secret, which is not shown while it is typed; empty if nobody can answer. */
  Optional<char[]> secret(String prompt);

  /** Returns whether a person types the answers, who may mistype. */
  default boolean isPerson() {
    return true;
  }
}
