package io.jdup.internal.volume;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a whole file. */
public final class FileHash {
  private FileHash() {}

  /** Returns the lower-case hex digest of all bytes of {@code file}. */
  public static String hex(Path file, String algorithm) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        var hashed = new DigestInputStream(in, MessageDigest.getInstance(algorithm))) {
      hashed.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(hashed.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm, e);
    }
  }
}
