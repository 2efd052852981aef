package io.jdup.transport.sftp;

class ScpTransportIT extends SshTransportContract {
  @Override
  String scheme() {
    return "scp";
  }
}
