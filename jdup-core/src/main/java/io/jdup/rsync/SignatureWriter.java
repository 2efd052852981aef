package io.jdup.rsync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Computes the signature of a file from its bytes, pushed in any portions, and writes it as it
 * goes.
 *
 * <p>Whole blocks are signed many at a time, straight from the caller's array when it holds enough
 * of them. At most about a megabyte is kept, whatever the block length. One writer can serve many
 * files, one after the other. Not thread-safe.
 *
 * <p>Source: format section 5.1; {@code rdiff signature} 2.3.2 writes the same bytes.
 */
public final class SignatureWriter {
  private static final int HEADER_LENGTH = 12;
  private static final int MAX_BATCH = Md4Lanes.MAX_LANES; // blocks
  private static final int MAX_BATCH_BYTES = 1 << 20;
  private static final int WORTH_SIGNING_AT_ONCE = 32; // blocks; fewer wait for company

  private SignatureFormat format;
  private OutputStream out;
  private RollingSum rolling;
  private BlockDigest digest;
  private int batch; // blocks; 0 when one is too long to be kept
  private byte[] pending = new byte[0]; // grows up to a batch
  private int pendingLength;
  private byte[] entries = new byte[0];

  // Of the block under way, when batch is 0, or of the short last one.
  private int weak;
  private int blockBytes;

  /** Writes the header of {@code format} to {@code out}, which stays the caller's to close. */
  public SignatureWriter(SignatureFormat format, OutputStream out) throws IOException {
    this.format = format;
    this.out = out;
    rolling = format.weak().newRolling();
    digest = format.strong().newDigest();
    start();
  }

  /**
   * Starts the signature of another file, as a new writer would, but keeps this one's memory: for
   * small files that is a part of the work. What is left of the file before is dropped.
   */
  public void restart(SignatureFormat format, OutputStream out) throws IOException {
    SignatureFormat before = this.format;
    this.format = format;
    this.out = out;
    if (format.weak() != before.weak()) {
      rolling = format.weak().newRolling();
    }
    if (format.strong() != before.strong()) {
      digest = format.strong().newDigest();
    }
    start();
  }

  private void start() throws IOException {
    batch = Math.min(MAX_BATCH, MAX_BATCH_BYTES / format.blockLength());
    pendingLength = 0;
    startBlock();
    out.write(
        ByteBuffer.allocate(HEADER_LENGTH)
            .putInt(format.magic())
            .putInt(format.blockLength())
            .putInt(format.strongLength())
            .array());
  }

  /** Takes the next bytes of the file. The array is the caller's again afterwards. */
  public void update(byte[] data, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, data.length);
    if (batch == 0) {
      stream(data, offset, length);
      return;
    }
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int blocks = (end - from) / format.blockLength();
      if (pendingLength == 0 && blocks >= Math.min(batch, WORTH_SIGNING_AT_ONCE)) {
        int now = Math.min(blocks, batch);
        sign(data, from, now);
        from += now * format.blockLength();
      } else {
        from += keep(data, from, end - from);
      }
    }
  }

  /** Signs what is left and flushes the stream, without closing it. Call it once a file. */
  public void finish() throws IOException {
    if (batch > 0) {
      int blocks = pendingLength / format.blockLength();
      sign(pending, 0, blocks);
      int signed = blocks * format.blockLength();
      startBlock(); // the digest signed others meanwhile
      stream(pending, signed, pendingLength - signed);
    }
    finishStreamedBlock();
    out.flush();
  }

  /** Keeps a part of {@code data} until there is a batch; returns how much it took. */
  private int keep(byte[] data, int offset, int length) throws IOException {
    int capacity = batch * format.blockLength();
    int taken = Math.min(length, capacity - pendingLength);
    if (pending.length < pendingLength + taken) {
      int doubled = Math.max(2 * pending.length, pendingLength + taken);
      pending = Arrays.copyOf(pending, Math.min(doubled, capacity));
    }
    System.arraycopy(data, offset, pending, pendingLength, taken);
    pendingLength += taken;
    if (pendingLength == capacity) {
      sign(pending, 0, batch);
      pendingLength = 0;
    }
    return taken;
  }

  private void sign(byte[] data, int offset, int blocks) throws IOException {
    int stride = format.entryLength();
    int length = format.blockLength();
    reserve(blocks * stride);
    for (int i = 0; i < blocks; i++) {
      putWeak(i * stride, rolling.of(data, offset + i * length, length));
    }
    digest.digestBlocks(
        data, offset, length, blocks, entries, Integer.BYTES, stride, format.strongLength());
    out.write(entries, 0, blocks * stride);
  }

  /** Signs blocks without keeping their bytes. */
  private void stream(byte[] data, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int taken = Math.min(end - from, format.blockLength() - blockBytes);
      weak = rolling.append(weak, data, from, taken);
      digest.update(data, from, taken);
      blockBytes += taken;
      from += taken;
      if (blockBytes == format.blockLength()) {
        finishStreamedBlock();
      }
    }
  }

  private void finishStreamedBlock() throws IOException {
    if (blockBytes > 0) {
      reserve(format.entryLength());
      putWeak(0, weak);
      digest.finish(entries, Integer.BYTES, format.strongLength());
      out.write(entries, 0, format.entryLength());
      startBlock();
    }
  }

  private void startBlock() {
    weak = rolling.empty();
    digest.reset();
    blockBytes = 0;
  }

  private void reserve(int length) {
    if (entries.length < length) {
      entries = new byte[length];
    }
  }

  private void putWeak(int at, int value) {
    entries[at] = (byte) (value >>> 24);
    entries[at + 1] = (byte) (value >>> 16);
    entries[at + 2] = (byte) (value >>> 8);
    entries[at + 3] = (byte) value;
  }
}
