package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.util.Optional;

/**
 * A directory of an sftp server, and what sftp does to the files in it by name.
 *
 * @param path absolute, or relative to the login directory
 */
record SftpDirectory(String path) {
  private static final String POSIX_RENAME = "posix-rename@openssh.com";
  private static final long KIB = 1024;

  /** Returns the absolute path of {@code name}, spelt so that JSch takes no sign for a pattern. */
  String path(ChannelSftp channel, String name) throws SftpException {
    return quoted(plainPath(channel, name));
  }

  private String plainPath(ChannelSftp channel, String name) throws SftpException {
    String base = path.startsWith("/") ? "" : channel.getHome();
    return (base + "/" + path + "/" + name).replaceAll("/+", "/");
  }

  private static String quoted(String path) {
    return path.replaceAll("[\\\\*?]", "\\\\$0");
  }

  /** Returns what the server says of {@code path}; empty only when it says there is no such. */
  static Optional<SftpATTRS> find(ChannelSftp channel, String path) throws SftpException {
    try {
      return Optional.of(channel.stat(path));
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Creates the directory and those above it that are missing. */
  void create(ChannelSftp channel) throws SftpException {
    create(channel, "");
  }

  /** Creates the directory {@code name} in this one, and all above it that are missing. */
  void create(ChannelSftp channel, String name) throws SftpException {
    String whole = plainPath(channel, name + "/");
    for (int at = whole.indexOf('/', 1); at >= 0; at = whole.indexOf('/', at + 1)) {
      createOne(channel, whole.substring(0, at));
    }
  }

  private static void createOne(ChannelSftp channel, String path) throws SftpException {
    if (find(channel, quoted(path)).isPresent()) {
      return;
    }
    try {
      channel.mkdir(path); // the one call in which JSch knows no patterns
    } catch (SftpException e) {
      if (find(channel, quoted(path)).isEmpty()) { // else somebody else was faster
        throw e;
      }
    }
  }

  /** Gives the file {@code from} the name {@code to}, replacing a file of that name at once. */
  void rename(ChannelSftp channel, String from, String to) throws SftpException {
    String target = path(channel, to);
    if (channel.getExtension(POSIX_RENAME) == null) {
      removeFirst(channel, target); // plain rename never replaces: for a moment there is no file
    }
    channel.rename(path(channel, from), target);
  }

  private static void removeFirst(ChannelSftp channel, String target) throws SftpException {
    try {
      channel.rm(target);
    } catch (SftpException e) {
      if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        throw e;
      }
    }
  }

  /**
   * Returns the free space, or {@link Long#MAX_VALUE} when the server cannot tell. Servers say
   * "Failure" when they are full, so after a failure this is asked.
   */
  long freeBytes(SshConnection connection, SftpChannels channels) throws IOException {
    if (!connection.isConnected()) {
      return Long.MAX_VALUE;
    }
    try {
      return channels.with(
          channel -> channel.statVFS(path(channel, "")).getAvailForNonRoot() * KIB);
    } catch (SftpException e) {
      return Long.MAX_VALUE; // the first failure has to do
    }
  }
}
