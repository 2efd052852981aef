package io.jdup.transport.sftp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything one ssh login needs, after URL, options, configuration file and defaults were weighed.
 *
 * @param hostKeyName the name to look up in known_hosts files
 * @param plainHostKeyName the name without port to try next; the same when there is none
 * @param identityFiles keys the user named; tried first
 * @param defaultIdentityFiles keys to try last
 * @param knownHostsFiles files of host keys; a new key is remembered in the first
 * @param jump the host to go through, if any
 * @param ignored what of the configuration was not honoured, for messages
 */
record SshSettings(
    String user,
    String host,
    int port,
    String hostKeyName,
    String plainHostKeyName,
    List<Path> identityFiles,
    List<Path> defaultIdentityFiles,
    boolean identitiesOnly,
    @Nullable Path agentSocket,
    List<Path> knownHostsFiles,
    HostKeyPolicy hostKeyPolicy,
    Duration connectTimeout,
    Duration aliveInterval,
    int aliveCountMax,
    @Nullable SshSettings jump,
    List<String> ignored) {

  /** Returns host and port as people write them. */
  String address() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Returns user and host as people write them. */
  String account() {
    return user + "@" + host;
  }
}
