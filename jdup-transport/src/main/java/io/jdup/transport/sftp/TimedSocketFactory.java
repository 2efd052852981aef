package io.jdup.transport.sftp;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Makes sockets on which writing times out too.
 *
 * <p>A plain socket blocks in write when the link is frozen and its buffer full. JSch holds a lock
 * meanwhile that its own keepalive needs, so it would hang until TCP gives up, a quarter of an hour
 * later.
 */
final class TimedSocketFactory implements SocketFactory {
  private final Duration connectTimeout;
  private final Duration writeTimeout;

  TimedSocketFactory(Duration connectTimeout, Duration writeTimeout) {
    this.connectTimeout = connectTimeout;
    this.writeTimeout = writeTimeout;
  }

  /** Connects to the first of the host's addresses that answers. */
  @Override
  public Socket createSocket(String host, int port) throws IOException {
    IOException last = new UnknownHostException(host);
    for (InetAddress address : InetAddress.getAllByName(host)) {
      try {
        return connect(new InetSocketAddress(address, port)).socket();
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private SocketChannel connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, Math.toIntExact(connectTimeout.toMillis()));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public InputStream getInputStream(Socket socket) throws IOException {
    return new TimedInput(socket.getChannel());
  }

  @Override
  public OutputStream getOutputStream(Socket socket) throws IOException {
    return new TimedOutput(socket.getChannel(), writeTimeout);
  }
}
