package io.jdup.transport.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdup.transport.AuthenticationException;
import io.jdup.transport.CredentialSource;
import io.jdup.transport.SshOptions;
import io.jdup.transport.SshdFixture;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.Transports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and permissions, which take an account of their own that only root can make. */
class SshAccountIT {
  private static final String USER = "jdup" + UUID.randomUUID().toString().substring(0, 8);
  private static final String PASSWORD = "p@ss/wörd:x";
  private static final String TYPED = USER + ":p%40ss%2Fw%C3%B6rd%3Ax";

  @TempDir static Path place;
  private static SshdFixture sshd;
  private static boolean made;

  @BeforeAll
  static void makeAccount() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can make accounts");
    Path home = Files.createDirectories(place.resolve("home"));
    SshdFixture.run("useradd", "-M", "-d", home.toString(), "-s", "/bin/sh", USER);
    made = true;
    Path entry = Files.writeString(place.resolve("entry"), USER + ":" + PASSWORD + "\n");
    SshdFixture.run("sh", "-c", "chpasswd < " + entry);
    sshd =
        SshdFixture.start(
            place.resolve("sshd"), "PasswordAuthentication yes", "UsePAM no", "MaxAuthTries 3");
    for (Path open : List.of(place, sshd.loginDirectory().getParent(), sshd.loginDirectory())) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  @AfterAll
  static void removeAccount() throws Exception {
    if (sshd != null) {
      sshd.close();
    }
    if (made) {
      SshdFixture.run("userdel", "-f", USER);
    }
  }

  private static TargetUrl url(SshdFixture server, String scheme, String login, String path) {
    return TargetUrl.parse(scheme + "://" + login + "@127.0.0.1:" + server.port() + "/" + path);
  }

  /** Returns options without the key that may log in. */
  private static TransportOptions withoutKey(SshdFixture server) {
    return server
        .options()
        .sshOptions(SshOptions.parse("-oUserKnownHostsFile=" + server.knownHosts()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sftp", "vfs+sftp"})
  void aPasswordInTheUrlLogsIn(String scheme) throws Exception {
    try (Transport transport =
        Transports.open(url(sshd, scheme, TYPED, "none"), withoutKey(sshd))) {
      assertEquals(List.of(), transport.list());
    }
  }

  @Test
  void aPasswordFromElsewhereLogsIn() throws Exception {
    TransportOptions options =
        withoutKey(sshd).credentials(CredentialSource.always(PASSWORD.toCharArray()));
    try (Transport transport = Transports.open(url(sshd, "scp", USER, "none"), options)) {
      assertEquals(List.of(), transport.list());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sftp", "vfs+sftp"})
  void aWrongPasswordIsRefusedOnceAndNotShown(String scheme) throws Exception {
    try (Transport transport =
        Transports.open(url(sshd, scheme, USER + ":zzyzx", "none"), withoutKey(sshd))) {
      var refusal = assertThrows(AuthenticationException.class, transport::list);
      assertTrue(refusal.getMessage().contains("a password"), refusal.getMessage());
      assertFalse(refusal.toString().contains("zzyzx"), refusal.toString());
    }
  }

  @Test
  void aMissingPasswordIsSaidSo() throws Exception {
    try (Transport transport = Transports.open(url(sshd, "sftp", USER, "none"), withoutKey(sshd))) {
      var refusal = assertThrows(AuthenticationException.class, transport::list);
      assertTrue(refusal.getMessage().contains("no password (none was given)"));
    }
  }

  @Test
  void aDialogueThatAsksForThePasswordIsAnswered() throws Exception {
    Path own = place.resolve("dialogue");
    try (var server =
        SshdFixture.start(
            own, "UsePAM yes", "KbdInteractiveAuthentication yes", "PasswordAuthentication no")) {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
      try (Transport transport =
          Transports.open(url(server, "sftp", TYPED, "none"), withoutKey(server))) {
        assertEquals(List.of(), transport.list());
      }
      assertTrue(server.log().contains("keyboard-interactive"), server.log());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sftp", "scp", "vfs+sftp"})
  void deniedPermissionIsNotTakenForMissing(String scheme) throws Exception {
    Path closed = Files.createDirectories(sshd.loginDirectory().resolve("closed/sub"));
    Files.writeString(closed.resolve("a"), "x");
    Files.setPosixFilePermissions(closed.getParent(), PosixFilePermissions.fromString("rwx------"));
    Path source = Files.writeString(place.resolve("source"), "x");
    try (Transport transport =
        Transports.open(url(sshd, scheme, TYPED, "closed/sub"), withoutKey(sshd))) {
      assertDenied(assertThrows(TransportException.class, transport::list));
      assertDenied(
          assertThrows(TransportException.class, () -> transport.get("a", place.resolve("b"))));
      assertDenied(assertThrows(TransportException.class, () -> transport.put("a", source)));
      assertDenied(assertThrows(TransportException.class, () -> transport.delete("a")));
    }
  }

  private static void assertDenied(TransportException failure) {
    assertEquals(Kind.PERMISSION_DENIED, failure.kind(), failure.getMessage());
    assertFalse(failure.isRetryable());
    assertFalse(failure.getMessage().contains("p@ss"), failure.getMessage());
  }
}
