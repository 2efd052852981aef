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

  // Of the rest of duplicity's, those that somebody may have backups at.
  private static final Set<String> WITHOUT_HOST =
      Set.of(
          ("ad azure b2 boto3+s3 box cf+http cf+hubic dpbx gs idrived jottacloud mf multi onedrive pca"
                  + " rclone s3+http slate swift tahoe xorriso")
              .split(" "));

  private KnownSchemes() {}

  /** Returns whether duplicity has a way to places of {@code scheme}. */
  static boolean isDuplicitys(String scheme) {
    return hasHost(scheme) || WITHOUT_HOST.contains(scheme);
  }

  static boolean hasHost(String scheme) {
    return WITH_HOST.contains(scheme);
  }
}
