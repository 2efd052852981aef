package io.jdup.transport.vfs;

import io.jdup.transport.TargetUrl;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportOptions;
import java.io.IOException;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.FileProvider;

/** A place that a provider of VFS's own reaches, trusted with no more than VFS promises. */
record SchemePlace(VfsScheme known, TargetUrl url, TransportOptions options) implements VfsPlace {
  @Override
  public String scheme() {
    return known.scheme();
  }

  @Override
  public FileProvider provider() {
    try {
      return Class.forName(known.provider())
          .asSubclass(FileProvider.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(known.provider() + " was available a moment ago", e);
    }
  }

  @Override
  public FileSystemOptions settings() throws IOException {
    return VfsSettings.of(known, url, options);
  }

  @Override
  public String address() {
    return VfsSettings.address(url);
  }

  @Override
  public boolean movesOverFiles() {
    return false;
  }

  @Override
  public TransportException failure(String what, long bytesToStore, FileSystemException cause) {
    return VfsFailure.of(what, url, cause);
  }
}
