package io.jdup.transport.vfs;

import io.jdup.transport.PartialName;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.impl.NoOpLog;
import org.apache.commons.vfs2.CacheStrategy;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.cache.NullFilesCache;
import org.apache.commons.vfs2.impl.DefaultFileReplicator;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.apache.commons.vfs2.provider.UriParser;

/** Files in a directory that Commons VFS reaches. Thread-safe: calls take turns. */
public final class VfsTransport implements Transport {
  private static final char[] RESERVED = {'#', '?', ' ', '\\', ':', '!', '[', ']'};

  private final DefaultFileSystemManager manager;
  private final VfsDirectory directory;
  private final VfsPlace place;
  private final TargetUrl url;

  /** Resolves the directory anew for each call, so that nothing remembered is stale. */
  private interface VfsDirectory {
    FileObject resolve() throws FileSystemException;
  }

  private VfsTransport(
      DefaultFileSystemManager manager, VfsDirectory directory, VfsPlace place, TargetUrl url) {
    this.manager = manager;
    this.directory = directory;
    this.place = place;
    this.url = url;
  }

  /** Opens the directory that {@code place} names; {@code url} is for messages. */
  public static VfsTransport open(TargetUrl url, VfsPlace place) throws IOException {
    var manager = new DefaultFileSystemManager();
    try {
      manager.setLogger(new NoOpLog());
      manager.setFilesCache(new NullFilesCache());
      manager.setCacheStrategy(CacheStrategy.ON_RESOLVE);
      var replicator = new DefaultFileReplicator();
      manager.setReplicator(replicator);
      manager.setTemporaryFileStore(replicator);
      manager.addProvider(place.scheme(), place.provider());
      manager.init();
    } catch (FileSystemException e) {
      manager.close();
      throw place.failure("cannot open " + url, 0, e);
    }
    var settings = place.settings();
    return new VfsTransport(
        manager, () -> manager.resolveFile(place.address(), settings), place, url);
  }

  /** Something to do with the remote directory. */
  private interface Action<T> {
    T run(FileObject directory) throws IOException;
  }

  private <T> T run(String what, Action<T> action) throws IOException {
    return run(what, 0, action);
  }

  private synchronized <T> T run(String what, long bytesToStore, Action<T> action)
      throws IOException {
    try (FileObject at = directory.resolve()) {
      return action.run(at);
    } catch (FileSystemException e) {
      throw place.failure(what, bytesToStore, e);
    }
  }

  private static FileObject child(FileObject directory, String name) throws FileSystemException {
    return directory.resolveFile("./" + UriParser.encode(name, RESERVED));
  }

  @Override
  public void put(String name, Path source) throws IOException {
    long sizeBytes = Files.size(source);
    String what = "cannot store '" + name + "' in " + url;
    run(
        what,
        sizeBytes,
        at -> {
          at.createFolder();
          try (FileObject partial = child(at, PartialName.fresh());
              FileObject target = child(at, name)) {
            store(source, sizeBytes, partial, target, what);
          }
          return name;
        });
  }

  private void store(
      Path source, long sizeBytes, FileObject partial, FileObject target, String what)
      throws IOException {
    try {
      try (InputStream in = Files.newInputStream(source);
          OutputStream out = partial.getContent().getOutputStream()) {
        in.transferTo(out);
      }
      partial.refresh();
      long stored = partial.getContent().getSize();
      if (stored != sizeBytes) {
        throw new TransportException(
            what + ": " + stored + " bytes arrived instead of " + sizeBytes, true, null);
      }
      if (target.isFolder()) { // else VFS would delete it and all in it
        throw new TransportException(what + ": there is a directory of that name", false, null);
      }
      if (!place.movesOverFiles() && target.exists()) {
        target.delete(); // few providers replace; for a moment there is no file
      }
      target.refresh();
      partial.moveTo(target);
    } catch (IOException e) {
      deleteQuietly(partial);
      throw e;
    }
  }

  private static void deleteQuietly(FileObject partial) {
    try {
      partial.delete();
    } catch (FileSystemException ignored) {
      // the failure of put is what the caller hears of; list() knows such names
    }
  }

  @Override
  public void get(String name, Path target) throws IOException {
    run(
        "cannot fetch '" + name + "' from " + url,
        at -> {
          try (FileObject file = existing(at, name);
              InputStream in = file.getContent().getInputStream()) {
            long wanted = file.getContent().getSize();
            long got;
            try (OutputStream out = Files.newOutputStream(target)) {
              got = in.transferTo(out);
            }
            if (got != wanted) {
              throw new TransportException(
                  "'" + name + "': " + got + " bytes came instead of " + wanted, true, null);
            }
          }
          return name;
        });
  }

  private FileObject existing(FileObject at, String name) throws IOException {
    FileObject file = child(at, name);
    if (!file.exists()) {
      file.close();
      throw new RemoteFileNotFoundException(
          name, "there is no file '" + name + "' in " + url, null);
    }
    if (!file.isFile()) {
      file.close();
      throw new TransportException("'" + name + "' in " + url + " is not a file", false, null);
    }
    return file;
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    return run("cannot list " + url, this::files);
  }

  private List<RemoteFile> files(FileObject at) throws IOException {
    if (!at.exists()) {
      return List.of();
    }
    var files = new ArrayList<RemoteFile>();
    for (FileObject child : at.getChildren()) {
      String name = UriParser.decode(child.getName().getBaseName());
      if (child.getType() == FileType.FILE && !PartialName.is(name)) {
        files.add(new RemoteFile(name, child.getContent().getSize()));
      }
      child.close();
    }
    return files;
  }

  @Override
  public void delete(String name) throws IOException {
    run(
        "cannot delete '" + name + "' in " + url,
        at -> {
          try (FileObject file = existing(at, name)) {
            return file.delete();
          }
        });
  }

  @Override
  public synchronized void close() {
    manager.close();
  }
}
