package io.jdup.internal.archive;

import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.index.ChainState;
import io.jdup.internal.index.IndexKey;
import io.jdup.internal.index.IndexReader;
import io.jdup.internal.index.IndexUpdate;
import io.jdup.internal.index.IndexWriter;
import io.jdup.internal.index.RecoveringState;
import io.jdup.internal.index.Refusals;
import io.jdup.internal.index.SignatureBodies;
import io.jdup.internal.index.StateSource;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.JdupListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a backup knows of the one before, and keeps for the one after: the {@link StateIndex}, made
 * anew where it is missing or stale, and its next version. Belongs to one run, which holds the
 * archive dir's lock; not thread-safe.
 */
public final class KnownState {
  private final ArchiveDir archive;
  private final WorkDirectory work;
  private final JdupListener listener;
  private final Optional<ChainSignatures> signatures;
  private final List<String> names;
  private final byte[] described; // the signature files: reading them takes time in a long chain
  private final IndexKey key;
  private boolean refusedSome; // then an index would keep that from the next run

  private KnownState(
      ArchiveDir archive,
      WorkDirectory work,
      JdupListener listener,
      Optional<ChainSignatures> signatures,
      List<String> names)
      throws IOException {
    this.archive = archive;
    this.work = work;
    this.listener = listener;
    this.signatures = signatures;
    this.names = names;
    this.described = StateIndex.describe(archive, names);
    this.key = IndexKey.of(described);
  }

  /** Returns what is known before a full backup: nothing. */
  public static KnownState none(ArchiveDir archive, WorkDirectory work, JdupListener listener)
      throws IOException {
    return new KnownState(archive, work, listener, Optional.empty(), List.of());
  }

  /**
   * Returns what {@code signatures} describe, all of which {@code archive} has. {@code work} is on
   * its file system.
   */
  public static KnownState of(
      ChainSignatures signatures, ArchiveDir archive, WorkDirectory work, JdupListener listener)
      throws IOException {
    List<String> names = signatures.namesInArchiveDir();
    try {
      return new KnownState(archive, work, listener, Optional.of(signatures), names);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "the signature file '"
              + e.getFile()
              + "' is not in the archive dir any more; run the backup again",
          e);
    }
  }

  /** Opens the known entries and signatures. */
  public KnownSignatures open() throws IOException {
    if (signatures.isEmpty()) {
      return KnownSignatures.none();
    }
    ChainSignatures files = signatures.get();
    StateSource state = new RecoveringState(index(files), () -> merged(files));
    try {
      return new KnownSignatures(state, new SignatureBodies(files));
    } catch (IOException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private IndexReader index(ChainSignatures files) throws IOException {
    Optional<IndexReader> index = StateIndex.open(archive, key);
    if (index.isPresent()) {
      return index.get();
    }
    var made = work.resolve("index-rebuilt");
    try (StateSource state = merged(files)) {
      IndexWriter.write(state, made, key);
    }
    if (refusedSome) {
      archive.delete(StateIndex.NAME);
      return IndexReader.required(made, key);
    }
    archive.store(StateIndex.NAME, made);
    return IndexReader.required(archive.resolve(StateIndex.NAME), key);
  }

  private StateSource merged(ChainSignatures files) throws IOException {
    return ChainState.merged(files, this::refused, work.path());
  }

  private void refused(RefusedEntryException refused, boolean mayHideOlder) throws IOException {
    refusedSome = true;
    listener.warning(String.valueOf(refused.getMessage()));
    Refusals.STRICT.refused(refused, mayHideOlder);
  }

  /**
   * Starts the next version of the index, to be written with the signatures of the new set. Call it
   * after {@link #open}. Returns null if there is to be none.
   */
  public @Nullable IndexUpdate startNext() throws IOException {
    if (refusedSome) {
      return null;
    }
    IndexReader before = signatures.isEmpty() ? null : StateIndex.open(archive, key).orElse(null);
    if (before == null && signatures.isPresent()) {
      return null;
    }
    return new IndexUpdate(before, work.resolve("index-next"), names.size());
  }

  /**
   * Puts {@code next} into the place of the index, when the set whose signatures are {@code
   * newName} in the archive dir exists. It does not fail, as that set exists already: without an
   * index, the next run makes one.
   */
  public void store(IndexUpdate next, String newName) {
    try {
      var longer = new ByteArrayOutputStream();
      longer.write(described);
      longer.write(StateIndex.describe(archive, List.of(newName)));
      Optional<IOException> failure = next.finish(IndexKey.of(longer.toByteArray()));
      if (failure.isPresent()) {
        throw failure.get();
      }
      archive.store(StateIndex.NAME, work.resolve("index-next"));
    } catch (IOException e) {
      listener.progress("The archive dir's index is made by the next backup: " + e.getMessage());
    }
  }

  /** Removes the index, so that the next run makes it anew. */
  public static void drop(ArchiveDir archive) throws IOException {
    archive.delete(StateIndex.NAME);
  }
}
