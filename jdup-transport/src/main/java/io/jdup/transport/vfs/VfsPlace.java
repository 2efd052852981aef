package io.jdup.transport.vfs;

import java.io.IOException;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.FileProvider;

/** A directory as {@link VfsTransport} needs to know it: how VFS gets there and how it fails. */
public interface VfsPlace {
  /** Returns the scheme under which VFS is to know {@link #provider}. */
  String scheme();

  /** Returns a new provider, which the transport closes. */
  FileProvider provider();

  /** Returns what VFS needs for a login; may ask for a password. */
  FileSystemOptions settings() throws IOException;

  /** Returns the directory in VFS's words, without user and password. */
  String address();

  /** Returns whether moving a file over another replaces that at once. */
  boolean movesOverFiles();

  /**
   * Returns the exception to throw for {@code cause}; its message starts with {@code what}. {@code
   * bytesToStore} is how much room was needed, 0 when none was.
   */
  IOException failure(String what, long bytesToStore, FileSystemException cause);
}
