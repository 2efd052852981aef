package io.jdup.transport.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

// ssh -F FILE -G HOST | grep -iE '^(user|port|identityfile) ' shows the same values (OpenSSH 9.2)
class SshConfigFileTest {
  private static final SshConfigFile CONFIG =
      SshConfigFile.parse(
          """
          # comment
          Include conf.d/*
          User everybody
          Host nas backup-?
            HostName=10.0.0.1
            IdentityFile "~/my key"
            identityfile ~/other
          Match host nas
            Port 1
          Host *.example !secret.example
            Port 2222
          Host *
            Port 22
          """);

  @Test
  void theFirstLineThatHoldsForAHostCountsFirst() {
    assertEquals(List.of("2222", "22"), CONFIG.values("a.example", "Port"));
    assertEquals(List.of("22"), CONFIG.values("secret.example", "Port"));
    assertEquals(List.of("10.0.0.1"), CONFIG.values("backup-1", "hostname"));
    assertEquals(List.of(), CONFIG.values("backup-10", "HostName"));
    assertEquals(List.of("everybody"), CONFIG.values("nas", "User"));
  }

  @Test
  void severalIdentityFilesAddUp() {
    assertEquals(List.of("~/my key", "~/other"), CONFIG.values("nas", "IdentityFile"));
  }

  @Test
  void matchBlocksAreSkippedAndNamed() {
    assertEquals(List.of("22"), CONFIG.values("nas", "Port"));
    assertEquals(List.of("Include", "Match"), CONFIG.skipped());
  }

  @Test
  void oddLinesAreHarmless() {
    var odd = SshConfigFile.parse("Host\n=\nPort\n\"\nHost \"\nUser \"a b\"\n\0\nPort 7");

    assertEquals(List.of(), odd.values("x", "Port"));
  }
}
