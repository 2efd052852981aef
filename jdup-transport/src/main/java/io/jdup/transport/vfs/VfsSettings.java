package io.jdup.transport.vfs;

import io.jdup.transport.TargetUrl;
import io.jdup.transport.TransportOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.auth.StaticUserAuthenticator;
import org.apache.commons.vfs2.impl.DefaultFileSystemConfigBuilder;
import org.apache.commons.vfs2.provider.ftp.FtpFileSystemConfigBuilder;

/** Passes jdup's options on in VFS's words. */
final class VfsSettings {
  private VfsSettings() {}

  static FileSystemOptions of(VfsScheme scheme, TargetUrl url, TransportOptions options)
      throws IOException {
    var settings = new FileSystemOptions();
    if (url.user().isPresent()) {
      authenticate(settings, url, options);
    }
    if (scheme == VfsScheme.FTP || scheme == VfsScheme.FTPS) {
      FtpFileSystemConfigBuilder ftp = FtpFileSystemConfigBuilder.getInstance();
      ftp.setPassiveMode(settings, true);
      ftp.setUserDirIsRoot(settings, !url.path().startsWith("//"));
      ftp.setConnectTimeout(settings, options.connectTimeout());
      ftp.setDataTimeout(settings, options.readTimeout());
      ftp.setSoTimeout(settings, options.readTimeout());
      ftp.setControlEncoding(settings, "UTF-8");
    }
    return settings;
  }

  /** Keeps user and password out of the address, since VFS shows addresses in messages. */
  private static void authenticate(
      FileSystemOptions settings, TargetUrl url, TransportOptions options) throws IOException {
    String user = url.user().orElseThrow();
    Optional<String> password = url.password();
    if (password.isEmpty()) {
      String account = user + "@" + url.host().orElse("");
      Optional<char[]> secret = options.credentials().password(account);
      password = secret.map(String::new);
      secret.ifPresent(chars -> Arrays.fill(chars, '\0'));
    }
    DefaultFileSystemConfigBuilder.getInstance()
        .setUserAuthenticator(
            settings, new StaticUserAuthenticator(null, user, password.orElse("")));
  }

  /** Returns the address for VFS: the URL without user and password. */
  static String address(TargetUrl url) {
    String shown = url.redacted();
    return shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown;
  }
}
