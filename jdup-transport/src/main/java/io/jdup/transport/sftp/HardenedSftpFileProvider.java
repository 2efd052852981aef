package io.jdup.transport.sftp;

import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.HostFileNameParser;
import org.apache.commons.vfs2.provider.sftp.SftpFileProvider;

/**
 * VFS's sftp provider on jdup's own ssh connection, for one directory of one login: whatever host a
 * VFS name shows, {@code /} is that directory.
 *
 * <p>The stock provider trusts unknown hosts, takes a denied file for a missing one, deletes before
 * it renames, waits for ever, logs, runs commands, and reads names as patterns. See {@code
 * docs/adr/0009-sftp-over-jsch-and-vfs.md}.
 */
final class HardenedSftpFileProvider extends SftpFileProvider {
  private final SftpChannels channels;
  private final SftpDirectory directory;

  HardenedSftpFileProvider(SftpChannels channels, SftpDirectory directory) {
    this.channels = channels;
    this.directory = directory;
    setFileNameParser(new NameParser());
  }

  @Override
  protected FileSystem doCreateFileSystem(FileName root, FileSystemOptions options)
      throws FileSystemException {
    return HardenedSftpFileSystem.of((GenericFileName) root, options, channels, directory);
  }

  /** Leaves an encoded backslash encoded; decoded, VFS would take it for a slash. */
  private static final class NameParser extends HostFileNameParser {
    private static final int SSH_PORT = 22;

    NameParser() {
      super(SSH_PORT);
    }

    @Override
    public boolean encodeCharacter(char c) {
      return c == '\\' || super.encodeCharacter(c);
    }
  }
}
