package io.jdup.internal.index;

import io.jdup.internal.difftar.SigtarReader;
import java.io.IOException;

/** The signature files of one chain, which can be read again and again. */
public interface SignatureFileSource {
  /** Returns how many there are: one for each set. */
  int count();

  /** Opens the file {@code number}, 0 for that of the full, for the caller to close. */
  SigtarReader open(int number) throws IOException;
}
