package io.jdup.crypto;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/**
 * What a user names a key by: a short or long key id or a fingerprint, of the key or of a subkey;
 * an e-mail address, with or without angle brackets; {@code =} and a whole user id; part of a user
 * id.
 *
 * <p>Source: "How to specify a user id" in gpg(1).
 */
final class KeyQuery {
  private final String text; // without blanks at the ends
  private final String hex; // upper-case digits, or empty if it is no id
  private final boolean exactSubkey;

  KeyQuery(String query) {
    String stripped = query.strip();
    exactSubkey = stripped.endsWith("!");
    text = exactSubkey ? stripped.substring(0, stripped.length() - 1) : stripped;
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the name of a key is empty");
    }
    hex = hexDigits(text);
  }

  private static String hexDigits(String text) {
    String digits = text.replace(" ", "").toUpperCase(Locale.ROOT);
    digits = digits.startsWith("0X") ? digits.substring(2) : digits;
    int length = digits.length();
    boolean usual = length == 8 || length == 16 || length == 32 || length == 40;
    return usual && digits.chars().allMatch(HexFormat::isHexDigit) ? digits : "";
  }

  /** Returns whether the key named must be used itself: gpg's exclamation mark. */
  boolean exactSubkey() {
    return exactSubkey;
  }

  /** Returns whether the id, if it is one, is that of {@code key}. */
  boolean isIdOf(PGPPublicKey key) {
    return !hex.isEmpty() && KeyBytes.fingerprint(key).endsWith(hex);
  }

  /** Returns the keys meant among {@code rings}: the best kind of match that there is any of. */
  List<PGPPublicKeyRing> matches(List<PGPPublicKeyRing> rings) {
    List<Predicate<PGPPublicKeyRing>> kinds =
        List.of(this::holdsId, ring -> anyUserId(ring, this::isAddress), this::matchesText);
    return kinds.stream()
        .map(kind -> rings.stream().filter(kind).toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private boolean holdsId(PGPPublicKeyRing ring) {
    for (PGPPublicKey key : ring) {
      if (isIdOf(key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyUserId(PGPPublicKeyRing ring, Predicate<String> matches) {
    return KeyBytes.userIds(ring.getPublicKey()).stream().anyMatch(matches);
  }

  private boolean isAddress(String userId) {
    boolean bracketed = text.startsWith("<") && text.endsWith(">");
    String address = bracketed ? text : "<" + text + ">";
    String lower = userId.toLowerCase(Locale.ROOT);
    return lower.endsWith(address.toLowerCase(Locale.ROOT)) || lower.equalsIgnoreCase(text);
  }

  private boolean matchesText(PGPPublicKeyRing ring) {
    if (text.startsWith("=")) {
      return anyUserId(ring, text.substring(1)::equals);
    }
    if (text.startsWith("<")) {
      return false; // an address is all or nothing
    }
    String part = text.startsWith("*") ? text.substring(1) : text;
    String lower = part.toLowerCase(Locale.ROOT);
    return anyUserId(ring, userId -> userId.toLowerCase(Locale.ROOT).contains(lower));
  }
}
