package io.jdup.transport.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Writes to a non-blocking channel; gives up and closes it when it takes nothing for too long. */
final class TimedOutput extends OutputStream {
  private final SocketChannel channel;
  private final Selector writable;
  private final Duration timeout;

  TimedOutput(SocketChannel channel, Duration timeout) throws IOException {
    this.channel = channel;
    this.timeout = timeout;
    this.writable = Selector.open();
    channel.register(writable, SelectionKey.OP_WRITE);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
    while (from.hasRemaining()) {
      if (channel.write(from) == 0) {
        await();
      }
    }
  }

  private void await() throws IOException {
    try {
      writable.selectedKeys().clear();
      if (writable.select(timeout.toMillis()) == 0 && channel.isOpen()) {
        close(); // a part of a packet may be out: nobody can go on here
        throw new SocketTimeoutException(
            "the network took no data for " + timeout.toMillis() / 1000.0 + " s");
      }
    } catch (ClosedSelectorException e) {
      throw new SocketException("socket closed while writing");
    }
  }

  @Override
  public void close() throws IOException {
    writable.close();
    channel.close();
  }
}
