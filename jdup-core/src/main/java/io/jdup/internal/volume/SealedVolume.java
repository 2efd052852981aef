package io.jdup.internal.volume;

import io.jdup.internal.manifest.VolumeInfo;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A finished volume in the run's temporary directory, not yet stored.
 *
 * @param info what it holds and its hash
 * @param file the encoded bytes; belongs to whoever holds the sealed volume, who deletes it
 * @param sizeBytes length of {@code file}
 */
public record SealedVolume(VolumeInfo info, Path file, long sizeBytes) {
  /** Takes finished volumes, in the order of their numbers. */
  @FunctionalInterface
  public interface Sink {
    /** Takes over {@code volume} and its file. */
    void accept(SealedVolume volume) throws IOException;
  }
}
