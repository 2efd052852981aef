package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.transport.SshdFixture;
import java.nio.file.Files;
import java.nio.file.Path;

/** Servers that are not there, are not who they should be, or will not let one in. */
final class SshSituations extends Situations {
  SshSituations() {
    add("the server's host key is unknown", SshSituations::unknownHost);
    add("the server's host key has changed", SshSituations::changedHostKey);
    add("the server refuses the password", SshSituations::refusedPassword);
    add("the server refuses the key", SshSituations::refusedKey);
    add("nothing listens at the port", SshSituations::refusedConnection);
    add("the host name is unknown", SshSituations::unknownHostName);
  }

  private static SshdFixture server(Workplace place, String... extra) throws Exception {
    return SshdFixture.start(Files.createDirectories(place.resolve("sshd")), extra);
  }

  private static Ran backup(Workplace place, String options, String url) throws Exception {
    return place.jdup(
        "--num-retries=0", "--ssh-options=" + options, "--no-encryption", "data", url);
  }

  private static Ran unknownHost(Workplace place) throws Exception {
    try (SshdFixture sshd = server(place)) {
      String key = "-oIdentityFile=" + sshd.key();
      Ran ran = backup(place, key, sshd.url("sftp", "new"));
      String told = ran.err().strip();
      assertTrue(told.endsWith(": " + sshd.knownHostsLine()), told);
      Path file = place.resolve("home/.ssh/known_hosts");
      assertTrue(told.contains("add this line to " + file + ": "), told);
      place.write("home/.ssh/known_hosts", sshd.knownHostsLine() + "\n"); // as it said
      backup(place, key, sshd.url("sftp", "new")).succeeded();
      return ran;
    }
  }

  private static Ran changedHostKey(Workplace place) throws Exception {
    try (SshdFixture sshd = server(place)) {
      String[] old = Files.readString(Path.of(sshd.key() + ".pub")).split(" ", -1);
      Files.writeString(
          sshd.knownHosts(), "[127.0.0.1]:" + sshd.port() + " " + old[0] + " " + old[1] + "\n");
      return backup(place, sshd.sshOptions(), sshd.url("scp", "new"));
    }
  }

  private static Ran refusedPassword(Workplace place) throws Exception {
    try (SshdFixture sshd = server(place, "PasswordAuthentication yes")) {
      String url = sshd.url("sftp", "new").replace("@", ":zzyzx@");
      String hosts = "-oUserKnownHostsFile=" + sshd.knownHosts();
      Ran loud = place.jdup("-v9", "--num-retries=0", "--ssh-options=" + hosts, "ls", url);
      assertFalse(loud.toString().replace(loud.command(), "").contains("zzyzx"), loud::toString);
      return backup(place, hosts, url);
    }
  }

  private static Ran refusedKey(Workplace place) throws Exception {
    try (SshdFixture sshd = server(place)) {
      Files.writeString(sshd.key().resolveSibling("authorized_keys"), "");
      return backup(place, sshd.sshOptions(), sshd.url("sftp", "new"));
    }
  }

  private static Ran refusedConnection(Workplace place) throws Exception {
    try (SshdFixture sshd = server(place)) {
      sshd.stop();
      return backup(place, sshd.sshOptions(), sshd.url("sftp", "new").replace("@", ":zzyzx@"));
    }
  }

  private static Ran unknownHostName(Workplace place) throws Exception {
    return backup(place, "", "sftp://me:zzyzx@no-such-host.invalid/new");
  }
}
