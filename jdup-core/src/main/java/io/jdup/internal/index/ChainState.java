package io.jdup.internal.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges the signature files of a chain, however many there are: never more than a few of them are
 * open at a time. Of a long chain, groups of files are merged into temporary indexes first.
 */
public final class ChainState {
  /** So many files are read at a time: each takes about 200 kB of buffers. */
  static final int GROUP = 32;

  private final SignatureFileSource files;
  private final Refusals refusals;
  private final Path directory;
  private final int group;

  private ChainState(SignatureFileSource files, Refusals refusals, Path directory, int group) {
    this.files = files;
    this.refusals = refusals;
    this.directory = directory;
    this.group = group;
  }

  /**
   * Returns the state that {@code files} describe, paths that are gone left out. Keeps temporary
   * indexes in {@code directory}, as long as the result is open.
   */
  public static StateSource merged(SignatureFileSource files, Refusals refusals, Path directory)
      throws IOException {
    return merged(files, refusals, directory, GROUP);
  }

  static StateSource merged(SignatureFileSource files, Refusals refusals, Path directory, int group)
      throws IOException {
    return new ChainState(files, refusals, directory, group).merge();
  }

  private StateSource merge() throws IOException {
    int count = files.count();
    if (count <= group) {
      return mergeFiles(0, count, false);
    }
    List<Path> indexes = new ArrayList<>();
    for (int from = 0; from < count; from += group) {
      try (StateSource part = mergeFiles(from, Math.min(count, from + group), true)) {
        indexes.add(write(part));
      }
    }
    while (indexes.size() > group) {
      List<Path> fewer = new ArrayList<>();
      for (int from = 0; from < indexes.size(); from += group) {
        List<Path> some = indexes.subList(from, Math.min(indexes.size(), from + group));
        try (StateSource part = mergeIndexes(some, true)) {
          fewer.add(write(part));
        }
      }
      indexes = fewer;
    }
    return mergeIndexes(indexes, false);
  }

  private Path write(StateSource part) throws IOException {
    Path file = Files.createTempFile(directory, "index-", "");
    IndexWriter.write(part, file, IndexKey.TEMPORARY);
    return file;
  }

  private StateSource mergeFiles(int from, int to, boolean withGone) throws IOException {
    List<StateSource> sources = new ArrayList<>();
    return opened(
        sources,
        withGone,
        () -> {
          for (int number = from; number < to; number++) {
            sources.add(new SigtarRecords(files.open(number), number, refusals));
          }
        });
  }

  private static StateSource mergeIndexes(List<Path> indexes, boolean withGone) throws IOException {
    List<StateSource> sources = new ArrayList<>();
    return opened(
        sources,
        withGone,
        () -> {
          for (Path index : indexes) {
            sources.add(IndexReader.ofTemporary(index));
          }
        });
  }

  private interface Opening {
    void run() throws IOException;
  }

  private static StateSource opened(List<StateSource> sources, boolean withGone, Opening opening)
      throws IOException {
    try {
      opening.run();
      return new StateMerge(sources, withGone);
    } catch (IOException | RuntimeException e) {
      StateMerge.closeAll(sources);
      throw e;
    }
  }
}
