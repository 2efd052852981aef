package io.jdup.transport.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.transport.InvalidTargetUrlException;
import io.jdup.transport.SshOptions;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.TransportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshSettingsReaderTest {
  @TempDir Path home;
  private Path ssh;

  @BeforeEach
  void makeHome() throws Exception {
    ssh = Files.createDirectories(home.resolve(".ssh"));
  }

  private SshSettings read(String url, String sshOptions) throws Exception {
    TransportOptions options =
        TransportOptions.in(home)
            .homeDirectory(home)
            .userName("me")
            .sshOptions(SshOptions.parse(sshOptions));
    return new SshSettingsReader(options).read(TargetUrl.parse(url));
  }

  private void config(String text) throws Exception {
    Files.writeString(ssh.resolve("config"), text);
  }

  @Test
  void urlBeatsOptionsBeatConfigurationBeatsDefaults() throws Exception {
    assertEquals("me@h:22", shown(read("sftp://h/", "")));
    config("Host h\nUser conf\nPort 3\nHostName real\n");
    assertEquals("conf@real:3", shown(read("sftp://h/", "")));
    assertEquals("opt@other:4", shown(read("sftp://h/", "-l opt -p 4 -oHostName=other")));
    assertEquals("url@real:5", shown(read("sftp://url@h:5/", "-l opt -p 4")));
    assertEquals("me@h:22", shown(read("sftp://h/", "-F none")));
  }

  private static String shown(SshSettings settings) {
    return settings.user() + "@" + settings.address();
  }

  @Test
  void theNameInKnownHostsFollowsPortAndAlias() throws Exception {
    assertEquals("h", read("sftp://h/", "").hostKeyName());
    assertEquals("[h]:99", read("sftp://h:99/", "").hostKeyName());
    assertEquals("alias", read("sftp://h:99/", "-oHostKeyAlias=alias").hostKeyName());
  }

  @Test
  void findsKeysAndKnownHosts() throws Exception {
    Files.writeString(ssh.resolve("id_rsa"), "");
    var plain = read("sftp://h/", "");
    assertEquals(List.of(ssh.resolve("id_rsa")), plain.defaultIdentityFiles());
    assertEquals(ssh.resolve("known_hosts"), plain.knownHostsFiles().get(0));

    var named = read("sftp://h/", "-i ~/k -oUserKnownHostsFile='a \"b c\"' -i %d/%h-%r");
    assertEquals(List.of(home.resolve("k"), home.resolve("h-me")), named.identityFiles());
    assertEquals(List.of(), named.defaultIdentityFiles());
    assertEquals(
        List.of(home.resolve("a"), home.resolve("b c")), named.knownHostsFiles().subList(0, 2));
  }

  @Test
  void jumpsAreReadFromTheLastToTheFirst() throws Exception {
    config("Host gate\nHostName gate.example\nUser porter\n");
    SshSettings last = read("sftp://h/", "-J first:7,you@gate").jump();
    assertNotNull(last);
    assertEquals("you@gate.example:22", shown(last));
    SshSettings first = last.jump();
    assertNotNull(first);
    assertEquals("me@first:7", shown(first));
    assertNull(first.jump());
    assertNull(read("sftp://h/", "-J none").jump());
  }

  @Test
  void aJumpHostForAllHostsIsNotReachedThroughItself() throws Exception {
    config("Host *\nProxyJump gate\n");
    SshSettings gate = read("sftp://h/", "").jump();
    assertNotNull(gate);
    assertNull(gate.jump());
  }

  @Test
  void jumpsInACircleAreRefused() throws Exception {
    config("Host a\nProxyJump b\nHost b\nProxyJump a\n");

    assertThrows(IllegalArgumentException.class, () -> read("sftp://a/", ""));
  }

  @Test
  void timesComeFromTheOptionsToo() throws Exception {
    assertEquals(Duration.ofSeconds(10), read("sftp://h/", "").aliveInterval());
    assertEquals(Duration.ofSeconds(7), read("sftp://h/", "-oConnectTimeout=7").connectTimeout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-oPort=x", "-oStrictHostKeyChecking=maybe", "-oConnectTimeout=-1"})
  void nonsenseIsRefused(String options) {
    assertThrows(IllegalArgumentException.class, () -> read("sftp://h/", options));
  }

  @Test
  void whatIsNotHonouredIsRemembered() throws Exception {
    config("Include x\nHost h\nProxyCommand nc\n");

    assertEquals(List.of("Include", "ProxyCommand"), read("sftp://h/", "").ignored());
    assertEquals(List.of("Include"), read("sftp://other/", "").ignored());
  }

  @Test
  void aUserIsNeeded() {
    var options = TransportOptions.in(home);

    assertThrows(
        InvalidTargetUrlException.class,
        () -> new SshSettingsReader(options).read(TargetUrl.parse("sftp://h/x")));
  }

  @ParameterizedTest
  @CsvSource({
    "sftp://h, .",
    "sftp://h/, .",
    "sftp://h//, /",
    "sftp://h/rel/dir/, rel/dir",
    "sftp://h//abs/dir, /abs/dir",
    "sftp://h/a%20b, a b",
    "sftp://h///x, //x"
  })
  void oneSlashIsRelativeToTheLoginTwoAreAbsolute(String url, String directory) {
    assertEquals(directory, RemoteDirectory.of(TargetUrl.parse(url)));
  }
}
