package io.jdup.internal.backup;

import io.jdup.internal.manifest.Manifest;
import io.jdup.report.SourceMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps an increment from being added to the chain of another host or directory.
 *
 * <p>Source: format specification section 7.6.
 */
final class SourceCheck {
  private final String hostName;
  private final byte[] localDir;

  SourceCheck(String hostName, byte[] localDir) {
    this.hostName = hostName;
    this.localDir = localDir;
  }

  /** Compares with what the manifest of the chain's last set recorded; absent fields fit all. */
  void check(Manifest last) throws SourceMismatchException {
    Optional<String> host = last.hostName();
    if (host.isPresent() && !isThisHost(host.get())) {
      throw new SourceMismatchException(
          SourceMismatchException.Reason.HOST,
          hostName.getBytes(StandardCharsets.UTF_8),
          host.get().getBytes(StandardCharsets.UTF_8),
          "the last backup at this target was made on host '"
              + host.get()
              + "', this is '"
              + hostName
              + "'; use another target, or say --allow-source-mismatch if the host was renamed");
    }
    Optional<byte[]> directory = last.localDir();
    if (directory.isPresent() && !Arrays.equals(directory.get(), localDir)) {
      throw new SourceMismatchException(
          SourceMismatchException.Reason.DIRECTORY,
          localDir,
          directory.get(),
          "the last backup at this target was made of '"
              + text(directory.get())
              + "', this one is of '"
              + text(localDir)
              + "'; use another target, or say --allow-source-mismatch if it is the same data");
    }
  }

  // Old releases recorded the name with its domain.
  private boolean isThisHost(String recorded) {
    return recorded.equals(hostName) || recorded.startsWith(hostName + ".");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
