package io.jdup.transport.sftp;

import io.jdup.transport.SshdFixture;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportContract;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SftpTransportIT extends TransportContract {
  @TempDir static Path place;
  private static SshdFixture sshd;
  private static int directories;

  @BeforeAll
  static void startServer() throws Exception {
    sshd = SshdFixture.start(place);
  }

  @AfterAll
  static void stopServer() throws Exception {
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
    String url = sshd.url("sftp", "deep/odd%3F%2A%5C dir " + directories);
    return Transports.open(TargetUrl.parse(url), sshd.options());
  }
}
