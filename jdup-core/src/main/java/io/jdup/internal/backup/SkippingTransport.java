package io.jdup.internal.backup;

import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pretends to store one file, as a place might that loses what it is given. For tests of users. */
final class SkippingTransport implements Transport {
  private final Transport to;
  private final String skipped;

  /** Passes all calls on to {@code to}, which stays open, but for storing {@code skipped}. */
  SkippingTransport(Transport to, String skipped) {
    this.to = to;
    this.skipped = skipped;
  }

  @Override
  public void put(String name, Path source) throws IOException {
    if (!name.equals(skipped)) {
      to.put(name, source);
    }
  }

  @Override
  public void putAway(String name, Path source) throws IOException {
    if (name.equals(skipped)) {
      Files.delete(source);
    } else {
      to.putAway(name, source);
    }
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
  public List<String> names() throws IOException {
    return to.names();
  }

  @Override
  public void delete(String name) throws IOException {
    to.delete(name);
  }

  @Override
  public void close() {}
}
