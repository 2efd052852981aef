package io.jdup.internal.volume;

import io.jdup.crypto.Decryptor;
import io.jdup.report.PackedWronglyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Packs a file and reads it back, to see that it says what was written. A fault of the memory, the
 * disk or a compressor shows before the file counts, not when it is needed.
 *
 * <p>What is encrypted is read back with the key of the message itself: that others can find that
 * key is not tried. Not thread-safe.
 */
public final class ReadBack {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final VolumeEncoding encoding;
  private final Path file;
  private final OutputStream encoded;
  private final CountedSum sum;

  private ReadBack(VolumeEncoding encoding, Path file, OutputStream encoded) {
    this.encoding = encoding;
    this.file = file;
    this.encoded = encoded;
    this.sum = new CountedSum(encoded);
  }

  /** Packs what is written to {@link #out} into {@code file} as {@code encoding} says. */
  public static ReadBack into(Path file, VolumeEncoding encoding, ParallelDeflate deflate)
      throws IOException {
    return into(file, encoding, encoding.encode(Files.newOutputStream(file), deflate));
  }

  /** Takes {@code encoded}, which {@code encoding} made, and which packs into {@code file}. */
  static ReadBack into(Path file, VolumeEncoding encoding, OutputStream encoded) {
    return new ReadBack(encoding, file, encoded);
  }

  /** Returns where the plain bytes go; closing it completes the file. */
  public OutputStream out() {
    return sum;
  }

  /**
   * Reads the file, which is complete, and compares it with what was written. Does nothing if it is
   * encrypted in a way that only the reader can decrypt.
   *
   * @param name what the file is for people
   * @throws PackedWronglyException if it cannot be read, or says something else
   */
  public void requireSame(String name) throws IOException {
    Optional<Decryptor> decryptor = Optional.empty();
    if (encoding instanceof VolumeEncoding.Encrypted encrypted) {
      decryptor = encrypted.encryptor().decryptorOf(encoded);
      if (decryptor.isEmpty()) {
        return;
      }
    }
    var found = new CRC32C();
    long length = 0;
    try (InputStream in =
        new VolumeDecoding(decryptor.orElse(null))
            .decode(name, encoding.fileEncoding(), Files.newInputStream(file))) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        found.update(buffer, 0, count);
        length += count;
      }
    } catch (IOException e) {
      throw wrong(name, "cannot be read back: " + e.getMessage(), e);
    }
    if (length != sum.length || found.getValue() != sum.getChecksum().getValue()) {
      throw wrong(name, "reads back as something else", null);
    }
  }

  private static PackedWronglyException wrong(
      String name, String how, @Nullable IOException cause) {
    return new PackedWronglyException(
        "'"
            + name
            + "' was packed and "
            + how
            + "; nothing of this backup counts yet. Run it again; if that happens again, check the"
            + " memory and the disk of this machine",
        cause);
  }

  private static final class CountedSum extends CheckedOutputStream {
    long length;

    CountedSum(OutputStream out) {
      super(out, new CRC32C());
    }

    @Override
    public void write(int b) throws IOException {
      super.write(b);
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      super.write(bytes, offset, count);
      length += count;
    }
  }
}
