package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import io.jdup.transport.TransportException;
import io.jdup.transport.vfs.VfsPlace;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.FileProvider;

/** A directory of an sftp server, for VFS. */
final class SftpPlace implements VfsPlace {
  private final SshConnection connection;
  private final SftpChannels channels;
  private final SftpDirectory directory;

  SftpPlace(SshConnection connection, SftpDirectory directory) {
    this.connection = connection;
    this.channels = new SftpChannels(connection);
    this.directory = directory;
  }

  @Override
  public String scheme() {
    return "vfs+sftp";
  }

  @Override
  public FileProvider provider() {
    return new HardenedSftpFileProvider(channels, directory);
  }

  /** Returns no settings: the connection has them all. */
  @Override
  public FileSystemOptions settings() {
    return new FileSystemOptions();
  }

  /**
   * Returns the root of a file system that is this directory. VFS would take {@code ..} and {@code
   * \} in a path for its own to resolve, and not every host name ssh knows for one.
   */
  @Override
  public String address() {
    return "vfs+sftp://server/";
  }

  @Override
  public boolean movesOverFiles() {
    return true;
  }

  @Override
  public IOException failure(String what, long bytesToStore, FileSystemException cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof TransportException || at instanceof InterruptedIOException) {
        return (IOException) at;
      }
      if (at instanceof SftpException refusal) {
        return failure(what, bytesToStore, refusal);
      }
    }
    // VFS itself refuses: its code names the step, such as vfs.provider/create-folder.error
    return new TransportException(what + ": " + cause.getCode(), false, cause);
  }

  private IOException failure(String what, long bytesToStore, SftpException refusal) {
    try {
      boolean maybeFull = bytesToStore > 0 && refusal.id == ChannelSftp.SSH_FX_FAILURE;
      long freeBytes = maybeFull ? directory.freeBytes(connection, channels) : Long.MAX_VALUE;
      return freeBytes < bytesToStore
          ? SftpFailure.noSpace(what, bytesToStore, freeBytes, refusal)
          : SftpFailure.of(refusal, what, connection);
    } catch (IOException e) {
      return e; // the connection broke meanwhile
    }
  }
}
