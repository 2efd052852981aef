package io.jdup.internal.volume;

import io.jdup.collection.FileEncoding;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.manifest.VolumeHash;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.transport.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches volumes and checks that each is what its manifest says before anything in it is looked
 * at. One volume at a time may be fetched ahead, in the background.
 *
 * <p>Not thread-safe.
 */
public final class VolumeFetcher implements Closeable {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Transport transport;
  private final OpenVolumes volumes;
  private final Path directory;
  private final boolean acceptUnchecked;
  private final JdupListener listener;
  private final TaskScope background = new TaskScope(1, 0);
  private @Nullable Ahead ahead;

  /** A volume that is being fetched, or was. */
  private record Ahead(String name, Path file, TaskScope.Pending<Attempt> attempt) {}

  /** How that went: the hash it has, or why it could not be fetched. */
  private record Attempt(String hashHex, @Nullable IOException failure) {}

  /**
   * Fetches from {@code transport} into {@code directory}, which belongs to this run. Volumes that
   * the manifest has no usable hash of are given out only if {@code acceptUnchecked}.
   */
  public VolumeFetcher(
      Transport transport,
      VolumeDecoding decoding,
      Path directory,
      boolean acceptUnchecked,
      JdupListener listener) {
    this.transport = transport;
    this.volumes = new OpenVolumes(decoding, directory);
    this.directory = directory;
    this.acceptUnchecked = acceptUnchecked;
    this.listener = listener;
  }

  /**
   * Begins to fetch the volume {@code info} describes, unless another one was begun and not asked
   * for yet. Whatever goes wrong is told by {@link #fetch}.
   */
  public void fetchAhead(String name, VolumeInfo info) throws IOException {
    Optional<String> algorithm = usableHash(info).flatMap(VolumeHash::digestName);
    if (ahead == null && algorithm.isPresent()) {
      Path file = newFile();
      ahead = new Ahead(name, file, background.submit(() -> attempt(name, algorithm.get(), file)));
    }
  }

  private Attempt attempt(String name, String algorithm, Path file) {
    try {
      return new Attempt(getAndHash(name, algorithm, file), null);
    } catch (IOException e) {
      return new Attempt("", e); // of no interest unless the volume is asked for
    }
  }

  /**
   * Returns the tar stream in the file {@code name}, which is the volume {@code info} describes.
   * The fetched file is gone when the stream is closed.
   *
   * @throws CorruptBackupException if its hash is still wrong after it was fetched a second time,
   *     or if there is no hash to check
   */
  public InputStream fetch(String name, FileEncoding encoding, VolumeInfo info) throws IOException {
    Ahead begun = ahead != null && ahead.name.equals(name) ? ahead : null;
    if (begun != null) {
      ahead = null;
    }
    Path file = begun == null ? newFile() : begun.file;
    try {
      Optional<VolumeHash> hash = usableHash(info);
      if (hash.isPresent()) {
        getChecked(name, hash.get(), file, begun);
      } else {
        getUnchecked(name, file);
      }
      listener.volumeFetched(name);
      return volumes.open(name, encoding, file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Returns whether there is a hash of {@code volume} that {@link #fetch} checks it with. */
  public static boolean canCheck(VolumeInfo volume) {
    return usableHash(volume).isPresent();
  }

  private static Optional<VolumeHash> usableHash(VolumeInfo info) {
    return info.hash().filter(hash -> hash.digestName().isPresent());
  }

  private Path newFile() throws IOException {
    return Files.createTempFile(directory, "fetched-", "");
  }

  private void getChecked(String name, VolumeHash hash, Path file, @Nullable Ahead begun)
      throws IOException {
    String algorithm = hash.digestName().orElseThrow();
    String got = begun == null ? getAndHash(name, algorithm, file) : resultOf(begun);
    if (!got.equals(hash.hex())) {
      String wrong = CorruptBackupException.hashMismatch(name, hash.hex(), got).getMessage();
      listener.warning(wrong + " (fetching it once more)");
      got = getAndHash(name, algorithm, file);
    }
    if (!got.equals(hash.hex())) {
      throw CorruptBackupException.hashMismatch(name, hash.hex(), got);
    }
  }

  private static String resultOf(Ahead begun) throws IOException {
    Attempt attempt = begun.attempt.await();
    if (attempt.failure != null) {
      throw attempt.failure;
    }
    return attempt.hashHex;
  }

  private String getAndHash(String name, String algorithm, Path file) throws IOException {
    transport.get(name, file);
    return hashOf(file, algorithm);
  }

  private void getUnchecked(String name, Path file) throws IOException {
    if (!acceptUnchecked) {
      throw new CorruptBackupException(
          name,
          "the manifest has no hash of it that can be checked",
          "use --ignore-errors to restore from it all the same");
    }
    listener.warning("'" + name + "' is taken as it is, as there is no hash to check it with");
    transport.get(name, file);
  }

  private static String hashOf(Path file, String algorithm) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("VolumeHash names only digests that every platform has", e);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Ends what was begun and not asked for, and removes it. Streams given out stay open. */
  @Override
  public void close() throws IOException {
    background.close();
    Ahead unused = ahead;
    ahead = null;
    if (unused != null) {
      Files.deleteIfExists(unused.file);
    }
  }
}
