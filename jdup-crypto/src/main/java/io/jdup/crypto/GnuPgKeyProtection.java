package io.jdup.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.OCBBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Opens the secret numbers of a key file that are protected by a passphrase, in GnuPG's own ways:
 * AES with OCB, AES with CBC and SHA-1, or the packet they were imported from.
 *
 * <p>Source: the files gpg 2.2.40 and gpg-protect-tool write.
 */
final class GnuPgKeyProtection {
  private static final int KEY_BYTES = 16;
  private static final int TAG_BITS = 128;

  private final SExpression key;
  private final SExpression protection;
  private final String keyId;

  /** Looks at {@code protection}, an item of {@code key}. */
  GnuPgKeyProtection(SExpression key, SExpression protection, String keyId) {
    this.key = key;
    this.protection = protection;
    this.keyId = keyId;
  }

  /** Returns the list of secret numbers. */
  SExpression open(@Nullable Passphrase passphrase) throws CryptoException {
    String mode = protection.item(1).text();
    if (mode.equals("openpgp-native")) {
      return new OpenPgpNativeKey(protection.item(2), keyId).open(passphrase);
    }
    if (passphrase == null) {
      throw SecretKeyLock.passphraseMissing(keyId);
    }
    return switch (mode) {
      case "openpgp-s2k3-ocb-aes" -> openOcb(passphrase);
      case "openpgp-s2k3-sha1-aes-cbc" -> openCbc(passphrase);
      default ->
          throw new CryptoException(
              "secret key " + keyId + " is protected in an unknown way: " + mode, null);
    };
  }

  private SExpression openOcb(Passphrase passphrase) throws CryptoException {
    byte[] nonce = protection.item(2).item(1).bytes();
    byte[] encrypted = protection.item(3).bytes();
    byte[] alsoCovered = key.replaced(protection, List.of()).canonical();
    var ocb = new OCBBlockCipher(AESEngine.newInstance(), AESEngine.newInstance());
    var aesKey = new KeyParameter(aesKey(passphrase));
    byte[] plain;
    try {
      ocb.init(false, new AEADParameters(aesKey, TAG_BITS, nonce, alsoCovered));
      plain = new byte[ocb.getOutputSize(encrypted.length)];
      int done = ocb.processBytes(encrypted, 0, encrypted.length, plain, 0);
      ocb.doFinal(plain, done);
    } catch (InvalidCipherTextException e) {
      throw SecretKeyLock.wrongPassphrase(keyId, e);
    } catch (RuntimeException e) { // a nonce of a wrong length, or too few bytes
      throw SExpression.malformed("its encryption");
    }
    return SExpressionParser.parse(plain).item(0);
  }

  private SExpression openCbc(Passphrase passphrase) throws CryptoException {
    byte[] plain;
    try {
      Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
      var start = new IvParameterSpec(protection.item(2).item(1).bytes());
      cbc.init(Cipher.DECRYPT_MODE, new SecretKeySpec(aesKey(passphrase), "AES"), start);
      plain = cbc.doFinal(protection.item(3).bytes());
    } catch (GeneralSecurityException e) {
      throw SExpression.malformed("its encryption");
    }
    try {
      SExpression opened = SExpressionParser.parse(plain);
      SExpression numbers = opened.item(0);
      byte[] whole = key.replaced(protection, numbers.items()).canonical();
      byte[] hash =
          opened.find("hash").orElseThrow(() -> SExpression.malformed("hash")).item(2).bytes();
      if (MessageDigest.isEqual(Mdc.digest().digest(whole), hash)) {
        return numbers;
      }
    } catch (IntegrityException e) { // a wrong key makes noise of it
      throw SecretKeyLock.wrongPassphrase(keyId, e);
    }
    throw SecretKeyLock.wrongPassphrase(keyId, null);
  }

  private byte[] aesKey(Passphrase passphrase) throws IntegrityException {
    SExpression s2k = protection.item(2).item(0);
    long count = s2k.item(2).decimal();
    int hashId = GnuPgNames.hashId(s2k.item(0).text());
    byte[] salt = s2k.item(1).bytes();
    return StringToKey.iterated(hashId, salt, count).key(passphrase, KEY_BYTES);
  }
}
