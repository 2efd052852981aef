package io.jdup.internal.backup;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.volume.ParallelDeflate;
import io.jdup.internal.volume.ReadBack;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes the signatures of a new set twice: gzipped for the archive dir, and as the target is to
 * have them. Where both are the same bytes, it writes them once.
 */
final class SignatureFiles extends OutputStream {
  private final Path local;
  private final Path remote;
  private final ReadBack localFile;
  private final ReadBack remoteFile; // the same where both are the same bytes
  private final OutputStream localOut;
  private final OutputStream remoteOut;
  private final OutputStream part;

  /** Passes all on to {@code part} as well, which stays open. */
  SignatureFiles(
      VolumeEncoding encoding, ParallelDeflate deflate, WorkDirectory work, OutputStream part)
      throws IOException {
    this.part = part;
    boolean same = encoding instanceof VolumeEncoding.Gzip;
    local = work.resolve("signatures-local");
    remote = same ? local : work.resolve("signatures-remote");
    VolumeEncoding gzip = same ? encoding : VolumeEncoding.Gzip.FAST;
    localFile = ReadBack.into(local, gzip, deflate);
    remoteFile = same ? localFile : ReadBack.into(remote, encoding, deflate);
    localOut = localFile.out();
    remoteOut = same ? OutputStream.nullOutputStream() : remoteFile.out();
  }

  /** Returns the gzipped file, once this is finished. */
  Path local() {
    return local;
  }

  /** Returns the file for the target, once this is finished. */
  Path remote() {
    return remote;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    localOut.write(bytes, offset, length);
    remoteOut.write(bytes, offset, length);
    part.write(bytes, offset, length);
  }

  /** Reads both files back, once this is finished; {@code name} is what they are for people. */
  void requireReadable(String name) throws IOException {
    try (var beside = new TaskScope(1, 0)) {
      if (localFile != remoteFile) {
        beside.fork(() -> localFile.requireSame(name));
      }
      remoteFile.requireSame(name);
      beside.join();
    }
  }

  /** Completes both files. */
  void finish() throws IOException {
    try (localOut) {
      remoteOut.close();
    }
  }

  @Override
  public void close() throws IOException {
    finish();
  }
}
