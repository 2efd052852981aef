package io.jdup.transport.sftp;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Patterns for host names: {@code *}, {@code ?}, and {@code !} for those left out again. */
final class HostPatterns {
  private HostPatterns() {}

  /** Source: "PATTERNS" in ssh_config(5) of OpenSSH 9.2. */
  static boolean match(List<String> patterns, String host) {
    boolean matched = false;
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        if (matches(pattern.substring(1), host)) {
          return false;
        }
      } else {
        matched |= matches(pattern, host);
      }
    }
    return matched;
  }

  private static boolean matches(String pattern, String host) {
    var regex = new StringBuilder();
    for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return host.toLowerCase(Locale.ROOT).matches(regex.toString());
  }
}
