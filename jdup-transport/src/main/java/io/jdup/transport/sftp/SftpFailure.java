package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import java.io.IOException;

/** Says in one line what an sftp server refused, and what to do about it. */
final class SftpFailure {
  /** Hint for a channel that breaks at once: a server may start one and close it again. */
  static final String OR_NO_SFTP =
      "; if it always does, the server offers no sftp: try scp:// instead";

  private SftpFailure() {}

  static TransportException of(SftpException cause, String where, SshConnection connection) {
    if (!connection.isConnected()
        || cause.id == ChannelSftp.SSH_FX_CONNECTION_LOST
        || cause.id == ChannelSftp.SSH_FX_NO_CONNECTION) {
      return SshFailure.lost(connection.settings(), cause);
    }
    if (cause.getCause() instanceof IOException) { // a stream to the server, not its answer
      return new TransportException(
          Kind.NO_CONNECTION,
          where
              + ": the sftp channel to "
              + connection.settings().address()
              + " broke"
              + OR_NO_SFTP,
          cause);
    }
    if (cause.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
      return new TransportException(
          Kind.PERMISSION_DENIED,
          where + ": permission denied; check owner and mode of the directory on the server",
          cause);
    }
    if (cause.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
      return new TransportException(Kind.NOT_FOUND, where + ": no such directory", cause);
    }
    // a channel that broke while the session lives may work when opened again
    boolean channelBroke = cause.getCause() != null;
    return new TransportException(
        where + ": the server says '" + cause.getMessage() + "'", channelBroke, cause);
  }

  static TransportException noSpace(
      String where, long neededBytes, long freeBytes, Exception cause) {
    return new TransportException(
        Kind.NO_SPACE,
        where
            + ": no space left, "
            + neededBytes
            + " bytes were needed and "
            + freeBytes
            + " are free; free some or use another server",
        cause);
  }

  static TransportException wrongSize(String where, long wanted, long got) {
    return new TransportException(
        where + ": " + got + " bytes arrived instead of " + wanted, true, null);
  }
}
