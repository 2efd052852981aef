package io.jdup.internal.difftar;

import java.io.IOException;

/** Takes the blocks of a difftar, in order; cuts them into volumes or counts them. */
@FunctionalInterface
public interface TarBlockSink {
  /** Takes {@code block}, whose bytes are the caller's again once this returns. */
  void accept(TarBlock block) throws IOException;
}
