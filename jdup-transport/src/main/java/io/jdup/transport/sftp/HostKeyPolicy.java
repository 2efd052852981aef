package io.jdup.transport.sftp;

import java.util.Locale;

/** What to do with a host key that is not known. Source: ssh_config(5), StrictHostKeyChecking. */
enum HostKeyPolicy {
  /** Refuse it. */
  STRICT,
  /** Trust and remember the first key of a host; refuse a changed one. */
  ACCEPT_NEW,
  /** Trust any key. */
  TRUST_ALL;

  static HostKeyPolicy of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "ask" -> STRICT; // there is nobody to ask
      case "accept-new" -> ACCEPT_NEW;
      case "no", "false", "off" -> TRUST_ALL;
      default ->
          throw new IllegalArgumentException(
              "StrictHostKeyChecking is yes, no or accept-new, not '" + word + "'");
    };
  }
}
