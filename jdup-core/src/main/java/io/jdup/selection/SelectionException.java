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
    MALFORMED_REGEXP,
    /** A path of a list is absolute or leads out of the source. Duplicity 3 exits with 72. */
    PATH_NOT_RELATIVE,
    /** A list of paths is empty. Duplicity 3 exits with 73. */
    NOTHING_LISTED
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
