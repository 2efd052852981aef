package io.jdup.transport;

import java.util.Set;

/**
 * The URL schemes that are written with a host after {@code //}; in all others that is a path.
 *
 * <p>Source: the list "uses_netloc" of duplicity 0.8.22, {@code testdata/vectors/urls.json}; and
 * jdup's own {@code vfs+sftp}.
 */
final class KnownSchemes {
  private static final Set<String> WITH_HOST =
      Set.of(
          ("boto+s3 fish ftp ftpes ftps gdata+gdocs gdocs gdrive hsi http https imap imaps"
                  + " lftp+fish lftp+ftp lftp+ftpes lftp+ftps lftp+http lftp+https lftp+sftp"
                  + " lftp+webdav lftp+webdavs mega megav2 megav3 ncftp+ftp paramiko+scp"
                  + " paramiko+sftp pexpect+scp pexpect+sftp pydrive pydrive+gdocs rsync s3 scp"
                  + " sftp webdav webdavs vfs+sftp")
              .split(" "));

  private KnownSchemes() {}

  static boolean hasHost(String scheme) {
    return WITH_HOST.contains(scheme);
  }
}
