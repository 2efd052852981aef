package io.jdup.rsync;

import java.io.IOException;

/**
 * A signature or a delta is malformed, or a delta does not fit its basis. Retrying does not help.
 */
public final class RsyncFormatException extends IOException {
  private final Problem problem;

  /** What kind of damage it is, for programs that tell them apart. */
  public enum Problem {
    /** The stream, or the basis, ends before it should. */
    ENDS_EARLY,
    /** The first four bytes are not those of a signature or a delta. */
    WRONG_MAGIC,
    /** A number or an opcode makes no sense. */
    CORRUPT,
    /** The header asks for a longer strong sum than its hash has. */
    WRONG_STRONG_LENGTH
  }

  private RsyncFormatException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  static RsyncFormatException inSignature(Problem problem, long offset, String what) {
    return new RsyncFormatException(
        problem, "signature is unusable at byte " + offset + ": " + what + "; make it again");
  }

  static RsyncFormatException inDelta(Problem problem, long offset, String what) {
    return new RsyncFormatException(
        problem,
        "delta is unusable at byte "
            + offset
            + ": "
            + what
            + "; make it again from the signature of this basis");
  }

  /** Returns the kind of damage. */
  public Problem problem() {
    return problem;
  }
}
