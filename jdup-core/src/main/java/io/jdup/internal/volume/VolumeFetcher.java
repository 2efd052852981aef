package io.jdup.internal.volume;

import io.jdup.collection.FileEncoding;
import io.jdup.internal.manifest.VolumeHash;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches volumes and checks that each is what its manifest says before anything in it is looked
 * at.
 *
 * <p>Not thread-safe.
 */
public final class VolumeFetcher {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Transport transport;
  private final VolumeDecoding decoding;
  private final Path directory;
  private final boolean acceptUnchecked;
  private final JdupListener listener;

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
    this.decoding = decoding;
    this.directory = directory;
    this.acceptUnchecked = acceptUnchecked;
    this.listener = listener;
  }

  /**
   * Returns the tar stream in the file {@code name}, which is the volume {@code info} describes.
   * The fetched file is gone when the stream is closed.
   *
   * @throws CorruptBackupException if its hash is still wrong after it was fetched a second time,
   *     or if there is no hash to check
   */
  public InputStream fetch(String name, FileEncoding encoding, VolumeInfo info) throws IOException {
    Path file = Files.createTempFile(directory, "fetched-", "");
    try {
      Optional<VolumeHash> hash = info.hash().filter(h -> h.digestName().isPresent());
      if (hash.isPresent()) {
        getChecked(name, hash.get(), file);
      } else {
        getUnchecked(name, file);
      }
      listener.volumeFetched(name);
      return decoding.decode(
          name, encoding, Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private void getChecked(String name, VolumeHash hash, Path file) throws IOException {
    CorruptBackupException wrong = getAndCompare(name, hash, file);
    if (wrong != null) {
      listener.warning(wrong.getMessage() + " (fetching it once more)");
      wrong = getAndCompare(name, hash, file);
    }
    if (wrong != null) {
      throw wrong;
    }
  }

  private @Nullable CorruptBackupException getAndCompare(String name, VolumeHash hash, Path file)
      throws IOException {
    transport.get(name, file);
    String got = hashOf(file, hash.digestName().orElseThrow());
    return got.equals(hash.hex())
        ? null
        : CorruptBackupException.hashMismatch(name, hash.hex(), got);
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
}
