package io.jdup.transport.sftp;

import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.TransportProvider;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Serves {@code sftp} and {@code scp} URLs, also with the prefixes by which duplicity chooses among
 * its own implementations.
 */
public final class SshTransportProvider implements TransportProvider {
  private static final Set<String> SFTP =
      Set.of("sftp", "paramiko+sftp", "pexpect+sftp", "lftp+sftp");
  private static final Set<String> SCP = Set.of("scp", "paramiko+scp", "pexpect+scp");

  @Override
  public Set<String> schemes() {
    var schemes = new HashSet<>(SFTP);
    schemes.addAll(SCP);
    return Set.copyOf(schemes);
  }

  @Override
  public Transport open(TargetUrl url, TransportOptions options) throws IOException {
    var settings = new SshSettingsReader(options).read(url);
    var connection = new SshConnection(settings, url.password(), options.credentials());
    String directory = RemoteDirectory.of(url);
    return SCP.contains(url.scheme())
        ? new ScpTransport(connection, directory, url.redacted())
        : new SftpTransport(connection, directory, url.redacted());
  }
}
