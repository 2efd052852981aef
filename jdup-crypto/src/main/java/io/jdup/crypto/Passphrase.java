package io.jdup.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * A passphrase, kept as characters so that it can be wiped. It shows in no message and not in
 * {@link #toString()}. OpenPGP uses its UTF-8 bytes.
 *
 * <p>Wiping helps against core dumps and swap only as far as the JVM goes: the garbage collector
 * may have moved copies. Safe for many threads until it is destroyed.
 */
public final class Passphrase implements Destroyable {
  private final char[] characters;
  private volatile boolean destroyed;

  private Passphrase(char[] characters) {
    this.characters = characters;
  }

  /** Returns a passphrase of a copy of {@code characters}, which the caller may wipe. */
  public static Passphrase of(char[] characters) {
    return new Passphrase(characters.clone());
  }

  /** Returns the passphrase {@code text}; prefer {@link #of(char[])} where there is a choice. */
  public static Passphrase of(String text) {
    return new Passphrase(text.toCharArray());
  }

  /** Returns whether it has no characters at all. */
  public boolean isEmpty() {
    return characters.length == 0;
  }

  /** Wipes the characters. Whoever still uses this passphrase gets an IllegalStateException. */
  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(characters, '\0');
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Returns a fresh copy of the UTF-8 bytes; the caller wipes it. */
  byte[] utf8() {
    checkAlive();
    byte[] room = new byte[3 * characters.length]; // UTF-8 takes no more per char
    ByteBuffer filling = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(characters), filling, true);
    byte[] bytes = Arrays.copyOf(room, filling.position());
    Arrays.fill(room, (byte) 0);
    return bytes;
  }

  /** Returns a fresh copy of the characters; the caller wipes it. */
  char[] characters() {
    checkAlive();
    return characters.clone();
  }

  /** Returns whether {@code other} has the same characters. */
  boolean isSame(Passphrase other) {
    checkAlive();
    other.checkAlive();
    return Arrays.equals(characters, other.characters);
  }

  void checkAlive() {
    if (destroyed) {
      throw new IllegalStateException("the passphrase was destroyed");
    }
  }

  @Override
  public String toString() {
    return "Passphrase(hidden)";
  }
}
