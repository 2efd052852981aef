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
  private final JdupListener listener;

  /** Fetches from {@code transport} into {@code directory}, which belongs to this run. */
  public VolumeFetcher(
      Transport transport, VolumeDecoding decoding, Path directory, JdupListener listener) {
    this.transport = transport;
    this.decoding = decoding;
    this.directory = directory;
    this.listener = listener;
  }

  /**
   * Returns the tar stream in the file {@code name}, which is the volume {@code info} describes.
   * The fetched file is gone when the stream is closed.
   *
   * @throws CorruptBackupException if its hash is still wrong after it was fetched a second time
   */
  public InputStream fetch(String name, FileEncoding encoding, VolumeInfo info) throws IOException {
    Path file = Files.createTempFile(directory, "fetched-", "");
    try {
      CorruptBackupException wrong = getChecked(name, info, file);
      if (wrong != null) {
        listener.warning(wrong.getMessage() + " (fetching it once more)");
        wrong = getChecked(name, info, file);
      }
      if (wrong != null) {
        throw wrong;
      }
      listener.volumeFetched(name);
      return decoding.decode(
          name, encoding, Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private @Nullable CorruptBackupException getChecked(String name, VolumeInfo info, Path file)
      throws IOException {
    transport.get(name, file);
    Optional<VolumeHash> hash = info.hash();
    Optional<String> digest = hash.flatMap(VolumeHash::digestName);
    if (hash.isEmpty() || digest.isEmpty()) {
      return new CorruptBackupException(
          name,
          "the manifest has no hash of it that can be checked",
          "use --ignore-errors to restore from it all the same");
    }
    String got = hashOf(file, digest.get());
    return got.equals(hash.get().hex())
        ? null
        : CorruptBackupException.hashMismatch(name, hash.get().hex(), got);
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
