package io.jdup.selection;

/** What the rules of a {@link Selection} say about an entry. */
public enum Verdict {
  /** The entry is backed up; what a directory holds is judged entry by entry. */
  INCLUDE,
  /** Neither the entry nor anything below it is backed up. */
  EXCLUDE,
  /** The directory is backed up if, and only if, something inside it is. */
  SCAN
}
