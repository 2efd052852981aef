package io.jdup.transport.sftp;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import io.jdup.transport.AuthenticationException;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Says in one line why there is no ssh connection, and what to do about it. */
final class SshFailure {
  private SshFailure() {}

  static AuthenticationException untrusted(String problem, Exception cause) {
    return new AuthenticationException(problem, cause);
  }

  static TransportException lost(SshSettings to, Exception cause) {
    return new TransportException(
        Kind.NO_CONNECTION,
        "the connection to "
            + to.address()
            + " broke: "
            + words(cause)
            + "; check the network and the server's log",
        cause);
  }

  /** Returns why no connection came about; {@code tried} says which keys and passwords were. */
  static TransportException connecting(
      SshSettings to, JSchException cause, String tried, boolean wasConnected) {
    if (refusesLogin(cause)) {
      return new AuthenticationException(
          to.address()
              + " refuses the login of user '"
              + to.user()
              + "', tried "
              + tried
              + "; check user and password, add your public key to the server's authorized_keys, or"
              + " give another key by -oIdentityFile=FILE"
              + ignored(to),
          cause);
    }
    if (cause instanceof JSchAlgoNegoFailException) {
      return new TransportException(
          to.address() + " and jdup share no ssh algorithm: " + words(cause), false, cause);
    }
    if (isCausedBy(cause, UnknownHostException.class)) {
      // a name that was good before is good again; a misspelt one never will be
      return new TransportException(
          Kind.NO_CONNECTION,
          "there is no host named '"
              + to.host()
              + "'; check the spelling and the name server"
              + ignored(to),
          wasConnected,
          cause);
    }
    return new TransportException(Kind.NO_CONNECTION, unreachable(to, cause) + ignored(to), cause);
  }

  private static String unreachable(SshSettings to, JSchException cause) {
    if (isCausedBy(cause, ConnectException.class)) {
      return to.address()
          + " refuses connections; check that sshd runs there, the port, and the"
          + " firewall";
    }
    if (isCausedBy(cause, SocketTimeoutException.class) || words(cause).contains("timeout")) {
      return to.address()
          + " did not answer within "
          + to.connectTimeout().toMillis() / 1000.0
          + " s; check the address and the firewall";
    }
    return "cannot connect to "
        + to.address()
        + ": "
        + words(cause)
        + "; check that sshd runs there";
  }

  private static boolean refusesLogin(JSchException cause) {
    String words = words(cause);
    return words.startsWith("Auth ")
        || words.startsWith("USERAUTH")
        || words.contains("Too many authentication failures");
  }

  private static String ignored(SshSettings to) {
    return to.ignored().isEmpty()
        ? ""
        : " (jdup does not honour "
            + String.join(", ", to.ignored())
            + " in the ssh configuration)";
  }

  private static boolean isCausedBy(@Nullable Throwable failure, Class<? extends Throwable> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static String words(Exception cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
