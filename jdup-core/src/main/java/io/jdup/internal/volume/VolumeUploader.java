package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.report.JdupListener;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Stores finished volumes in the background and remembers those that the transport confirmed.
 *
 * <p>How many volumes wait on disk is bounded by the scope's limits. {@link #accept} and {@link
 * #finish} belong to one thread.
 */
public final class VolumeUploader implements SealedVolume.Sink {
  private final Transport transport;
  private final TaskScope scope;
  private final IntFunction<String> remoteNames;
  private final JdupListener listener;
  private final List<VolumeInfo> stored = new ArrayList<>(); // guarded by itself
  private int accepted;

  /** Stores volume n as {@code remoteNames.apply(n)}. */
  public VolumeUploader(
      Transport transport,
      TaskScope scope,
      IntFunction<String> remoteNames,
      JdupListener listener) {
    this.transport = transport;
    this.scope = scope;
    this.remoteNames = remoteNames;
    this.listener = listener;
  }

  @Override
  public void accept(SealedVolume volume) throws IOException {
    accepted++;
    scope.fork(() -> store(volume));
  }

  private void store(SealedVolume volume) throws IOException {
    String name = remoteNames.apply(volume.info().number());
    transport.putAway(name, volume.file());
    synchronized (stored) {
      stored.add(volume.info());
      listener.volumeStored(name, volume.sizeBytes());
    }
  }

  /** Waits until every volume is stored; returns what they hold, by number. */
  public List<VolumeInfo> finish() throws IOException {
    scope.join();
    synchronized (stored) {
      if (stored.size() != accepted) { // a manifest of less than all volumes loses files silently
        throw new AssertionError(stored.size() + " of " + accepted + " volumes are stored");
      }
      stored.sort(Comparator.comparingInt(VolumeInfo::number));
      return List.copyOf(stored);
    }
  }
}
