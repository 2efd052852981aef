package io.jdup.transport;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of a URL between {@code //} and the path; no port is -1.
 *
 * <p>Source: section 11 of the format description.
 */
record Authority(
    @Nullable String user, @Nullable String password, @Nullable String host, int port) {
  static final Authority NONE = new Authority(null, null, null, -1);

  private static final int MAX_PORT = 65535;

  static Authority parse(String scheme, String netloc) {
    int at = netloc.lastIndexOf('@');
    String hostAndPort = netloc.substring(at + 1);
    String host = hostOf(hostAndPort);
    if (host.isEmpty()) {
      // s3:///bucket is what duplicity 3 has; a host would not help there
      throw new InvalidTargetUrlException(
          scheme.equals("s3")
              ? "s3:// is not in this version of jdup; copy the files to file:// or sftp://"
              : "the " + scheme + " URL names no host; write " + scheme + "://host/directory");
    }
    // rsync://host:873::module is rsync's own way to name a daemon; its port is not ours to read
    boolean daemon = scheme.equals("rsync") && hostAndPort.contains("::");
    int port = daemon ? -1 : port(scheme, hostAndPort.substring(end(hostAndPort)));
    if (at < 0) {
      return new Authority(null, null, host, port);
    }
    String login = netloc.substring(0, at);
    int colon = login.indexOf(':');
    String user = PercentCode.decode(colon < 0 ? login : login.substring(0, colon));
    String password = colon < 0 ? null : PercentCode.decode(login.substring(colon + 1));
    return new Authority(user.isEmpty() ? null : user, password, host, port);
  }

  private static String hostOf(String hostAndPort) {
    String host = hostAndPort.substring(0, end(hostAndPort)).toLowerCase(Locale.ROOT);
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Returns where the host ends: after its closing bracket, or at the first colon. */
  private static int end(String hostAndPort) {
    int bracket = hostAndPort.startsWith("[") ? hostAndPort.indexOf(']') : -1;
    int colon = hostAndPort.indexOf(':');
    if (bracket >= 0) {
      return bracket + 1;
    }
    return colon < 0 ? hostAndPort.length() : colon;
  }

  private static int port(String scheme, String afterHost) {
    if (afterHost.isEmpty() || afterHost.equals(":")) {
      return -1;
    }
    String digits = afterHost.substring(1);
    boolean wellFormed = afterHost.startsWith(":") && digits.matches("[0-9]{1,5}");
    int port = wellFormed ? Integer.parseInt(digits) : -1;
    if (port < 0 || port > MAX_PORT) {
      throw new InvalidTargetUrlException(
          "the port in the " + scheme + " URL is not a number from 0 to 65535: '" + digits + "'");
    }
    return port;
  }

  /** Shows the host only: the password is a secret. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
