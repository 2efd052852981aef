package io.jdup;

import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Passes all calls on; a test changes those that it is about. Closing it closes nothing. */
public class ForwardingTransport implements Transport {
  private final Transport to;

  /** Passes them on to {@code to}. */
  public ForwardingTransport(Transport to) {
    this.to = to;
  }

  @Override
  public void put(String name, Path source) throws IOException {
    to.put(name, source);
  }

  @Override
  public void get(String name, Path target) throws IOException {
    to.get(name, target);
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    return to.list();
  }

  @Override
  public void delete(String name) throws IOException {
    to.delete(name);
  }

  @Override
  public void close() {}
}
