package io.jdup.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code jdup rdiff}. A file gets its name on {@link #commit}; closed before, it
 * leaves nothing. Devices, pipes and the standard output are written to directly.
 */
final class RdiffOutput implements AutoCloseable {
  private final Counter stream;
  private final @Nullable FileChannel channel; // of the file to be renamed
  private final @Nullable Path partial;
  private final @Nullable Path target;
  private final boolean replace;
  private final boolean owned;

  private RdiffOutput(OutputStream out, boolean owned) {
    stream = new Counter(out);
    channel = null;
    partial = null;
    target = null;
    replace = false;
    this.owned = owned;
  }

  private RdiffOutput(FileChannel channel, Path partial, Path target, boolean replace) {
    stream = new Counter(Channels.newOutputStream(channel));
    this.channel = channel;
    this.partial = partial;
    this.target = target;
    this.replace = replace;
    owned = true;
  }

  /** Writes to {@code out}, which stays open. */
  static RdiffOutput to(OutputStream out) {
    return new RdiffOutput(out, false);
  }

  /** Writes the file {@code name}; refuses at once to replace one without {@code force}. */
  static RdiffOutput at(Path name, boolean force) throws IOException {
    if (Files.exists(name)) {
      if (!force) {
        throw new FileAlreadyExistsException(name.toString());
      }
      if (!Files.isRegularFile(name)) {
        return new RdiffOutput(Files.newOutputStream(name, StandardOpenOption.WRITE), true);
      }
    }
    Path target = Files.exists(name) ? name.toRealPath() : name; // a link stays a link
    Path partial = target.resolveSibling(".jdup-rdiff-" + UUID.randomUUID() + ".part");
    var channel =
        FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    return new RdiffOutput(channel, partial, target, force);
  }

  OutputStream stream() {
    return stream;
  }

  /** Returns how many bytes were written. */
  long count() {
    return stream.count;
  }

  /** Puts the complete file in place. */
  void commit() throws IOException {
    stream.flush();
    if (channel != null && partial != null && target != null) {
      channel.force(true); // the bytes must be on disk before the name is
      channel.close();
      if (replace) {
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(partial, target);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      stream.close();
    }
    if (partial != null) {
      Files.deleteIfExists(partial); // nothing left to delete once it has moved
    }
  }

  /** Counts and passes on. */
  private static final class Counter extends FilterOutputStream {
    private long count;

    Counter(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      count += length;
    }
  }
}
