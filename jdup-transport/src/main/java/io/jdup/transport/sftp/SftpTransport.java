package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.jdup.transport.PartialName;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files in a directory of an sftp server. Thread-safe; calls run side by side on channels of one
 * connection, which is made anew when it broke.
 */
final class SftpTransport implements Transport {
  private final SshConnection connection;
  private final SftpChannels channels;
  private final SftpDirectory directory;
  private final String shown;

  SftpTransport(SshConnection connection, SftpDirectory directory, String shown) {
    this.connection = connection;
    this.channels = new SftpChannels(connection);
    this.directory = directory;
    this.shown = shown;
  }

  @Override
  public void put(String name, Path source) throws IOException {
    long sizeBytes = Files.size(source);
    String where = "cannot store '" + name + "' in " + shown;
    String partial = PartialName.fresh();
    try {
      channels.with(channel -> upload(channel, partial, source, sizeBytes, where));
      channels.with(
          channel -> {
            directory.rename(channel, partial, name);
            return name;
          });
    } catch (SftpException e) {
      long freeBytes =
          e.id == ChannelSftp.SSH_FX_FAILURE
              ? directory.freeBytes(connection, channels)
              : Long.MAX_VALUE;
      removeQuietly(partial);
      throw freeBytes < sizeBytes
          ? SftpFailure.noSpace(where, sizeBytes, freeBytes, e)
          : SftpFailure.of(e, where, connection);
    } catch (IOException e) {
      removeQuietly(partial);
      throw e;
    }
  }

  private String upload(
      ChannelSftp channel, String partial, Path source, long sizeBytes, String where)
      throws IOException, SftpException {
    String path = directory.path(channel, partial);
    try {
      send(channel, path, source);
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        directory.create(channel);
        send(channel, path, source);
      } else {
        throw e;
      }
    }
    long stored = channel.stat(path).getSize();
    if (stored != sizeBytes) {
      throw SftpFailure.wrongSize(where, sizeBytes, stored);
    }
    return path;
  }

  private static void send(ChannelSftp channel, String path, Path source)
      throws IOException, SftpException {
    try (var in = new SourceFile(source)) {
      try {
        channel.put(in, path, ChannelSftp.OVERWRITE);
      } catch (SftpException e) {
        in.throwIfFailed(); // then it was the caller's disk, not the server
        throw e;
      }
    }
  }

  private void removeQuietly(String partial) {
    if (!connection.isConnected()) {
      return; // left behind; list() knows such names
    }
    try {
      channels.with(
          channel -> {
            channel.rm(directory.path(channel, partial));
            return partial;
          });
    } catch (IOException | SftpException ignored) {
      // the failure of put is what the caller hears of; list() knows such names
    }
  }

  @Override
  public void get(String name, Path target) throws IOException {
    String where = "cannot fetch '" + name + "' from " + shown;
    try {
      channels.with(
          channel -> {
            download(channel, name, target, where);
            return name;
          });
    } catch (SftpException e) {
      throw notFoundOr(name, where, e);
    }
  }

  private void download(ChannelSftp channel, String name, Path target, String where)
      throws IOException, SftpException {
    String path = directory.path(channel, name);
    SftpATTRS attributes = channel.stat(path);
    if (!attributes.isReg()) {
      throw new TransportException(where + ": not a regular file", false, null);
    }
    try (var out = new TargetFile(target)) {
      try {
        channel.get(path, out);
      } catch (SftpException e) {
        out.throwIfFailed(); // then it was the caller's disk, not the server
        throw e;
      }
      if (out.writtenBytes() != attributes.getSize()) {
        throw SftpFailure.wrongSize(where, attributes.getSize(), out.writtenBytes());
      }
    }
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    String where = "cannot list " + shown;
    try {
      return channels.with(channel -> list(channel, where));
    } catch (SftpException e) {
      throw SftpFailure.of(e, where, connection);
    }
  }

  private List<RemoteFile> list(ChannelSftp channel, String where)
      throws IOException, SftpException {
    Optional<SftpATTRS> attributes = SftpDirectory.find(channel, directory.path(channel, "."));
    if (attributes.isEmpty()) {
      return List.of();
    }
    if (!attributes.get().isDir()) {
      throw new TransportException(where + ": not a directory", false, null);
    }
    var entries = new ArrayList<LsEntry>();
    channel.ls(directory.path(channel, "."), entry -> add(entries, entry));
    var files = new ArrayList<RemoteFile>();
    for (LsEntry entry : entries) {
      Optional<SftpATTRS> real =
          entry.getAttrs().isLink()
              ? SftpDirectory.find(channel, directory.path(channel, entry.getFilename()))
              : Optional.of(entry.getAttrs());
      real.filter(SftpATTRS::isReg)
          .ifPresent(attrs -> files.add(new RemoteFile(entry.getFilename(), attrs.getSize())));
    }
    return files;
  }

  private static int add(List<LsEntry> entries, LsEntry entry) {
    if (!PartialName.is(entry.getFilename())) {
      entries.add(entry);
    }
    return ChannelSftp.LsEntrySelector.CONTINUE;
  }

  @Override
  public void delete(String name) throws IOException {
    String where = "cannot delete '" + name + "' in " + shown;
    try {
      channels.with(
          channel -> {
            channel.rm(directory.path(channel, name));
            return name;
          });
    } catch (SftpException e) {
      throw notFoundOr(name, where, e);
    }
  }

  private TransportException notFoundOr(String name, String where, SftpException cause) {
    if (cause.id == ChannelSftp.SSH_FX_NO_SUCH_FILE && connection.isConnected()) {
      return new RemoteFileNotFoundException(
          name, "there is no file '" + name + "' in " + shown, cause);
    }
    return SftpFailure.of(cause, where, connection);
  }

  @Override
  public void close() {
    channels.close();
  }
}
