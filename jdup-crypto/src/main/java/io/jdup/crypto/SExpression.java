package io.jdup.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of GnuPG's secret key files: bytes, or a list of values whose first is often its name.
 * Immutable.
 *
 * <p>Source: the files gpg 2.2.40 writes; R. Rivest, "S-Expressions" (1997) for the syntax.
 */
final class SExpression {
  private final byte @Nullable [] atom;
  private final List<SExpression> items;

  private SExpression(byte @Nullable [] atom, List<SExpression> items) {
    this.atom = atom;
    this.items = items;
  }

  static SExpression atom(byte[] bytes) {
    return new SExpression(bytes, List.of());
  }

  static SExpression list(List<SExpression> items) {
    return new SExpression(null, List.copyOf(items));
  }

  /** Returns item {@code index} of a list. */
  SExpression item(int index) throws IntegrityException {
    if (index >= items.size()) {
      throw malformed("a list is too short");
    }
    return items.get(index);
  }

  /** Returns the items of a list; an atom has none. */
  List<SExpression> items() {
    return items;
  }

  /** Returns an atom's bytes, not a copy. */
  byte[] bytes() throws IntegrityException {
    if (atom == null) {
      throw malformed("a list where bytes should be");
    }
    return atom;
  }

  /** Returns an atom's bytes as text. */
  String text() throws IntegrityException {
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  /** Returns an atom's digits as number, or fails if it is none. */
  long decimal() throws IntegrityException {
    try {
      return Long.parseLong(text());
    } catch (NumberFormatException e) {
      throw malformed("no number where one should be");
    }
  }

  /** Returns the list among the items that begins with {@code name}. */
  Optional<SExpression> find(String name) throws IntegrityException {
    for (SExpression item : items) {
      if (!item.items.isEmpty() && item.items.get(0).isText(name)) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  private boolean isText(String text) {
    return atom != null && new String(atom, StandardCharsets.ISO_8859_1).equals(text);
  }

  /** Returns the value of the list among the items that begins with {@code name}. */
  byte[] value(String name) throws IntegrityException {
    return find(name).orElseThrow(() -> malformed("no " + name)).item(1).bytes();
  }

  /** Returns that value as a number that is not negative. */
  BigInteger number(String name) throws IntegrityException {
    return new BigInteger(1, value(name));
  }

  /** Returns a list of the items that are not {@code unwanted}, with {@code more} in its place. */
  SExpression replaced(SExpression unwanted, List<SExpression> more) {
    List<SExpression> rest = new ArrayList<>();
    for (SExpression item : items) {
      if (item == unwanted) {
        rest.addAll(more);
      } else {
        rest.add(item);
      }
    }
    return list(rest);
  }

  /** Returns the one form hashes are made of: each atom with its length in front. */
  byte[] canonical() {
    var out = new ByteArrayOutputStream();
    writeCanonical(out);
    return out.toByteArray();
  }

  private void writeCanonical(ByteArrayOutputStream out) {
    if (atom != null) {
      out.writeBytes((atom.length + ":").getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(atom);
      return;
    }
    out.write('(');
    items.forEach(item -> item.writeCanonical(out));
    out.write(')');
  }

  static IntegrityException malformed(String what) {
    return new IntegrityException("the secret key file is damaged: " + what, null);
  }
}
