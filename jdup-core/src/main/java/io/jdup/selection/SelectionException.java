package io.jdup.selection;

/**
 * A selection rule that cannot be meant. It says which rule, and the program what kind of fault.
 */
public final class SelectionException extends IllegalArgumentException {
  /** What is wrong with the rule. */
  public enum Reason {
    /** The pattern cannot match anything in the source tree. Duplicity exits with 14. */
    OUTSIDE_SOURCE,
    /** The pattern is malformed. Duplicity exits with 15. */
    MALFORMED_GLOB,
    /**
     * The last rule is an include, which selects what is selected anyway. Duplicity exits with 16.
     */
    REDUNDANT_INCLUDE,
    /** The regular expression is malformed, or uses a construct that is not supported. */
    MALFORMED_REGEXP
  }

  private final Reason reason;

  SelectionException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns what kind of fault this is. */
  public Reason reason() {
    return reason;
  }
}
