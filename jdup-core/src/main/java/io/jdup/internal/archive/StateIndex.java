package io.jdup.internal.archive;

import io.jdup.collection.FileNaming;
import io.jdup.collection.SignatureChain;
import io.jdup.internal.index.ChainState;
import io.jdup.internal.index.IndexKey;
import io.jdup.internal.index.IndexReader;
import io.jdup.internal.index.RecoveringState;
import io.jdup.internal.index.Refusals;
import io.jdup.internal.index.StateSource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file in an archive dir that holds the newest state of a chain, so that its signature files
 * need not be parsed. It counts only for the very files it was made of: their names, lengths and
 * the checksums at their ends. It is no more than a copy of what they say; without it, they are
 * read.
 */
public final class StateIndex {
  /** The name of the file; no name of a backup's file is like it. */
  public static final String NAME = "jdup-state.index";

  private static final int GZIP_END_BYTES = 8; // checksum and length of what is packed

  private StateIndex() {}

  /**
   * Returns the state that {@code signatures} describe, from the index of {@code archive} if it is
   * of them, else merged from them, as well as where the index proves to be damaged. Temporary
   * files go to {@code directory}.
   */
  public static StateSource read(
      Optional<ArchiveDir> archive, ChainSignatures signatures, Refusals refusals, Path directory)
      throws IOException {
    Optional<List<String>> names = signatures.localNames();
    if (archive.isPresent() && names.isPresent()) {
      Optional<IndexReader> index = openFor(archive.get(), names.get());
      if (index.isPresent()) {
        return new RecoveringState(
            index.get(), () -> ChainState.merged(signatures, refusals, directory));
      }
    }
    return ChainState.merged(signatures, refusals, directory);
  }

  /** Returns whether the index of {@code archive} is of {@code chain}, all of which it holds. */
  public static boolean isOf(ArchiveDir archive, Optional<SignatureChain> chain, FileNaming naming)
      throws IOException {
    if (chain.isEmpty()) {
      return false;
    }
    List<String> names = chain.get().names().stream().map(naming::archiveDirName).toList();
    if (!names.stream().allMatch(archive::holds)) {
      return false;
    }
    Optional<IndexReader> index = openFor(archive, names);
    if (index.isPresent()) {
      index.get().close();
    }
    return index.isPresent();
  }

  // Another run may drop a signature file just now; whoever reads it then fetches it.
  private static Optional<IndexReader> openFor(ArchiveDir archive, List<String> names)
      throws IOException {
    IndexKey key;
    try {
      key = IndexKey.of(describe(archive, names));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return open(archive, key);
  }

  static Optional<IndexReader> open(ArchiveDir archive, IndexKey key) throws IOException {
    return IndexReader.open(archive.resolve(NAME), key);
  }

  /**
   * Returns what tells the files {@code names} in {@code archive} from others, one after the other;
   * that of all of them makes the key of their index.
   */
  static byte[] describe(ArchiveDir archive, List<String> names) throws IOException {
    var described = new ByteArrayOutputStream();
    var out = new DataOutputStream(described);
    for (String name : names) {
      out.writeUTF(name);
      try (FileChannel file = FileChannel.open(archive.resolve(name))) {
        out.writeLong(file.size());
        var end = ByteBuffer.allocate(GZIP_END_BYTES);
        int length = file.read(end, Math.max(0, file.size() - GZIP_END_BYTES));
        out.write(end.array(), 0, Math.max(0, length));
      }
    }
    return described.toByteArray();
  }
}
