package io.jdup.transport.sftp;

import java.io.IOException;

/** The remote scp said no; the message is its own, in English. */
final class ScpRefusal extends IOException {
  /** What stands for a message when there was none. */
  static final String ENDED = "the remote scp ended early";

  ScpRefusal(String message) {
    super(message);
  }

  String words() {
    return String.valueOf(getMessage());
  }

  boolean says(String words) {
    return words().contains(words);
  }
}
