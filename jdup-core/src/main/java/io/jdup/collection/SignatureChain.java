package io.jdup.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A full signature file and the incremental ones that build on it, all in one directory. Never
 * empty; immutable.
 */
public final class SignatureChain {
  /** Which directory the files of a chain are in. */
  public enum Place {
    /** The archive directory: gzipped or, when a run was interrupted, plain; never encrypted. */
    LOCAL,
    REMOTE
  }

  private final Place place;
  private final List<ListedFile> files;

  SignatureChain(Place place, List<ListedFile> files) {
    this.place = place;
    this.files = List.copyOf(files);
  }

  public Place place() {
    return place;
  }

  public boolean isLocal() {
    return place == Place.LOCAL;
  }

  /** Returns all files, the full one first. */
  public List<ListedFile> files() {
    return files;
  }

  /** Returns the time of the full signatures. */
  public Instant start() {
    return files.get(0).set().time();
  }

  /** Returns the time of the newest signatures. */
  public Instant end() {
    return files.get(files.size() - 1).set().time();
  }

  /** Returns whether {@code time} lies between the first and the last file, both included. */
  public boolean covers(Instant time) {
    return !time.isBefore(start()) && !time.isAfter(end());
  }

  /**
   * Returns the files that together describe the state at {@code time}: the full signatures and the
   * incremental ones up to {@code time}.
   */
  public List<ListedFile> filesAsOf(Instant time) {
    List<ListedFile> wanted = new ArrayList<>();
    wanted.add(files.get(0));
    files.stream().skip(1).filter(file -> !file.set().time().isAfter(time)).forEach(wanted::add);
    return List.copyOf(wanted);
  }

  /** Returns the names of all files. */
  public List<String> names() {
    return files.stream().map(ListedFile::name).toList();
  }

  /** Returns the chain for people, as {@code local signatures of full 20231114T221320Z + 2}. */
  @Override
  public String toString() {
    return (isLocal() ? "local" : "remote")
        + (" signatures of " + files.get(0).set())
        + (" + " + (files.size() - 1));
  }
}
