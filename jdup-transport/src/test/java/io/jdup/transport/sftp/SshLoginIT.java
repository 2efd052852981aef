package io.jdup.transport.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.transport.AuthenticationException;
import io.jdup.transport.CredentialSource;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.SshOptions;
import io.jdup.transport.SshdFixture;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, agent and host keys against a real sshd, which takes no password. */
class SshLoginIT {
  @TempDir static Path place;
  private static SshdFixture sshd;

  @TempDir Path own;

  @BeforeAll
  static void startServer() throws Exception {
    sshd = SshdFixture.start(place);
    Files.writeString(sshd.loginDirectory().resolve("there"), "x");
  }

  @AfterAll
  static void stopServer() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private static void assertLogsIn(TransportOptions options) throws IOException {
    try (Transport transport = open(options)) {
      assertEquals(List.of(new RemoteFile("there", 1)), transport.list());
    }
  }

  private static Transport open(TransportOptions options) throws IOException {
    return Transports.open(TargetUrl.parse(sshd.url("sftp", "")), options);
  }

  private static String refusal(TransportOptions options) throws IOException {
    try (Transport transport = open(options)) {
      var refusal = assertThrows(AuthenticationException.class, transport::list);
      assertEquals(TransportException.Kind.AUTHENTICATION, refusal.kind());
      assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
      return refusal.getMessage();
    }
  }

  private static TransportOptions with(String sshOptions) {
    return sshd.options().sshOptions(SshOptions.parse(sshOptions));
  }

  private TransportOptions withKey(Path key) {
    return with("-oIdentityFile=" + key + " -oUserKnownHostsFile=" + sshd.knownHosts());
  }

  private Path newKey(String passphrase, String... type) throws Exception {
    Path key = own.resolve("key");
    var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", passphrase));
    command.addAll(List.of("-f", key.toString(), "-t"));
    command.addAll(List.of(type));
    SshdFixture.run(command.toArray(String[]::new));
    return key;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ed25519",
        "ecdsa",
        "rsa -b 2048",
        "rsa -b 2048 -m PEM",
        "ecdsa -m PEM",
        "rsa -b 2048 -m PKCS8"
      })
  void everyTypeOfKeyLogsIn(String type) throws Exception {
    Path key = newKey("", type.split(" ", -1));
    sshd.authorize(own.resolve("key.pub"));

    assertLogsIn(withKey(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ed25519", "ecdsa", "rsa -b 2048", "rsa -b 2048 -m PEM", "rsa -b 2048 -m PKCS8"})
  void keysMayHaveAPassphrase(String type) throws Exception {
    // JSch takes no other passphrases than ASCII for PKCS8
    String passphrase = type.endsWith("PKCS8") ? "open sesame" : "open säsame";
    Path key = newKey(passphrase, type.split(" ", -1));
    sshd.authorize(own.resolve("key.pub"));

    assertLogsIn(withKey(key).credentials(CredentialSource.always(passphrase.toCharArray())));
  }

  @Test
  void aWrongOrMissingPassphraseIsSaidSo() throws Exception {
    Path key = newKey("sesame", "ed25519");
    sshd.authorize(own.resolve("key.pub"));

    String wrong =
        refusal(withKey(key).credentials(CredentialSource.always("zzyzx".toCharArray())));
    String missing = refusal(withKey(key));

    assertTrue(wrong.contains("the passphrase given for " + key + " is wrong"), wrong);
    assertFalse(wrong.contains("zzyzx"), wrong);
    assertTrue(missing.contains(key + " needs a passphrase"), missing);
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    String message = refusal(withKey(newKey("", "ed25519")));

    assertTrue(message.contains("refuses the login"), message);
    assertTrue(message.contains("authorized_keys"), message);
    assertTrue(message.contains("1 key"), message);
  }

  @Test
  void aMissingKeyFileIsSaidSo() throws Exception {
    String message = refusal(withKey(own.resolve("nokey")));

    assertTrue(message.contains("cannot read " + own.resolve("nokey")), message);
  }

  @Test
  void theAgentsKeysLogIn() throws Exception {
    Path key = newKey("", "rsa", "-b", "2048");
    sshd.authorize(own.resolve("key.pub"));
    Path socket = own.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (!Files.exists(socket)) {
        Thread.sleep(5);
      }
      SshdFixture.run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key.toString());
      Files.delete(key);
      assertLogsIn(with("-oUserKnownHostsFile=" + sshd.knownHosts()).agentSocket(socket));
    } finally {
      agent.destroy();
    }
  }

  @Test
  void theConfigurationInTheHomeDirectoryCounts() throws Exception {
    Path ssh = Files.createDirectories(own.resolve(".ssh"));
    Files.copy(sshd.key(), ssh.resolve("id_ed25519"));
    Files.copy(sshd.knownHosts(), ssh.resolve("known_hosts"));
    Files.writeString(
        ssh.resolve("config"),
        "Host n?s !nos\n  HostName 127.0.0.1\n  Port "
            + sshd.port()
            + "\n  User "
            + System.getProperty("user.name")
            + "\nHost nas\n  User other\n");
    TransportOptions options = sshd.options().sshOptions(SshOptions.NONE).homeDirectory(own);
    try (Transport transport = Transports.open(TargetUrl.parse("sftp://nas/"), options)) {
      assertEquals(1, transport.list().size());
    }
  }

  @Test
  void anUnknownHostIsRefusedWithTheLineToAdd() throws Exception {
    Path file = own.resolve("my known hosts");
    TransportOptions options =
        with("-i " + sshd.key() + " '-oUserKnownHostsFile=\"" + file + "\"'");

    String message = refusal(options);

    String line = sshd.knownHostsLine();
    assertTrue(message.contains("is not known"), message);
    assertTrue(message.contains("SHA256:"), message);
    assertTrue(message.endsWith("add this line to " + file + ": " + line), message);
    Files.writeString(file, line);
    assertLogsIn(options);
  }

  @Test
  void aChangedHostKeyIsRefused() throws Exception {
    newKey("", "ed25519");
    Path file = own.resolve("known_hosts");
    String otherKey = Files.readString(own.resolve("key.pub"));
    Files.writeString(file, "# comment\n[127.0.0.1]:" + sshd.port() + " " + otherKey);
    for (String strictness : List.of("yes", "accept-new")) {
      String message =
          refusal(
              with(
                  "-i"
                      + sshd.key()
                      + " -oUserKnownHostsFile="
                      + file
                      + " -oStrictHostKeyChecking="
                      + strictness));
      assertTrue(message.contains("HAS CHANGED: line 2 of " + file), message);
    }
  }

  @Test
  void acceptNewRemembersAKeyAndNoTrustsAny() throws Exception {
    Path file = own.resolve("new/known_hosts");
    String common = "-i" + sshd.key() + " -oUserKnownHostsFile=" + file;
    assertLogsIn(with(common + " -oStrictHostKeyChecking=no"));
    assertFalse(Files.exists(file));
    assertLogsIn(with(common + " -oStrictHostKeyChecking=accept-new"));
    assertEquals(sshd.knownHostsLine() + "\n", Files.readString(file));
    assertLogsIn(with(common));
  }

  @Test
  void hashedHostNamesAreUnderstood() throws Exception {
    Path file = Files.copy(sshd.knownHosts(), own.resolve("known_hosts"));
    SshdFixture.run("ssh-keygen", "-H", "-f", file.toString());
    assertTrue(Files.readString(file).startsWith("|1|"));

    assertLogsIn(with("-i" + sshd.key() + " -oUserKnownHostsFile=" + file));
  }

  @Test
  void goesThroughAnotherHost() throws Exception {
    String me = System.getProperty("user.name") + "@127.0.0.1:" + sshd.port();

    assertLogsIn(with(sshd.sshOptions() + " -oProxyJump=" + me + "," + me));
  }

  @Test
  void aHostOnTheWayIsCheckedToo() throws Exception {
    String me = System.getProperty("user.name") + "@localhost:" + sshd.port();

    String message = refusal(with(sshd.sshOptions() + " -J " + me));

    assertTrue(message.contains("localhost:" + sshd.port() + " is not known"), message);
  }
}
