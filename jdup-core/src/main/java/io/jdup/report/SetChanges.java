package io.jdup.report;

import java.time.Instant;
import java.util.List;

/**
 * What a backup set recorded of regular files.
 *
 * @param time when the run that made the set started
 * @param full whether it is a full set, in which all files are new
 * @param files the files it stored or told as deleted, in path order; none if the set was made
 *     without such a list
 */
public record SetChanges(Instant time, boolean full, List<ChangedFile> files) {
  public SetChanges {
    files = List.copyOf(files);
  }
}
