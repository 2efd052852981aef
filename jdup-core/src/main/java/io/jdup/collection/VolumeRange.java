package io.jdup.collection;

/**
 * Volumes of one set that follow each other.
 *
 * @param first the lowest number, from 1
 * @param last the highest number, not below {@code first}
 */
public record VolumeRange(int first, int last) {
  public VolumeRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("not a range of volumes: " + first + " to " + last);
    }
  }

  /** Returns how many volumes these are. */
  public int count() {
    return last - first + 1;
  }

  /** Returns the range for people, as {@code 3} or {@code 3-5}. */
  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
