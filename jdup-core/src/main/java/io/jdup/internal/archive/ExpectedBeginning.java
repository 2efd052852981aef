package io.jdup.internal.archive;

import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.JdupListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * What the files of the newest set begin with, kept in the archive dir where a passphrase opens
 * them. With it, a run can make the key while it asks the target what is there, and not only when
 * it has the first file. It is no secret, as it stands at the target too, and no more than a guess:
 * without it, or with a wrong one, a run takes a moment longer.
 *
 * @see io.jdup.crypto.Decryptor#expect
 */
public final class ExpectedBeginning {
  /** The name of the file; no name of a backup's file is like it. */
  static final String NAME = "jdup-beginning";

  private static final int MAX_BYTES = 64;

  private ExpectedBeginning() {}

  /** Returns the bytes that {@code archive} keeps; none if it keeps none. */
  public static byte[] in(ArchiveDir archive) throws IOException {
    if (!archive.holds(NAME)) {
      return new byte[0];
    }
    try (InputStream in = archive.read(NAME)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /**
   * Has {@code archive} keep what the files of {@code encoding} begin with, for the next run. It
   * does not fail, as the set exists already.
   */
  public static void keep(
      ArchiveDir archive, VolumeEncoding encoding, WorkDirectory work, JdupListener listener) {
    try {
      byte[] beginning = encoding.beginning();
      if (beginning.length > 0 && !Arrays.equals(beginning, in(archive))) {
        archive.store(NAME, Files.write(work.resolve("beginning"), beginning));
      }
    } catch (IOException e) {
      listener.progress("The next backup makes its key a moment later: " + e.getMessage());
    }
  }
}
