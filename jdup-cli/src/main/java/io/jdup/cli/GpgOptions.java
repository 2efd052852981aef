package io.jdup.cli;

import io.jdup.crypto.OpenPgpCompression;
import io.jdup.crypto.OpenPgpEncryptor;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --gpg-options} may say to a program that does not start gpg: where the keys are and
 * how to compress. What only concerns gpg's dialogue is ignored, all else is refused.
 *
 * <p>Source: gpg(1) 2.2; the values users give, as {@code --cipher-algo AES256 --homedir /k}.
 */
final class GpgOptions {
  private static final Set<String> IGNORED =
      Set.of(
          "--always-trust",
          "--batch",
          "--force-mdc",
          "--no-greeting",
          "--no-permission-warning",
          "--no-secmem-warning",
          "--no-tty",
          "--no-use-agent",
          "--quiet",
          "--use-agent",
          "--yes");
  private static final Set<String> IGNORED_WITH_VALUE = Set.of("--pinentry-mode", "--trust-model");

  private final Deque<String> rest;
  private @Nullable Path home;
  private @Nullable OpenPgpCompression compression;
  private @Nullable Integer level;

  private GpgOptions(String text) {
    this.rest = new ArrayDeque<>(List.of(text.strip().split("\\s+")));
  }

  /** Reads all {@code --gpg-options} of {@code line}. */
  static GpgOptions of(CommandLine line, Surroundings around) throws UsageException {
    var text = new StringBuilder();
    line.all(Option.GPG_OPTIONS).forEach(use -> text.append(' ').append(use.value().text()));
    var options = new GpgOptions(text.toString());
    options.read(around);
    return options;
  }

  private void read(Surroundings around) throws UsageException {
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      int equals = word.indexOf('=');
      if (equals > 0) {
        rest.addFirst(word.substring(equals + 1));
        word = word.substring(0, equals);
      }
      if (!word.isEmpty() && !IGNORED.contains(word)) {
        readWithValue(word, around);
      }
    }
  }

  private void readWithValue(String word, Surroundings around) throws UsageException {
    if (IGNORED_WITH_VALUE.contains(word)) {
      value(word);
    } else if (word.equals("--homedir")) {
      home = LocalPath.expanded(Argument.of(value(word)), around.variables());
    } else if (word.equals("--compress-algo")) {
      compression = compression(value(word));
    } else if (word.equals("--compress-level") || word.equals("-z")) {
      level = level(value(word));
    } else if (word.equals("--cipher-algo")) {
      requireAes256(value(word));
    } else {
      throw new UsageException(
          "--gpg-options: '"
              + word
              + "' is not supported, as jdup starts no gpg program; supported"
              + " are --homedir, --compress-algo, --compress-level and --cipher-algo AES256");
    }
  }

  private String value(String word) throws UsageException {
    if (rest.isEmpty()) {
      throw new UsageException("--gpg-options: " + word + " lacks its value");
    }
    return rest.removeFirst();
  }

  private static OpenPgpCompression compression(String name) throws UsageException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none", "uncompressed", "0" -> OpenPgpCompression.NONE;
      case "zip", "1" -> OpenPgpCompression.ZIP;
      case "zlib", "2" -> OpenPgpCompression.ZLIB;
      default ->
          throw new UsageException(
              "--gpg-options: compression '" + name + "' is not supported; use zip, zlib or none");
    };
  }

  private static int level(String digit) throws UsageException {
    if (digit.length() != 1 || digit.charAt(0) < '0' || digit.charAt(0) > '9') {
      throw new UsageException("--gpg-options: compression level must be 0 to 9, not " + digit);
    }
    return digit.charAt(0) - '0';
  }

  private static void requireAes256(String cipher) throws UsageException {
    if (!cipher.equalsIgnoreCase("AES256")) {
      throw new UsageException(
          "--gpg-options: jdup encrypts with AES256 only, not " + cipher + "; leave it out");
    }
  }

  /** Returns the directory with GnuPG's keys: the one given, {@code GNUPGHOME} or ~/.gnupg. */
  Path home(Surroundings around) {
    return home != null
        ? home
        : around.directory("GNUPGHOME").orElseGet(() -> around.home().resolve(".gnupg"));
  }

  /** Returns {@code encryptor} compressing as it was said, if anything was. */
  OpenPgpEncryptor applyTo(OpenPgpEncryptor encryptor) {
    OpenPgpEncryptor formatted = compression == null ? encryptor : encryptor.compress(compression);
    return level == null ? formatted : formatted.compressLevel(level);
  }
}
