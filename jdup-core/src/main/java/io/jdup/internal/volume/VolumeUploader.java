package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.report.JdupListener;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Stores finished volumes in the background and remembers those that the transport confirmed.
 *
 * <p>How many volumes wait on disk is bounded by the scope's limits. {@link #accept} and {@link
 * #finish} belong to one thread.
 */
public final class VolumeUploader implements SealedVolume.Sink {
  /** Hears of volumes that are stored, in the thread that stored them. */
  @FunctionalInterface
  public interface Confirmation {
    /** {@code volume} is stored; its file is gone. */
    void stored(SealedVolume volume) throws IOException;
  }

  private final Transport transport;
  private final TaskScope scope;
  private final IntFunction<String> remoteNames;
  private final JdupListener listener;
  private final Confirmation confirmation;
  private final List<SealedVolume> stored = new ArrayList<>(); // guarded by itself
  private int accepted;

  /** Stores volume n as {@code remoteNames.apply(n)}. */
  public VolumeUploader(
      Transport transport,
      TaskScope scope,
      IntFunction<String> remoteNames,
      JdupListener listener) {
    this(transport, scope, remoteNames, listener, volume -> {});
  }

  /** Does the same and tells {@code confirmation} of each volume. */
  public VolumeUploader(
      Transport transport,
      TaskScope scope,
      IntFunction<String> remoteNames,
      JdupListener listener,
      Confirmation confirmation) {
    this.transport = transport;
    this.scope = scope;
    this.remoteNames = remoteNames;
    this.listener = listener;
    this.confirmation = confirmation;
  }

  @Override
  public void accept(SealedVolume volume) throws IOException {
    accepted++;
    scope.fork(() -> store(volume));
  }

  private void store(SealedVolume volume) throws IOException {
    String name = remoteNames.apply(volume.info().number());
    synchronized (stored) {
      listener.volumeStarted(name);
    }
    transport.putAway(name, volume.file());
    synchronized (stored) {
      stored.add(volume);
      listener.volumeStored(name, volume.sizeBytes());
    }
    confirmation.stored(volume);
  }

  /**
   * Waits until every volume is stored; returns what they hold, by number. Whether the target still
   * has them all is for the caller to look: {@link StoredFiles} and {@link #sizes}.
   */
  public List<VolumeInfo> finish() throws IOException {
    scope.join();
    synchronized (stored) {
      if (stored.size() != accepted) { // a manifest of less than all volumes loses files silently
        throw new AssertionError(stored.size() + " of " + accepted + " volumes are stored");
      }
      return stored.stream()
          .map(SealedVolume::info)
          .sorted(Comparator.comparingInt(VolumeInfo::number))
          .toList();
    }
  }

  /** Returns the lengths in bytes of the volumes that are stored, by remote name. */
  public Map<String, Long> sizes() {
    synchronized (stored) {
      Map<String, Long> sizes = new HashMap<>();
      for (SealedVolume volume : stored) {
        sizes.put(remoteNames.apply(volume.info().number()), volume.sizeBytes());
      }
      return sizes;
    }
  }
}
