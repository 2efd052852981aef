package io.jdup.collection;

import java.util.List;

/**
 * Something in a listing that should not be, and that was decided one way or the other.
 *
 * @param message what is wrong and which way it was decided, a sentence without its full stop
 * @param fileNames the files concerned
 */
public record ListingProblem(String message, List<String> fileNames) {
  public ListingProblem {
    fileNames = List.copyOf(fileNames);
  }
}
