package io.jdup.internal.index;

import java.io.IOException;

/** An index is not as it was written, or does not fit the signature files it was made of. */
public final class IndexDamagedException extends IOException {
  IndexDamagedException(String problem) {
    super("the index of the archive dir cannot be used: " + problem);
  }
}
