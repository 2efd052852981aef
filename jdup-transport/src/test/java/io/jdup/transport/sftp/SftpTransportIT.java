package io.jdup.transport.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.transport.SshdFixture;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SftpTransportIT extends SshTransportContract {
  @Override
  String scheme() {
    return "sftp";
  }

  @Test
  void runsNoCommandOnTheServer() throws Exception {
    Path source = Files.writeString(own.resolve("source"), "x");
    String during;
    try (var plain = SshdFixture.start(own.resolve("sshd"), "ForceCommand none");
        Transport transport =
            Transports.open(TargetUrl.parse(plain.url(scheme(), "x")), plain.options())) {
      transport.put("a", source);
      assertEquals(1, transport.list().size());
      during = plain.log();
    }

    assertTrue(during.contains("subsystem 'sftp'"), during);
    assertFalse(during.contains("id -u"), during);
    assertEquals(1, during.split("Starting session", -1).length - 1, during);
  }
}
