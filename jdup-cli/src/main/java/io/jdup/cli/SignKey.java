package io.jdup.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key that {@code --sign-key} or {@code --encrypt-sign-key} names: a backup is signed with it,
 * what reads a backup demands its signatures.
 *
 * <p>Source: format specification section 6.3; duplicity 0.8.22 takes these forms and no others.
 */
final class SignKey {
  private static final Pattern ID =
      Pattern.compile("(0[xX])?([0-9a-fA-F]{8}|[0-9a-fA-F]{16}|[0-9a-fA-F]{40})");

  private SignKey() {}

  /** Returns the key's id as it was typed; the last one counts if several were. */
  static Optional<String> of(CommandLine line) throws UsageException {
    Optional<String> last = Optional.empty();
    for (OptionUse use : line.uses()) {
      if (use.option() == Option.SIGN_KEY || use.option() == Option.ENCRYPT_SIGN_KEY) {
        last = Optional.of(checked(use));
      }
    }
    return last;
  }

  private static String checked(OptionUse use) throws UsageException {
    String id = use.value().text();
    if (!ID.matcher(id).matches()) {
      throw new UsageException(
          ExitCodes.BAD_SIGN_KEY,
          use.option().spelling()
              + " needs a key id of 8, 16 or 40 hexadecimal digits, not '"
              + id
              + "'; \"gpg --list-secret-keys --keyid-format long\" shows them");
    }
    return id;
  }

  /** Returns whether one of {@code encryptionKeys}, as they were typed, is the same key. */
  static boolean isAmong(List<String> encryptionKeys, String id) {
    return encryptionKeys.stream().anyMatch(other -> isSame(digits(other), digits(id)));
  }

  private static String digits(String id) {
    String upper = id.toUpperCase(Locale.ROOT);
    return upper.startsWith("0X") ? upper.substring(2) : upper;
  }

  private static boolean isSame(String one, String other) {
    return one.endsWith(other) || other.endsWith(one);
  }
}
