package io.jdup.internal.manifest;

import io.jdup.internal.tree.EntryPath;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened to one regular file in a set; for people who ask, a restore does not need it.
 *
 * @param action what happened
 * @param path where the file is or was
 */
public record FileChange(Action action, EntryPath path) {
  /** What can happen to a file. Source: format specification section 2.1. */
  public enum Action {
    /** Stored whole. */
    NEW("new"),
    /** Stored as a difference, be it only in its mode. */
    CHANGED("changed"),
    /** Was a regular file and is none any more. */
    DELETED("deleted");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** Returns the word that manifests have for this. */
    String word() {
      return word;
    }

    /** Returns the action that {@code word}, in lower case, stands for. */
    static Optional<Action> ofWord(String word) {
      return Stream.of(values()).filter(action -> action.word.equals(word)).findFirst();
    }
  }
}
