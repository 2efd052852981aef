package io.jdup.transport.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay to a local port that can stop carrying bytes without closing anything. */
final class FreezableLink implements AutoCloseable {
  private static final int SOCKET_BUFFER_BYTES = 16 * 1024; // so that little is on the way

  private final int targetPort;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private long pauseMillis;
  private long bytesUntilFrozen = Long.MAX_VALUE;

  FreezableLink(int targetPort) throws IOException {
    this.targetPort = targetPort;
    this.server = new ServerSocket();
    server.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized void freezeAfter(long bytes) {
    bytesUntilFrozen = bytes;
  }

  synchronized void thaw() {
    bytesUntilFrozen = Long.MAX_VALUE;
    notifyAll();
  }

  /** Lets each piece of up to {@code SOCKET_BUFFER_BYTES} wait so long from now on. */
  synchronized void slowDown(Duration pause) {
    pauseMillis = pause.toMillis();
  }

  // The pause is without the lock: one direction must not keep the other from passing anything.
  private void pass(int bytes) throws InterruptedException {
    Thread.sleep(pauseMillis());
    passWhenThawed(bytes);
  }

  private synchronized long pauseMillis() {
    return pauseMillis;
  }

  private synchronized void passWhenThawed(int bytes) throws InterruptedException {
    while (bytesUntilFrozen < bytes) {
      wait();
    }
    if (bytesUntilFrozen != Long.MAX_VALUE) {
      bytesUntilFrozen -= bytes;
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        var target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        sockets.add(client);
        sockets.add(target);
        daemon(() -> copy(client, target));
        daemon(() -> copy(target, client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[SOCKET_BUFFER_BYTES];
    try {
      for (int n = from.getInputStream().read(buffer);
          n > 0;
          n = from.getInputStream().read(buffer)) {
        pass(n);
        to.getOutputStream().write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException | InterruptedException e) {
      // one side is gone
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
