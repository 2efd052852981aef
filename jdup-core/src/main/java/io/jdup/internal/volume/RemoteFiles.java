package io.jdup.internal.volume;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileNaming;
import io.jdup.report.JdupListener;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The remote directory of a backup, seen through its naming. Not thread-safe. */
public final class RemoteFiles {
  private final Transport transport;
  private final FileNaming naming;
  private final JdupListener listener;

  public RemoteFiles(Transport transport, FileNaming naming, JdupListener listener) {
    this.transport = transport;
    this.naming = naming;
    this.listener = listener;
  }

  /** Returns the names of all files there, foreign ones too; see {@link Transport#names}. */
  public List<String> names() throws IOException {
    return transport.names();
  }

  /** Returns all files there, foreign ones too. */
  public List<RemoteFile> files() throws IOException {
    return transport.list();
  }

  /** Stores {@code file} under {@code name} and returns when that was confirmed. */
  public void put(BackupFileName name, Path file) throws IOException {
    String text = naming.format(name);
    transport.put(text, file);
    listener.volumeStored(text, Files.size(file));
  }

  /** Fetches {@code name} into {@code file}. */
  public void get(String name, Path file) throws IOException {
    transport.get(name, file);
  }

  /** Deletes {@code name}; that there is no such file any more is no error. */
  public void delete(String name) throws IOException {
    try {
      transport.delete(name);
    } catch (RemoteFileNotFoundException e) {
      return; // an answer may have been lost, and the call was made again
    }
    listener.fileDeleted(name);
  }
}
