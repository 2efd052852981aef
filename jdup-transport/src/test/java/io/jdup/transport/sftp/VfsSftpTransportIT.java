package io.jdup.transport.sftp;

/** The hardened provider of VFS keeps every promise that sftp without VFS keeps. */
class VfsSftpTransportIT extends SftpTransportIT {
  @Override
  String scheme() {
    return "vfs+sftp";
  }
}
