package io.jdup.transport.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jcraft.jsch.JSch;
import io.jdup.transport.AuthenticationException;
import io.jdup.transport.SshOptions;
import io.jdup.transport.SshdFixture;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportContract;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.Transports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against a real sshd, in directories with signs that shells and JSch expand; and what
 * VFS's stock sftp provider was seen to do wrong, which no transport of ours may. Denied permission
 * is in {@link SshAccountIT}, odd names are in {@link TransportContract}.
 */
abstract class SshTransportContract extends TransportContract {
  private static final int FROZEN_AFTER_BYTES = 5_000_000;
  private static final int SLOW_BYTES = 600_000;
  private static final long LARGE_BYTES = 20_000_000; // more than buffers and windows hold

  @TempDir static Path place;
  private static SshdFixture sshd;
  private static int directories;

  @TempDir Path own;

  abstract String scheme();

  @BeforeAll
  static void startServer() throws Exception {
    sshd = SshdFixture.start(place);
  }

  @AfterAll
  static void stopServer() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @Override
  protected Transport open() throws IOException {
    directories++;
    return openAgain();
  }

  @Override
  protected Transport openAgain() throws IOException {
    return open("deep/odd%3F%2A%5C dir " + directories, sshd.options());
  }

  private Transport open(String path, TransportOptions options) throws IOException {
    return Transports.open(TargetUrl.parse(sshd.url(scheme(), path)), options);
  }

  @Test
  void anUnknownHostIsRefused() throws Exception {
    var options =
        sshd.options()
            .sshOptions(
                SshOptions.parse("-i" + sshd.key() + " -oUserKnownHostsFile=" + own.resolve("no")));
    try (Transport transport = open("x", options)) {
      var refusal = assertThrows(AuthenticationException.class, transport::list);
      assertTrue(refusal.getMessage().contains("is not known"), refusal.getMessage());
    }
  }

  @Test
  void aReplacedFileIsNeverMissing() throws Exception {
    Path source = Files.writeString(own.resolve("source"), "x");
    Path stored = sshd.loginDirectory().resolve("replaced/a");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Transport transport = open("replaced", sshd.options())) {
      transport.put("a", source);
      Future<?> puts =
          thread.submit(
              () -> {
                for (int i = 0; i < 10; i++) {
                  transport.put("a", source);
                }
                return null;
              });
      while (!puts.isDone()) {
        assertTrue(Files.exists(stored));
      }
      puts.get();
    } finally {
      thread.shutdownNow();
      Files.delete(stored);
    }
  }

  @Test
  void pathsMayBeAbsoluteAndGoUp() throws Exception {
    Path source = Files.writeString(own.resolve("source"), "x");
    Path there = Files.createDirectories(own.resolve("there/sub"));
    try (Transport transport = open(there + "/../new", sshd.options())) {
      transport.put("a", source);
    }
    assertEquals("x", Files.readString(own.resolve("there/new/a")));
  }

  @Test
  void aDirectoryIsNotReplacedByAFile() throws Exception {
    Path source = Files.writeString(own.resolve("source"), "x");
    Path inside = Files.createDirectories(own.resolve("taken/a")).resolve("inside");
    Files.writeString(inside, "precious");
    try (Transport transport = open("" + own.resolve("taken"), sshd.options())) {
      assertThrows(TransportException.class, () -> transport.put("a", source));
      assertThrows(TransportException.class, () -> transport.get("a", own.resolve("b")));
      assertEquals(0, transport.list().size());
    }
    assertEquals("precious", Files.readString(inside));
  }

  @Test
  void linksToFilesAreFilesAndPipesAreNot() throws Exception {
    Path there = Files.createDirectories(own.resolve("kinds"));
    Files.writeString(there.resolve("a"), "content");
    Files.createSymbolicLink(there.resolve("link"), Path.of("a"));
    Files.createSymbolicLink(there.resolve("dangling"), Path.of("nowhere"));
    SshdFixture.run("mkfifo", there.resolve("pipe").toString());
    try (Transport transport = open("" + there, sshd.options())) {
      var sizes = transport.list().stream().map(file -> file.name() + file.sizeBytes()).sorted();
      assertEquals("[a7, link7]", sizes.toList().toString());
    }
  }

  @Test
  void aFrozenLinkFailsWithinTheTimeout() throws Exception {
    Path large = own.resolve("large");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(LARGE_BYTES); // sparse
    }
    try (var link = new FreezableLink(sshd.port())) {
      try (Transport putting = over(link);
          Transport getting = over(link)) {
        putting.put("a", large);
        link.freezeAfter(FROZEN_AFTER_BYTES);
        assertFailsSoon(() -> putting.put("b", large));
        link.thaw();
        assertEquals(1, getting.list().size());
        link.freezeAfter(FROZEN_AFTER_BYTES);
        assertFailsSoon(() -> getting.get("a", own.resolve("back")));
      }
    }
  }

  /** Returns a transport that gives up when nothing comes for a second. */
  private Transport over(FreezableLink link) throws IOException {
    String known = sshd.knownHostsLine().replace(":" + sshd.port(), ":" + link.port());
    Path knownHosts = Files.writeString(own.resolve("known_hosts"), known);
    var url = sshd.url(scheme(), "frozen").replace(":" + sshd.port(), ":" + link.port());
    var options =
        sshd.options()
            .timeout(Duration.ofSeconds(1))
            .sshOptions(
                SshOptions.parse("-i" + sshd.key() + " -oUserKnownHostsFile=" + knownHosts));
    return Transports.open(TargetUrl.parse(url), options);
  }

  // Each file takes some four times as long as the line may be silent.
  @Test
  void aLinkThatIsOnlySlowWorks() throws Exception {
    byte[] content = new byte[SLOW_BYTES];
    new Random(1).nextBytes(content);
    Path file = Files.write(own.resolve("file"), content);
    try (var link = new FreezableLink(sshd.port());
        Transport transport = over(link)) {
      transport.list();
      link.slowDown(Duration.ofMillis(100));
      long start = System.nanoTime();
      transport.put("a", file);
      Path back = own.resolve("back");
      transport.get("a", back);
      assertArrayEquals(content, Files.readAllBytes(back));
      assertTrue(System.nanoTime() - start > 4_000_000_000L, "the line was not slow");
    }
  }

  private static void assertFailsSoon(Executable call) {
    var failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(12), () -> assertThrows(TransportException.class, call));
    assertEquals(Kind.NO_CONNECTION, failure.kind(), failure.getMessage());
    assertTrue(failure.isRetryable());
  }

  @Test
  void theLibraryIsSilentAndLeavesTheJvmAlone() throws Exception {
    var before = JSch.getConfig("StrictHostKeyChecking");
    var out = System.out;
    var err = System.err;
    var captured = new ByteArrayOutputStream();
    var capturing = new PrintStream(captured, true, UTF_8);
    System.setOut(capturing);
    System.setErr(capturing);
    try {
      storesAndReturnsAFile();
      anUnknownHostIsRefused();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", captured.toString(UTF_8));
    assertEquals(before, JSch.getConfig("StrictHostKeyChecking"));
  }
}
