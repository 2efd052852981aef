package io.jdup.cli;

import io.jdup.crypto.Passphrase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The passphrases of the run: from the environment variables {@code PASSPHRASE} and {@code
 * SIGN_PASSPHRASE}, or else from the person at the terminal, who is asked once at most for each.
 * Safe for many threads.
 *
 * <p>Source: format specification sections 6.3 and 6.4.
 */
final class Passphrases {
  private static final String GENERAL = "PASSPHRASE";
  private static final String SIGNING = "SIGN_PASSPHRASE";

  private static final int MOST_ATTEMPTS = 3;
  private static final String NEEDED = "a passphrase to encrypt with is needed";
  private static final String OTHERWISE = ", or choose --encrypt-key or --no-encryption";

  private final Surroundings around;
  private final boolean signKeyDecrypts;
  private @Nullable Passphrase answered;

  /** {@code signKeyDecrypts} says that the key that signs is one that is encrypted to as well. */
  Passphrases(Surroundings around, boolean signKeyDecrypts) {
    this.around = around;
    this.signKeyDecrypts = signKeyDecrypts;
  }

  /**
   * Returns what {@code PASSPHRASE} is set to, which may be empty; nothing if it is not set. If the
   * signing key decrypts as well, its passphrase will do.
   */
  Optional<Passphrase> given() throws UsageException {
    Optional<Passphrase> general = valueOf(GENERAL);
    return general.isEmpty() && signKeyDecrypts ? valueOf(SIGNING) : general;
  }

  private Optional<Passphrase> valueOf(String variable) throws UsageException {
    Argument value = around.variables().get(variable);
    if (value == null) {
      return Optional.empty();
    }
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value.bytes()));
      char[] characters = Arrays.copyOf(text.array(), text.length());
      return Optional.of(Passphrase.of(characters));
    } catch (CharacterCodingException e) {
      throw new UsageException(
          ExitCodes.USER_ERROR,
          "the environment variable "
              + variable
              + " is not UTF-8; OpenPGP passphrases are, convert it");
    }
  }

  /** Returns whether {@code SIGN_PASSPHRASE} is set to anything. */
  boolean hasSigning() throws UsageException {
    return valueOf(SIGNING).filter(passphrase -> !passphrase.isEmpty()).isPresent();
  }

  /**
   * Returns what to try on the signing key without asking: {@code SIGN_PASSPHRASE} if it is not
   * empty, else the other passphrase as far as it is known, which may be empty.
   */
  synchronized Passphrase knownForSigning() throws UsageException {
    if (hasSigning()) {
      return valueOf(SIGNING).orElseThrow();
    }
    Passphrase other = answered == null ? Passphrase.of("") : answered;
    return valueOf(GENERAL).orElse(other);
  }

  /** Asks for the passphrase of the signing key {@code id}. */
  Passphrase askForSigning(String id) throws PassphraseNeededException {
    char[] typed =
        around
            .terminal()
            .secret("Signing key " + id + ", its passphrase: ")
            .orElseThrow(
                () ->
                    new PassphraseNeededException(
                        "the passphrase of signing key " + id + " is needed", SIGNING, ""));
    Passphrase passphrase = Passphrase.of(typed);
    Arrays.fill(typed, '\0');
    return passphrase;
  }

  /** Returns the passphrase to encrypt with, which was typed twice if it was typed. */
  Passphrase forEncryption() throws UsageException, IOException {
    Optional<Passphrase> given = given();
    if (given.isEmpty()) {
      return askTwice();
    }
    if (given.get().isEmpty()) {
      throw new UsageException(
          ExitCodes.CRYPTO,
          "the environment variable PASSPHRASE is empty; set it to a passphrase, or choose"
              + " --encrypt-key or --no-encryption");
    }
    return given.get();
  }

  private synchronized Passphrase askTwice() throws UsageException, IOException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      String again = attempt == 0 ? "" : "That was empty, or not the same. ";
      char[] first = ask(again + "Type the passphrase to encrypt with: ", NEEDED, OTHERWISE);
      if (first.length > 0 && isConfirmed(first)) {
        return remember(first);
      }
    }
    throw new UsageException(
        ExitCodes.USER_ERROR,
        "no passphrase was typed twice in the same way; start again, or set PASSPHRASE");
  }

  // A script that writes one line to standard input cannot have mistyped it.
  private boolean isConfirmed(char[] first) throws PassphraseNeededException {
    String prompt = "Type the passphrase again to confirm it: ";
    Optional<char[]> second = around.terminal().secret(prompt);
    if (second.isEmpty()) {
      if (around.terminal().isPerson()) {
        throw new PassphraseNeededException(NEEDED, GENERAL, OTHERWISE);
      }
      return true;
    }
    boolean same = Arrays.equals(first, second.get());
    Arrays.fill(second.get(), '\0');
    return same;
  }

  /** Returns the passphrase to decrypt with, asking for it unless it is known. */
  synchronized Passphrase forDecryption() throws IOException {
    return answered != null
        ? answered
        : remember(ask("Type the passphrase to decrypt with: ", "the backup is encrypted", ""));
  }

  private Passphrase remember(char[] typed) {
    Passphrase passphrase = Passphrase.of(typed);
    Arrays.fill(typed, '\0');
    answered = passphrase;
    return passphrase;
  }

  private char[] ask(String prompt, String why, String otherwise) throws PassphraseNeededException {
    return around
        .terminal()
        .secret(prompt)
        .orElseThrow(() -> new PassphraseNeededException(why, GENERAL, otherwise));
  }
}
