package io.jdup.crypto;

import java.security.MessageDigest;
import org.bouncycastle.jcajce.provider.digest.RIPEMD160;

/**
 * The one hash of OpenPGP that the JDK lacks. Apart, so that Bouncy Castle is loaded for it only.
 */
final class Ripemd160 {
  private Ripemd160() {}

  static MessageDigest digest() {
    return new RIPEMD160.Digest();
  }
}
