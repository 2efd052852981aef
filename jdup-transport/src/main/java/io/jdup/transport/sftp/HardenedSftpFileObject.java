package io.jdup.transport.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.NameScope;
import org.apache.commons.vfs2.RandomAccessContent;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.UriParser;
import org.apache.commons.vfs2.provider.sftp.SftpFileObject;
import org.apache.commons.vfs2.util.FileObjectUtils;
import org.apache.commons.vfs2.util.RandomAccessMode;
import org.jspecify.annotations.Nullable;

/**
 * A file in a {@link HardenedSftpFileSystem}; none of the base class's ways to the server is left.
 */
final class HardenedSftpFileObject extends SftpFileObject {
  private static final char[] RESERVED = {'#', '?', ' ', '\\', ':', '!', '[', ']'};
  private static final long MILLIS = 1000; // in a second

  private final HardenedSftpFileSystem system;
  private final String name; // below the directory; "." for itself
  private @Nullable SftpATTRS known;

  HardenedSftpFileObject(AbstractFileName vfsName, HardenedSftpFileSystem system)
      throws FileSystemException {
    super(vfsName, system);
    this.system = system;
    this.name = nameOf(vfsName);
  }

  private static String nameOf(FileName vfsName) throws FileSystemException {
    String path = UriParser.decode(vfsName.getPath());
    return path.equals(FileName.ROOT_PATH) ? "." : path.substring(1);
  }

  private <T> T with(SftpChannels.Use<T> use) throws IOException, SftpException {
    return system.channels().with(use);
  }

  private String path(ChannelSftp channel) throws SftpException {
    return system.directory().path(channel, name);
  }

  private synchronized Optional<SftpATTRS> attributes() throws IOException, SftpException {
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SftpATTRS> found = with(channel -> SftpDirectory.find(channel, path(channel)));
    found.ifPresent(this::know);
    return found;
  }

  private synchronized void know(SftpATTRS attributes) {
    known = attributes;
  }

  private SftpATTRS existing() throws IOException, SftpException {
    return attributes()
        .orElseThrow(
            () -> new SftpException(ChannelSftp.SSH_FX_NO_SUCH_FILE, "no such file: " + name));
  }

  @Override
  protected synchronized void doDetach() {
    known = null;
  }

  @Override
  protected void onChange() {
    doDetach();
  }

  /** Says imaginary only of what the server says is not there. */
  @Override
  protected synchronized FileType doGetType() throws IOException, SftpException {
    return attributes().map(HardenedSftpFileObject::type).orElse(FileType.IMAGINARY);
  }

  private static FileType type(SftpATTRS attributes) {
    if (attributes.isReg()) {
      return FileType.FILE;
    }
    // VFS has no word for pipes and devices; this one is there, and no regular file
    return attributes.isDir() ? FileType.FOLDER : FileType.FILE_OR_FOLDER;
  }

  @Override
  protected synchronized long doGetContentSize() throws IOException, SftpException {
    return existing().getSize();
  }

  @Override
  protected synchronized long doGetLastModifiedTime() throws IOException, SftpException {
    return existing().getMTime() * MILLIS;
  }

  @Override
  protected FileObject[] doListChildrenResolved() throws IOException, SftpException {
    if (doGetType() != FileType.FOLDER) {
      throw new FileSystemException("vfs.provider/list-children-not-folder.error", getName());
    }
    var entries = new ArrayList<LsEntry>();
    with(
        channel -> {
          channel.ls(system.directory().path(channel, name + "/."), entry -> add(entries, entry));
          return name;
        });
    List<FileObject> children = new ArrayList<>();
    for (LsEntry entry : entries) {
      children.add(child(entry));
    }
    return children.toArray(FileObject[]::new);
  }

  private static int add(List<LsEntry> entries, LsEntry entry) {
    if (!entry.getFilename().equals(".") && !entry.getFilename().equals("..")) {
      entries.add(entry);
    }
    return ChannelSftp.LsEntrySelector.CONTINUE;
  }

  /** Returns a child that needs not be asked for again, unless it is a link. */
  private FileObject child(LsEntry entry) throws FileSystemException {
    String encoded = UriParser.encode(entry.getFilename(), RESERVED);
    FileName childName =
        system.getFileSystemManager().resolveName(getName(), "./" + encoded, NameScope.CHILD);
    FileObject child = system.resolveFile(childName);
    if (!entry.getAttrs().isLink()
        && FileObjectUtils.getAbstractFileObject(child) instanceof HardenedSftpFileObject ours) {
      ours.know(entry.getAttrs());
    }
    return child;
  }

  @Override
  protected void doCreateFolder() throws IOException, SftpException {
    with(
        channel -> {
          system.directory().create(channel, name);
          return name;
        });
  }

  @Override
  protected void doDelete() throws IOException, SftpException {
    boolean folder = existing().isDir();
    with(
        channel -> {
          if (folder) {
            channel.rmdir(path(channel));
          } else {
            channel.rm(path(channel));
          }
          return name;
        });
  }

  /** Renames at once; the base class deletes the target first. */
  @Override
  public void moveTo(FileObject target) throws FileSystemException {
    if (!canRenameTo(target)) {
      super.moveTo(target); // to another file system, by copying
      return;
    }
    try {
      doRename(target);
    } catch (IOException | SftpException e) {
      throw new FileSystemException("vfs.provider/rename.error", e, getName(), target.getName());
    }
    target.refresh();
    refresh();
  }

  @Override
  protected void doRename(FileObject target) throws IOException, SftpException {
    String targetName = nameOf(target.getName());
    with(
        channel -> {
          system.directory().rename(channel, name, targetName);
          return name;
        });
  }

  @Override
  protected InputStream doGetInputStream(int bufferSize) throws IOException, SftpException {
    return LentInput.open(system.channels(), this::path);
  }

  @Override
  protected OutputStream doGetOutputStream(boolean append) throws IOException, SftpException {
    int mode = append ? ChannelSftp.APPEND : ChannelSftp.OVERWRITE;
    return LentOutput.open(system.channels(), this::path, mode);
  }

  @Override
  protected RandomAccessContent doGetRandomAccessContent(RandomAccessMode mode)
      throws FileSystemException {
    throw new FileSystemException("vfs.provider/random-access-not-supported.error");
  }

  /** Says yes: only the server can tell, when asked to do it. */
  @Override
  protected boolean doIsReadable() {
    return true;
  }

  /** Says yes, as above. */
  @Override
  protected boolean doIsWriteable() {
    return true;
  }

  @Override
  protected boolean doIsExecutable() {
    return false;
  }

  @Override
  protected boolean doSetExecutable(boolean executable, boolean ownerOnly) {
    return false;
  }

  @Override
  protected boolean doSetReadable(boolean readable, boolean ownerOnly) {
    return false;
  }

  @Override
  protected boolean doSetWritable(boolean writable, boolean ownerOnly) {
    return false;
  }

  @Override
  protected boolean doSetLastModifiedTime(long millis) {
    return false;
  }
}
