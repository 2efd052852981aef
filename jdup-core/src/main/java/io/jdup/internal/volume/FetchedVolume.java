package io.jdup.internal.volume;

import io.jdup.transport.Transport;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes of one file of the target: the file itself where it can be read in place, else a copy
 * that is gone when this is closed. It is open all the time, so what was hashed is what is read,
 * even if another file takes its name. Belongs to one thread at a time.
 */
final class FetchedVolume implements Closeable {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path file;
  private final FileChannel channel;

  private FetchedVolume(Path file, OpenOption... options) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, options);
  }

  /**
   * Fetches {@code name} from {@code transport}, if need be into a new file in {@code directory}.
   */
  static FetchedVolume of(Transport transport, String name, Path directory) throws IOException {
    Optional<Path> there = transport.inPlace(name);
    if (there.isPresent()) {
      return new FetchedVolume(there.get(), StandardOpenOption.READ);
    }
    return copied(transport, name, directory);
  }

  /** Fetches {@code name} into a new file in {@code directory}, which nobody else changes. */
  static FetchedVolume copied(Transport transport, String name, Path directory) throws IOException {
    return copied(
        transport, name, directory, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Does the same, but {@link #file} stays when this is closed. */
  static FetchedVolume kept(Transport transport, String name, Path directory) throws IOException {
    return copied(transport, name, directory, StandardOpenOption.READ);
  }

  private static FetchedVolume copied(
      Transport transport, String name, Path directory, OpenOption... options) throws IOException {
    Path copy = Files.createTempFile(directory, "fetched-", "");
    try {
      transport.get(name, copy);
      return new FetchedVolume(copy, options);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  Path file() {
    return file;
  }

  long sizeBytes() throws IOException {
    return channel.size();
  }

  /** Returns the lower-case hex digest of all bytes. */
  String hashHex(String algorithm) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("VolumeHash names only digests that every platform has", e);
    }
    var buffer = ByteBuffer.allocate(BUFFER_BYTES);
    channel.position(0);
    while (channel.read(buffer.clear()) >= 0) {
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns all bytes, from the first; closing the stream closes this. */
  InputStream stream() throws IOException {
    channel.position(0);
    return Channels.newInputStream(channel);
  }

  /** Returns all bytes, from the first; closing the stream leaves this open. */
  InputStream streamLeftOpen() throws IOException {
    return new FilterInputStream(stream()) {
      @Override
      public void close() {
        // there is more to be read
      }
    };
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
