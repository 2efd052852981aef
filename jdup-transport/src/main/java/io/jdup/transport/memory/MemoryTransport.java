package io.jdup.transport.memory;

import io.jdup.transport.RemoteFile;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps files in memory, with every promise of {@link Transport}. Thread-safe.
 *
 * <p>Several may share the same files, as several connections to one server would: see {@link
 * #another}.
 */
public final class MemoryTransport implements Transport {
  private final Map<String, byte[]> files;
  private volatile boolean closed;

  /** Starts empty. */
  public MemoryTransport() {
    this(new TreeMap<>());
  }

  private MemoryTransport(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Returns an open transport to the same files; works on a closed one too. */
  public MemoryTransport another() {
    return new MemoryTransport(files);
  }

  @Override
  public void put(String name, Path source) throws IOException {
    require(name);
    byte[] content = Files.readAllBytes(source);
    synchronized (files) {
      files.put(name, content);
    }
  }

  @Override
  public void get(String name, Path target) throws IOException {
    require(name);
    Files.write(target, content(name));
  }

  @Override
  public List<RemoteFile> list() {
    requireOpen();
    synchronized (files) {
      return files.entrySet().stream()
          .map(file -> new RemoteFile(file.getKey(), file.getValue().length))
          .toList();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    require(name);
    synchronized (files) {
      if (files.remove(name) == null) {
        throw notFound(name);
      }
    }
  }

  /** Returns a copy of what the file {@code name} holds; for tests. */
  public byte[] bytes(String name) throws IOException {
    return content(name).clone();
  }

  /** Stores a copy of {@code content} as {@code name}; for tests, as of damaged files. */
  public void store(String name, byte[] content) {
    RemoteFile.requireName(name);
    synchronized (files) {
      files.put(name, content.clone());
    }
  }

  private byte[] content(String name) throws IOException {
    synchronized (files) {
      byte[] content = files.get(name);
      if (content == null) {
        throw notFound(name);
      }
      return content;
    }
  }

  private static RemoteFileNotFoundException notFound(String name) {
    return new RemoteFileNotFoundException(name, "there is no file '" + name + "' in memory", null);
  }

  private void require(String name) {
    requireOpen();
    RemoteFile.requireName(name);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the transport was closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
