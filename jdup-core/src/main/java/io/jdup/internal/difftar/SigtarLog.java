package io.jdup.internal.difftar;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.tree.TreeEntry;

/** Hears of the entries of a sigtar that is being written, in the order they are written in. */
@FunctionalInterface
public interface SigtarLog {
  /** Does nothing. */
  SigtarLog NONE = (kind, entry, offsetBytes) -> {};

  /** Hears of {@code entry}, whose header begins behind {@code offsetBytes} bytes of tar. */
  void written(Kind kind, TreeEntry entry, long offsetBytes);
}
