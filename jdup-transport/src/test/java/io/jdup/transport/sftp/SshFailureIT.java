package io.jdup.transport.sftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.transport.RetryPolicy;
import io.jdup.transport.SshdFixture;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see when a server is away, goes away, or will not. */
class SshFailureIT {
  @TempDir Path place;

  private TransportOptions options() {
    return TransportOptions.in(place)
        .userName("me")
        .timeout(Duration.ofSeconds(1))
        .retryPolicy(RetryPolicy.of(0, Duration.ZERO));
  }

  private TransportException failure(String url) throws IOException {
    try (Transport transport = Transports.open(TargetUrl.parse(url), options())) {
      var failure = assertThrows(TransportException.class, transport::list);
      assertEquals(Kind.NO_CONNECTION, failure.kind());
      assertEquals(1, failure.getMessage().lines().count());
      assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
      return failure;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sftp", "scp", "vfs+sftp"})
  void aRefusedConnectionNamesHostAndPort(String scheme) throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var failure = failure(scheme + "://me:secret@127.0.0.1:" + port + "/x");

    assertTrue(failure.getMessage().contains("127.0.0.1:" + port + " refuses"));
    assertTrue(failure.getMessage().contains("firewall"), failure.getMessage());
    assertTrue(failure.isRetryable());
  }

  @Test
  void anUnknownHostNameIsNotRetried() throws Exception {
    var failure = failure("sftp://me:secret@no-such-host.invalid/x");

    assertTrue(failure.getMessage().contains("'no-such-host.invalid'"), failure.getMessage());
    assertFalse(failure.isRetryable());
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "sftp://me:secret@127.0.0.1:" + socket.getLocalPort() + "/x";
      var failure = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> failure(url));
      assertTrue(
          failure.getMessage().contains("did not answer within 1.0 s"), failure.getMessage());
    }
  }

  @Test
  void somethingElseThanSshIsSaidSo() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answering = new Thread(() -> answerHttp(socket));
      answering.start();
      failure("sftp://me:secret@127.0.0.1:" + socket.getLocalPort() + "/x");
      answering.join();
    }
  }

  private static void answerHttp(ServerSocket socket) {
    try (var client = socket.accept()) {
      client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sftp", "scp", "vfs+sftp"})
  void aBrokenConnectionIsMadeAnew(String scheme) throws Exception {
    try (var sshd = SshdFixture.start(place)) {
      var log = new ArrayList<String>();
      var policy =
          RetryPolicy.of(3, Duration.ZERO)
              .listener((retry, of, delay, why) -> log.add(why.getMessage()));
      Path source = Files.writeString(place.resolve("source"), "x");
      try (Transport transport =
          Transports.open(
              TargetUrl.parse(sshd.url(scheme, "sub")),
              sshd.options().timeout(Duration.ofSeconds(1)).retryPolicy(policy))) {
        transport.put("a", source);
        sshd.cutConnections();
        transport.put("b", source);
        assertEquals(2, transport.list().size());
      }
      assertTrue(log.stream().allMatch(why -> why.contains("127.0.0.1:" + sshd.port())), log + "");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sftp", "scp", "vfs+sftp"})
  void aConnectionCutInTheMiddleLeavesTheOldFile(String scheme) throws Exception {
    try (var sshd = SshdFixture.start(place)) {
      Path source = Files.writeString(place.resolve("source"), "old");
      Path large = largeFile();
      try (Transport transport =
          Transports.open(TargetUrl.parse(sshd.url(scheme, "sub")), sshd.options())) {
        transport.put("a", source);
        Thread cutter = new Thread(() -> cutWhenAPartIsThere(sshd));
        cutter.start();
        var failure = assertThrows(TransportException.class, () -> transport.put("a", large));
        cutter.join();

        assertEquals(Kind.NO_CONNECTION, failure.kind(), failure.getMessage());
        assertTrue(failure.isRetryable());
      }
      var patient = sshd.options().retryPolicy(RetryPolicy.of(50, Duration.ofMillis(100)));
      try (Transport transport =
          Transports.open(TargetUrl.parse(sshd.url(scheme, "sub")), patient)) {
        transport.get("a", place.resolve("back"));
        assertEquals("old", Files.readString(place.resolve("back")));
        assertEquals(1, transport.list().size());
      }
    }
  }

  private Path largeFile() throws IOException {
    Path large = place.resolve("large");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(200_000_000); // sparse
    }
    return large;
  }

  private static void cutWhenAPartIsThere(SshdFixture sshd) {
    try {
      while (true) {
        try (var files = Files.list(sshd.loginDirectory().resolve("sub"))) {
          if (files.anyMatch(file -> file.getFileName().toString().endsWith(".part"))) {
            sshd.cutConnections();
            return;
          }
        }
        Thread.sleep(1);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aServerForSftpOnlySaysToUseSftp() throws Exception {
    try (var sshd = SshdFixture.start(place, "ForceCommand internal-sftp");
        Transport scp = Transports.open(TargetUrl.parse(sshd.url("scp", "x")), sshd.options());
        Transport sftp = Transports.open(TargetUrl.parse(sshd.url("sftp", "x")), sshd.options())) {
      var failure = assertThrows(TransportException.class, scp::list);
      assertTrue(failure.getMessage().contains("use sftp://"), failure.getMessage());
      assertFalse(failure.isRetryable());
      assertEquals(List.of(), sftp.list());
    }
  }

  @Test
  void aServerWithoutSftpSaysToUseScp() throws Exception {
    try (var sshd =
            SshdFixture.start(place, "Subsystem other /bin/false", "ForceCommand /bin/false");
        Transport sftp = Transports.open(TargetUrl.parse(sshd.url("sftp", "x")), sshd.options())) {
      var failure = assertThrows(TransportException.class, sftp::list);
      assertTrue(failure.getMessage().contains("scp://"), failure.getMessage());
    }
  }
}
