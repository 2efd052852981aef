package io.jdup.transport.vfs;

import io.jdup.transport.AuthenticationException;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.commons.vfs2.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Says in one line what VFS could not do. VFS's own words may hold the password: not repeated. */
final class VfsFailure {
  private VfsFailure() {}

  static TransportException of(String what, TargetUrl url, FileSystemException cause) {
    String code = String.valueOf(cause.getCode());
    if (code.endsWith("ftp/login.error") || says(cause, "401")) {
      return new AuthenticationException(
          url.host().orElse("the server") + " refuses the login; check user and password", null);
    }
    if (isCausedBy(cause, UnknownHostException.class)) {
      return failed(
          Kind.NO_CONNECTION, "there is no host named '" + url.host().orElse("") + "'", false);
    }
    if (isCausedBy(cause, ConnectException.class)) {
      return failed(
          Kind.NO_CONNECTION, what + ": connection refused; check host, port, firewall", true);
    }
    if (isCausedBy(cause, SocketException.class)
        || isCausedBy(cause, SocketTimeoutException.class)) {
      return failed(Kind.NO_CONNECTION, what + ": the connection broke or timed out", true);
    }
    // the code names the failed step, such as vfs.provider/rename.error, and never holds a secret
    return failed(Kind.FAILED, what + ": " + code, false);
  }

  private static TransportException failed(Kind kind, String message, boolean retryable) {
    // no cause: stack traces print its message, and webdav puts the password in there
    return new TransportException(kind, message, retryable, null);
  }

  private static boolean says(FileSystemException cause, String words) {
    Throwable root = cause.getCause();
    return root != null && String.valueOf(root.getMessage()).contains(words);
  }

  private static boolean isCausedBy(@Nullable Throwable failure, Class<?> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
