package io.jdup.internal.difftar;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Gives the volumes of a backup set one after the other, each decoded to a tar stream. */
@FunctionalInterface
public interface VolumeSource {
  /** Returns the next volume, or null after the last. The caller closes its stream. */
  @Nullable Volume next() throws IOException;

  /**
   * A volume to be read.
   *
   * @param fileName its name for messages
   * @param stream the tar; closed by whoever took the volume
   */
  record Volume(String fileName, InputStream stream) {}
}
