package io.jdup.cli;

import java.io.IOException;

/** A passphrase is needed, the environment has none and nobody is there to be asked. */
final class PassphraseNeededException extends IOException {
  PassphraseNeededException(String what, String variable, String otherwise) {
    super(what + " and nobody can be asked; set the environment variable " + variable + otherwise);
  }
}
