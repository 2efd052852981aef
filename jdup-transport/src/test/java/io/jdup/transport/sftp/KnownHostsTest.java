package io.jdup.transport.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
  @TempDir Path own;

  private List<Integer> linesFor(String host, String... lines) throws Exception {
    Path file = Files.write(own.resolve("known_hosts"), List.of(lines));
    return KnownHosts.read(List.of(own.resolve("absent"), file)).linesFor(host).stream()
        .map(KnownHosts.Line::number)
        .toList();
  }

  @Test
  void namesMayBeListsPatternsAndPorts() throws Exception {
    String[] lines = {
      "# comment",
      "",
      "nas,10.0.0.1 ssh-rsa AAAA",
      "[nas]:2222 ssh-rsa AAAA",
      "*.example,!bad.example ssh-ed25519 AAAA comment"
    };
    assertEquals(List.of(3), linesFor("nas", lines));
    assertEquals(List.of(3), linesFor("10.0.0.1", lines));
    assertEquals(List.of(4), linesFor("[nas]:2222", lines));
    assertEquals(List.of(5), linesFor("good.example", lines));
    assertEquals(List.of(), linesFor("bad.example", lines));
  }

  // the salt is the base64 of 0123456789abcdefghij
  // printf nas.example | openssl dgst -sha1 -mac HMAC -macopt key:SALT -binary | base64
  @Test
  void namesMayBeHashed() throws Exception {
    String hashed = "|1|MDEyMzQ1Njc4OWFiY2RlZmdoaWo=|4PlW7SWi+R9/pye8kE23nP2LQsk= ssh-rsa AAAA";

    assertEquals(List.of(1), linesFor("nas.example", hashed));
    assertEquals(List.of(), linesFor("nas.example2", hashed));
  }

  @Test
  void authoritiesAreLeftOutAndRevokedKeysMarked() throws Exception {
    Path file =
        Files.writeString(
            own.resolve("known_hosts"),
            "@cert-authority nas ssh-rsa AAAA\n@revoked nas ssh-rsa AAAB\n");
    var lines = KnownHosts.read(List.of(file)).linesFor("nas");

    assertEquals(1, lines.size());
    assertTrue(lines.get(0).isRevoked());
  }

  @Test
  void linesThatMakeNoSenseArePassedOver() throws Exception {
    assertEquals(
        List.of(),
        linesFor(
            "nas",
            "nas",
            "nas ssh-rsa",
            "nas ssh-rsa %%%",
            "@revoked nas",
            "|1|| ssh-rsa AAAA",
            "|1|AAAA ssh-rsa AAAA",
            "|1||x ssh-rsa AAAA",
            "|1|%|% ssh-rsa AAAA",
            "|1| ssh-rsa AAAA"));
  }
}
