package io.jdup.internal.tree;

/**
 * How a tree is written back.
 *
 * @param owners who shall own the entries
 * @param overwrite whether the target may hold something already, which entries then replace
 * @param privileges whether regular files get their setuid and setgid bits
 */
public record RestoreOptions(Owners owners, boolean overwrite, boolean privileges) {
  /** Owners by name where known, with all privileges, and only into an empty place. */
  public static final RestoreOptions DEFAULT = new RestoreOptions(Owners.NAMES_WIN, false, true);

  /** Where the owner of a restored entry comes from. */
  public enum Owners {
    /**
     * The user and group of the stored names; those of the stored numbers where a name is unknown.
     */
    NAMES_WIN,
    /** The stored numbers, always. */
    NUMERIC,
    /** Whoever restores. */
    NONE
  }
}
