package io.jdup.internal.diff;

import io.jdup.internal.concurrent.Succession;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.rsync.DeltaWriter;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureReader;
import io.jdup.rsync.SignatureWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular file once and stores both its content, or its delta, and its new signature. Large
 * ones are signed in the background meanwhile.
 *
 * <p>It is read up to the length that it had when it was opened. Beyond that only what is there
 * though the file system tells of no change, as with files that are said to be empty and are not:
 * one that grows as fast as it is read comes to an end.
 *
 * <p>Not thread-safe; its buffers serve all files.
 */
final class FileRecorder {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final long WORTH_A_THREAD_BYTES = 4 * BUFFER_BYTES;

  /**
   * How a recording ended.
   *
   * @param rawBytes bytes of content or delta that were stored
   * @param problem why what was stored may not be the file as it is now, or null when it is
   */
  record Recorded(long rawBytes, @Nullable String problem) {}

  private final DifftarWriter difftar;
  private final SigtarWriter sigtar;
  private final int maxBlockLength;
  private final Succession<byte[]> signing;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private @Nullable SignatureWriter signer; // serves all files too
  private int first; // bytes in the buffer, below 0 if the file is empty
  private long left; // bytes up to the length that the file had; below 0 behind that

  FileRecorder(DifftarWriter difftar, SigtarWriter sigtar, int maxBlockLength, TaskScope workers) {
    this.difftar = difftar;
    this.sigtar = sigtar;
    this.maxBlockLength = maxBlockLength;
    this.signing = new Succession<>(workers);
  }

  /**
   * Reads what comes first from {@code channel}, to be stored by what is called next for the file.
   * Throws if not even that can be read: then nothing is stored, and the file keeps its old state.
   */
  void begin(SourceEntry source, FileChannel channel) throws IOException {
    left = source.entry().sizeBytes();
    first = read(source.entry(), channel);
  }

  /**
   * Stores the whole file, read from {@code channel}. With {@code last}, that is so in any case;
   * else nothing is stored, and nothing returned, if it is a small file that changed meanwhile.
   */
  @Nullable Recorded snapshot(SourceEntry source, FileChannel channel, boolean last)
      throws IOException {
    var body = new CountedOutput(difftar.snapshot(source.entry()));
    return record(source, channel, last, body, body::write, () -> {});
  }

  /**
   * Stores the difference to the file whose signature is {@code known}; or nothing, see {@link
   * #snapshot}.
   */
  @Nullable Recorded diff(SourceEntry source, FileChannel channel, InputStream known)
      throws IOException {
    var signature = new SignatureReader(known);
    var body = new CountedOutput(difftar.diff(source.entry()));
    var delta = new DeltaWriter(signature, body);
    return record(source, channel, false, body, delta::update, delta::finish);
  }

  private @Nullable Recorded record(
      SourceEntry source,
      FileChannel channel,
      boolean last,
      CountedOutput body,
      Bytes content,
      Ending ending)
      throws IOException {
    TreeEntry entry = source.entry();
    var format = SignatureFormat.duplicity(entry.sizeBytes(), maxBlockLength);
    SigtarWriter.Signature spool = sigtar.signature(entry);
    SignatureWriter signature = sign(format, spool);
    boolean large = entry.sizeBytes() >= WORTH_A_THREAD_BYTES;
    String problem = null;
    int next = first;
    while (next >= 0 && !(left < 0 && source.hasChangedSince())) {
      int count = next;
      if (large) {
        byte[] full = buffer;
        byte[] spare =
            signing.begin(
                () -> {
                  signature.update(full, 0, count);
                  return full;
                });
        content.accept(full, 0, count);
        buffer = spare == null ? new byte[BUFFER_BYTES] : spare;
      } else {
        content.accept(buffer, 0, count);
        signature.update(buffer, 0, count);
      }
      try {
        next = read(entry, channel);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        problem = "reading failed, only its beginning is stored: " + e.getMessage();
        break;
      }
    }
    signing.settle();
    if (problem == null && source.hasChangedSince()) {
      if (!last && entry.sizeBytes() < DifftarWriter.PIECE_BYTES && difftar.takeBack()) {
        spool.takeBack();
        return null;
      }
      problem = "it changed while it was read; it is read again by the next backup";
    }
    ending.finish();
    body.close();
    signature.finish();
    if (problem != null) {
      spool.recordAs(readAgainNextTime(entry));
    }
    spool.close();
    return new Recorded(body.count, problem);
  }

  private int read(TreeEntry entry, FileChannel channel) throws IOException {
    int most = left > 0 ? (int) Math.min(left, buffer.length) : buffer.length;
    try {
      int count = channel.read(ByteBuffer.wrap(buffer, 0, most));
      left -= Math.max(0, count);
      return count;
    } catch (ClosedByInterruptException e) {
      throw interrupted(entry, e); // the end of the run, not of the file
    }
  }

  private SignatureWriter sign(SignatureFormat format, OutputStream out) throws IOException {
    SignatureWriter used = signer;
    if (used == null) {
      used = new SignatureWriter(format, out);
      signer = used;
    } else {
      used.restart(format, out);
    }
    return used;
  }

  private static InterruptedIOException interrupted(TreeEntry entry, IOException cause) {
    var interrupted =
        new InterruptedIOException("interrupted while reading '" + entry.path() + "'");
    interrupted.initCause(cause);
    return interrupted;
  }

  // What was stored is not what the metadata promise. A recorded time that the file does not have
  // makes the next backup look at the content again.
  private static TreeEntry readAgainNextTime(TreeEntry entry) {
    return entry.withMtimeSeconds(entry.mtimeSeconds() > 0 ? 0 : 1);
  }

  private interface Bytes {
    void accept(byte[] bytes, int offset, int length) throws IOException;
  }

  private interface Ending {
    void finish() throws IOException;
  }

  private static final class CountedOutput extends OutputStream {
    private final OutputStream out;
    long count;

    CountedOutput(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
