package io.jdup.transport.sftp;

import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.TransportProvider;
import io.jdup.transport.vfs.VfsTransport;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Serves {@code sftp} and {@code scp} URLs, also with the prefixes by which duplicity chooses among
 * its own implementations; and {@code vfs+sftp}, which takes the way through Commons VFS.
 */
public final class SshTransportProvider implements TransportProvider {
  private static final Set<String> SFTP =
      Set.of("sftp", "paramiko+sftp", "pexpect+sftp", "lftp+sftp");
  private static final Set<String> SCP = Set.of("scp", "paramiko+scp", "pexpect+scp");
  private static final String VFS_SFTP = "vfs+sftp";

  @Override
  public Set<String> schemes() {
    var schemes = new HashSet<>(SFTP);
    schemes.addAll(SCP);
    schemes.add(VFS_SFTP);
    return Set.copyOf(schemes);
  }

  @Override
  public Transport open(TargetUrl url, TransportOptions options) throws IOException {
    var settings = new SshSettingsReader(options).read(url);
    var connection = new SshConnection(settings, url.password(), options.credentials());
    String directory = RemoteDirectory.of(url);
    if (SCP.contains(url.scheme())) {
      return new ScpTransport(connection, directory, url.redacted());
    }
    var sftpDirectory = new SftpDirectory(directory);
    return url.scheme().equals(VFS_SFTP)
        ? VfsTransport.open(url, new SftpPlace(connection, sftpDirectory))
        : new SftpTransport(connection, sftpDirectory, url.redacted());
  }
}
