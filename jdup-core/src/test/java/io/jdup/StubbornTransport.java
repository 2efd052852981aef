package io.jdup;

import io.jdup.transport.RemoteFile;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Does not delete some files. */
record StubbornTransport(
    Transport to, Predicate<String> keeps, TransportException.Kind kind, List<String> asked)
    implements Transport {
  StubbornTransport(Transport to, Predicate<String> keeps, TransportException.Kind kind) {
    this(to, keeps, kind, new ArrayList<>());
  }

  @Override
  public void delete(String name) throws IOException {
    asked.add(name);
    if (keeps.test(name)) {
      throw new TransportException(kind, "cannot be deleted on purpose", null);
    }
    to.delete(name);
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    return to.list();
  }

  @Override
  public void put(String name, Path source) {
    throw new AssertionError("a removal stores nothing");
  }

  @Override
  public void get(String name, Path file) {
    throw new AssertionError("a removal fetches nothing");
  }

  @Override
  public void close() {}
}
