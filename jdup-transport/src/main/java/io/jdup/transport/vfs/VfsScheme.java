package io.jdup.transport.vfs;

import java.util.Arrays;
import java.util.Optional;

/** The schemes jdup knows a VFS provider for, and what each needs on the class path. */
enum VfsScheme {
  RAM("ram", "org.apache.commons.vfs2.provider.ram.RamFileProvider", ""),
  TMP("tmp", "org.apache.commons.vfs2.provider.temp.TemporaryFileProvider", ""),
  FTP(
      "ftp",
      "org.apache.commons.vfs2.provider.ftp.FtpFileProvider",
      "org.apache.commons.net.ftp.FTPClient"),
  FTPS(
      "ftps",
      "org.apache.commons.vfs2.provider.ftps.FtpsFileProvider",
      "org.apache.commons.net.ftp.FTPSClient"),
  WEBDAV(
      "webdav",
      "org.apache.commons.vfs2.provider.webdav4.Webdav4FileProvider",
      "org.apache.jackrabbit.webdav.client.methods.HttpPropfind"),
  WEBDAVS(
      "webdavs",
      "org.apache.commons.vfs2.provider.webdav4s.Webdav4sFileProvider",
      "org.apache.jackrabbit.webdav.client.methods.HttpPropfind");

  private final String scheme;
  private final String provider;
  private final String library;

  VfsScheme(String scheme, String provider, String library) {
    this.scheme = scheme;
    this.provider = provider;
    this.library = library;
  }

  static Optional<VfsScheme> of(String scheme) {
    return Arrays.stream(values()).filter(known -> known.scheme.equals(scheme)).findFirst();
  }

  String scheme() {
    return scheme;
  }

  String provider() {
    return provider;
  }

  /** Returns whether everything it needs is on the class path. */
  boolean isAvailable() {
    return isPresent(provider) && (library.isEmpty() || isPresent(library));
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, VfsScheme.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
