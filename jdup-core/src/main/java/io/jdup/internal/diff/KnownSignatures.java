package io.jdup.internal.diff;

import io.jdup.internal.index.SignatureBodies;
import io.jdup.internal.index.StateRecord;
import io.jdup.internal.index.StateSource;
import io.jdup.internal.tree.TreeEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the last backup knew, in path order: the entries that there were, and the signatures of the
 * regular files among them.
 *
 * <p>What signatures said is to be believed when the last entry was passed: only then the signature
 * files they come from were read to their ends and found whole. Not thread-safe.
 */
public final class KnownSignatures implements Closeable {
  private final StateSource state;
  private final SignatureBodies bodies;
  private @Nullable StateRecord current;

  /**
   * Tells {@code state}, without paths that are gone, and takes signatures from {@code bodies}.
   * Closes both in the end, but not if this fails.
   */
  public KnownSignatures(StateSource state, SignatureBodies bodies) throws IOException {
    this.state = state;
    this.bodies = bodies;
    next();
  }

  /** Returns no known path at all, as before a full backup. */
  public static KnownSignatures none() throws IOException {
    return new KnownSignatures(StateSource.empty(), SignatureBodies.none());
  }

  /** Returns the entry this stands at, or null behind the last one. */
  public @Nullable TreeEntry current() {
    return current == null ? null : current.entry();
  }

  /**
   * Returns the signature of the current entry, which must be a regular file; once per entry.
   *
   * @throws io.jdup.internal.index.IndexDamagedException if it is not where the state says. Then
   *     nothing that was decided by this state is to be kept.
   */
  public InputStream signature() throws IOException {
    return bodies.body(required());
  }

  /** Returns the name of the signature file that holds the current entry. */
  public String fileName() {
    return bodies.fileName(required());
  }

  private StateRecord required() {
    if (current == null) {
      throw new IllegalStateException("there is no current entry");
    }
    return current;
  }

  /** Goes on to the next path that exists. */
  public void next() throws IOException {
    current = state.next();
    if (current == null) {
      bodies.finish();
    }
  }

  @Override
  public void close() throws IOException {
    try (state) {
      bodies.close();
    }
  }
}
