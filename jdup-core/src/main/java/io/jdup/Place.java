package io.jdup;

import io.jdup.internal.archive.ReadSettings;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a backup is read from: an address to be opened, or a transport that the caller opened. */
final class Place {
  /** What is done with an open transport. */
  interface Use<T> {
    T with(Transport transport, ReadSettings settings) throws IOException;
  }

  private final @Nullable URI address;
  private final @Nullable Transport opened;

  private Place(@Nullable URI address, @Nullable Transport opened) {
    this.address = address;
    this.opened = opened;
  }

  static Place at(URI address) {
    return new Place(address, null);
  }

  static Place behind(Transport opened) {
    return new Place(null, opened);
  }

  /** Does {@code use}; a transport that was opened for it is closed. */
  <T> T use(ReadSettings settings, Use<T> use) throws IOException {
    if (opened != null) {
      return use.with(opened, settings);
    }
    if (address == null) {
      throw new AssertionError("a place is an address or a transport");
    }
    ReadSettings known = settings;
    if (settings.archiveDir == null) {
      known = settings.copy();
      known.archiveDir =
          ArchiveDirs.standardParent().resolve(ArchiveDirs.nameFor(address.toString()));
    }
    try (Transport transport = Transports.open(address)) {
      return use.with(transport, known);
    }
  }
}
