package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.util.Collection;
import java.util.List;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.sftp.SftpFileSystem;
import org.apache.commons.vfs2.provider.sftp.SftpFileSystemConfigBuilder;

/** A file system of VFS whose root is an {@link SftpDirectory}. Its files borrow channels. */
final class HardenedSftpFileSystem extends SftpFileSystem {
  private final SftpChannels channels;
  private final SftpDirectory directory;

  private HardenedSftpFileSystem(
      GenericFileName root,
      Session neverConnected,
      FileSystemOptions options,
      SftpChannels channels,
      SftpDirectory directory) {
    super(root, neverConnected, options);
    this.channels = channels;
    this.directory = directory;
  }

  /** Makes a file system; connects nothing yet. */
  static HardenedSftpFileSystem of(
      GenericFileName root, FileSystemOptions given, SftpChannels channels, SftpDirectory directory)
      throws FileSystemException {
    var options = (FileSystemOptions) given.clone();
    // else the constructor runs "id -u" on the server
    SftpFileSystemConfigBuilder.getInstance().setDisableDetectExecChannel(options, true);
    try {
      // the base class wants a session of its own; it never gets to use it
      Session unused = new JSch().getSession("nobody", "localhost");
      return new HardenedSftpFileSystem(root, unused, options, channels, directory);
    } catch (JSchException e) {
      throw new AssertionError("JSch takes any name for a session that is not connected", e);
    }
  }

  SftpChannels channels() {
    return channels;
  }

  SftpDirectory directory() {
    return directory;
  }

  @Override
  protected FileObject createFile(AbstractFileName name) throws FileSystemException {
    return new HardenedSftpFileObject(name, this);
  }

  /** Adds what the files really can; the base class claims more. */
  @Override
  protected void addCapabilities(Collection<Capability> capabilities) {
    capabilities.addAll(
        List.of(
            Capability.CREATE,
            Capability.DELETE,
            Capability.RENAME,
            Capability.GET_TYPE,
            Capability.LIST_CHILDREN,
            Capability.READ_CONTENT,
            Capability.URI,
            Capability.WRITE_CONTENT,
            Capability.GET_LAST_MODIFIED));
  }

  /** Refuses: the base class would log in by itself, unhardened. */
  @Override
  protected ChannelSftp getChannel() {
    throw unhardened();
  }

  /** Refuses, as above; the base class would run {@code id -u}. */
  @Override
  public int getUId() {
    throw unhardened();
  }

  /** Refuses, as above; the base class would run {@code id -G}. */
  @Override
  public int[] getGroupsIds() {
    throw unhardened();
  }

  private static AssertionError unhardened() {
    return new AssertionError("a way to the server that is VFS's own, not jdup's");
  }

  @Override
  protected void doCloseCommunicationLink() {
    channels.close();
  }
}
