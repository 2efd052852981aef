package io.jdup.internal.difftar;

import io.jdup.internal.tree.EntryPath;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Gives the volumes of a backup set one after the other, each decoded to a tar stream. */
@FunctionalInterface
public interface VolumeSource {
  /** Returns the next volume, or null after the last. The caller closes its stream. */
  @Nullable Volume next() throws IOException;

  /**
   * Returns whether the volume that was asked for last, and cannot be read, may begin with a
   * further piece of the file {@code path}, the last entry of the volume before.
   */
  default boolean mayContinue(EntryPath path) {
    return true;
  }

  /**
   * A volume to be read.
   *
   * @param fileName its name for messages
   * @param stream the tar; closed by whoever took the volume
   */
  record Volume(String fileName, InputStream stream) {}
}
