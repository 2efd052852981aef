package io.jdup.transport.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Reads from a non-blocking channel, waiting as long as the socket's own timeout says. */
final class TimedInput extends InputStream {
  private final SocketChannel channel;
  private final Selector readable;

  TimedInput(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.readable = Selector.open();
    channel.register(readable, SelectionKey.OP_READ);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
    int n = channel.read(into);
    while (n == 0) {
      await();
      n = channel.read(into);
    }
    return n;
  }

  private void await() throws IOException {
    try {
      readable.selectedKeys().clear();
      int timeoutMillis = channel.socket().getSoTimeout(); // 0 means no limit, for both
      if (readable.select(timeoutMillis) == 0 && channel.isOpen()) {
        throw new SocketTimeoutException("nothing to read for " + timeoutMillis + " ms");
      }
    } catch (ClosedSelectorException e) {
      throw new SocketException("socket closed while reading");
    }
  }

  @Override
  public void close() throws IOException {
    readable.close();
    channel.close();
  }
}
