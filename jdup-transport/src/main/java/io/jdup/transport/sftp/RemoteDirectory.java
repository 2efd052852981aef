package io.jdup.transport.sftp;

import io.jdup.transport.TargetUrl;

/** The directory in a URL with a host. Source: section 11 of the format description. */
final class RemoteDirectory {
  private RemoteDirectory() {}

  /** Returns the path: absolute after two slashes, else relative to the login directory. */
  static String of(TargetUrl url) {
    String path = url.path();
    int end = path.length();
    while (end > 2 && path.charAt(end - 1) == '/') {
      end--;
    }
    String trimmed =
        path.substring(Math.min(1, path.length()), Math.max(end, Math.min(1, path.length())));
    return trimmed.isEmpty() ? "." : trimmed;
  }
}
