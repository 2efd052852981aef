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
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches volumes and checks that each is what its manifest says before anything in it is looked
 * at. One volume at a time may be fetched ahead, in the background.
 *
 * <p>Not thread-safe.
 */
public final class VolumeFetcher implements Closeable {
  private final Transport transport;
  private final VolumeDecoding decoding;
  private final OpenVolumes volumes;
  private final Path directory;
  private final boolean acceptUnchecked;
  private final JdupListener listener;
  private final TaskScope background = new TaskScope(1, 0);
  private @Nullable Ahead ahead;

  /** A volume that is being fetched, or was. */
  private record Ahead(String name, TaskScope.Pending<Attempt> attempt) {}

  /** How that went: what came and the hash it has, or why nothing did. */
  private record Attempt(
      @Nullable FetchedVolume volume, String hashHex, @Nullable IOException failure) {
    FetchedVolume volumeOrFailure() throws IOException {
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(volume);
    }
  }

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
      ahead = new Ahead(name, background.submit(() -> attempt(name, algorithm.get())));
    }
  }

  private Attempt attempt(String name, String algorithm) {
    try {
      return hashed(name, algorithm, this::fetched);
    } catch (IOException e) {
      return new Attempt(null, "", e); // of no interest unless the volume is asked for
    }
  }

  /** A way to get at a file of the target. */
  private interface Fetching {
    FetchedVolume of(String name) throws IOException;
  }

  private Attempt hashed(String name, String algorithm, Fetching fetching) throws IOException {
    FetchedVolume volume = fetching.of(name);
    try {
      return new Attempt(volume, volume.hashHex(algorithm), null);
    } catch (IOException | RuntimeException e) {
      volume.close();
      throw e;
    }
  }

  /**
   * Returns the tar stream in the file {@code name}, which is the volume {@code info} describes. A
   * copy that was fetched is gone when the stream is closed.
   *
   * @throws CorruptBackupException if its hash is still wrong after it was fetched a second time,
   *     or if there is no hash to check
   */
  public InputStream fetch(String name, FileEncoding encoding, VolumeInfo info) throws IOException {
    FetchedVolume volume = usable(name, info, this::fetched);
    try {
      listener.volumeFetched(name);
      if (decoding.demandsSigner()) {
        decoding.requireSigned(name, encoding, volume.streamLeftOpen());
      }
      return volumes.open(name, encoding, volume.stream(), volume.sizeBytes());
    } catch (IOException | RuntimeException e) {
      volume.close();
      throw e;
    }
  }

  /**
   * Returns a copy, in the run's directory and for the caller to delete, of the file {@code name},
   * which is the volume {@code info} describes; else as {@link #fetch}.
   */
  public Path fetchFile(String name, VolumeInfo info) throws IOException {
    Fetching fetching = remote -> FetchedVolume.kept(transport, remote, directory);
    try (FetchedVolume volume = usable(name, info, fetching)) {
      listener.volumeFetched(name);
      return volume.file();
    }
  }

  private FetchedVolume usable(String name, VolumeInfo info, Fetching fetching) throws IOException {
    Optional<VolumeHash> hash = usableHash(info);
    return hash.isPresent() ? checked(name, hash.get(), fetching) : unchecked(name, fetching);
  }

  /**
   * Looks at the file {@code name} and returns whether it is the volume {@code info} describes, to
   * the byte; not so if there is no hash to tell by.
   */
  public boolean isIntact(String name, VolumeInfo info) throws IOException {
    Optional<VolumeHash> hash = usableHash(info);
    return hash.isPresent() && isIntact(name, hash.get());
  }

  /** Looks at the file {@code name} and returns whether it has {@code hash}, a usable one. */
  public boolean isIntact(String name, VolumeHash hash) throws IOException {
    try (FetchedVolume volume = FetchedVolume.of(transport, name, directory)) {
      return volume.hashHex(hash.digestName().orElseThrow()).equals(hash.hex());
    }
  }

  /** Returns whether there is a hash of {@code volume} that {@link #fetch} checks it with. */
  public static boolean canCheck(VolumeInfo volume) {
    return usableHash(volume).isPresent();
  }

  private static Optional<VolumeHash> usableHash(VolumeInfo info) {
    return info.hash().filter(hash -> hash.digestName().isPresent());
  }

  private FetchedVolume checked(String name, VolumeHash hash, Fetching fetching)
      throws IOException {
    String algorithm = hash.digestName().orElseThrow();
    Ahead begun = ahead != null && ahead.name.equals(name) ? ahead : null;
    if (begun != null) {
      ahead = null;
    }
    Attempt attempt = begun == null ? hashed(name, algorithm, fetching) : begun.attempt.await();
    FetchedVolume volume = attempt.volumeOrFailure();
    if (!attempt.hashHex.equals(hash.hex())) {
      volume.close();
      String wrong =
          CorruptBackupException.hashMismatch(name, hash.hex(), attempt.hashHex).getMessage();
      listener.warning(wrong + " (fetching it once more)");
      attempt = hashed(name, algorithm, fetching);
      volume = attempt.volumeOrFailure();
    }
    if (!attempt.hashHex.equals(hash.hex())) {
      volume.close();
      throw CorruptBackupException.hashMismatch(name, hash.hex(), attempt.hashHex);
    }
    return volume;
  }

  private FetchedVolume unchecked(String name, Fetching fetching) throws IOException {
    if (!acceptUnchecked) {
      throw new CorruptBackupException(
          name,
          "the manifest has no hash of it that can be checked",
          "use --ignore-errors to restore from it all the same");
    }
    listener.warning("'" + name + "' is taken as it is, as there is no hash to check it with");
    return fetching.of(name);
  }

  // What is read twice, for its signature and to be used, must not change in between.
  private FetchedVolume fetched(String name) throws IOException {
    return decoding.demandsSigner()
        ? FetchedVolume.copied(transport, name, directory)
        : FetchedVolume.of(transport, name, directory);
  }

  /** Ends what was begun and not asked for, and removes it. Streams given out stay open. */
  @Override
  public void close() throws IOException {
    background.close();
    Ahead unused = ahead;
    ahead = null;
    FetchedVolume volume =
        unused == null ? null : unused.attempt.now().map(Attempt::volume).orElse(null);
    if (volume != null) {
      volume.close();
    }
  }
}
