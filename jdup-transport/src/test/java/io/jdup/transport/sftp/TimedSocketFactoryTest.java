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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
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

  // The limit is for the silence of the line, not for all waiting for it.
  @Test
  void writingToAPeerThatIsOnlySlowTakesItsTime() throws Exception {
    var patient = new TimedSocketFactory(Duration.ofSeconds(5), Duration.ofSeconds(1));
    byte[] much = new byte[800_000];
    try (var small = new ServerSocket()) {
      small.setReceiveBufferSize(16_384);
      small.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (Socket to = patient.createSocket("localhost", small.getLocalPort());
          Socket reader = small.accept()) {
        to.setSendBufferSize(16_384);
        var reading = new FutureTask<Integer>(() -> readSlowly(reader, much.length));
        new Thread(reading).start();
        long start = System.nanoTime();
        patient.getOutputStream(to).write(much);
        assertEquals(much.length, reading.get());
        assertTrue(System.nanoTime() - start > 2_000_000_000L, "the peer was not slow");
      }
    }
  }

  private static int readSlowly(Socket from, int bytes) throws Exception {
    int read = 0;
    while (read < bytes) {
      read += from.getInputStream().readNBytes(Math.min(16_000, bytes - read)).length;
      Thread.sleep(50);
    }
    return read;
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
