package io.jdup.transport.sftp;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Plain sockets first, for comparison. */
final class TimedSocketFactory implements SocketFactory {
  private final Duration connectTimeout;
  private final Duration writeTimeout;

  TimedSocketFactory(Duration connectTimeout, Duration writeTimeout) {
    this.connectTimeout = connectTimeout;
    this.writeTimeout = writeTimeout;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    IOException last = null;
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Socket s = new Socket();
      try {
        s.connect(new InetSocketAddress(address, port), (int) connectTimeout.toMillis());
        return s;
      } catch (IOException e) {
        s.close();
        last = e;
      }
    }
    if (last == null) {
      throw new IOException("no address " + writeTimeout);
    }
    throw last;
  }

  @Override
  public InputStream getInputStream(Socket socket) throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream getOutputStream(Socket socket) throws IOException {
    return socket.getOutputStream();
  }
}
