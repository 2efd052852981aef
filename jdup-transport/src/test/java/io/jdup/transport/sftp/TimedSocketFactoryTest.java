package io.jdup.transport.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimedSocketFactoryTest {
  private final TimedSocketFactory factory =
      new TimedSocketFactory(Duration.ofSeconds(5), Duration.ofMillis(100));
  private ServerSocket server;
  private Socket socket;
  private Socket peer;

  @BeforeEach
  void connect() throws Exception {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket = factory.createSocket("localhost", server.getLocalPort());
    peer = server.accept();
  }

  @AfterEach
  void close() throws Exception {
    socket.close();
    peer.close();
    server.close();
  }

  @Test
  void carriesBytesBothWays() throws Exception {
    try (OutputStream out = factory.getOutputStream(socket);
        InputStream in = factory.getInputStream(socket)) {
      out.write(new byte[] {1, 2, (byte) 200});
      assertArrayEquals(new byte[] {1, 2, (byte) 200}, peer.getInputStream().readNBytes(3));
      peer.getOutputStream().write(new byte[] {(byte) 255, 7});
      assertEquals(255, in.read());
      assertEquals(7, in.read());
      peer.close();
      assertEquals(-1, in.read());
    }
  }

  @Test
  void writingToAPeerThatNeverReadsTimesOut() throws Exception {
    byte[] much = new byte[1 << 20];
    OutputStream out = factory.getOutputStream(socket);
    var failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                assertThrows(
                    SocketTimeoutException.class,
                    () -> {
                      while (true) {
                        out.write(much);
                      }
                    }));
    assertTrue(failure.getMessage().contains("0.1 s"), failure.getMessage());
    assertFalse(socket.getChannel().isOpen());
  }

  @Test
  void readingTimesOutAsTheSocketSays() throws Exception {
    socket.setSoTimeout(50);
    try (InputStream in = factory.getInputStream(socket)) {
      assertThrows(SocketTimeoutException.class, in::read);
      peer.getOutputStream().write(9);
      assertEquals(9, in.read());
    }
  }

  @Test
  void closingEndsAWaitingReader() throws Exception {
    InputStream in = factory.getInputStream(socket);
    var closer =
        new Thread(
            () -> {
              try {
                Thread.sleep(50);
                in.close();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    closer.start();
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThrows(IOException.class, in::read));
    closer.join();
  }
}
