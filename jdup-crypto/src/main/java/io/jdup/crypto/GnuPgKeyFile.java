package io.jdup.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.DSAPublicBCPGKey;
import org.bouncycastle.bcpg.DSASecretBCPGKey;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.ECSecretBCPGKey;
import org.bouncycastle.bcpg.EdSecretBCPGKey;
import org.bouncycastle.bcpg.ElGamalPublicBCPGKey;
import org.bouncycastle.bcpg.ElGamalSecretBCPGKey;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.bcpg.RSASecretBCPGKey;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * One file of private-keys-v1.d: a secret key, protected or not, or a note that it is on a
 * smartcard. It belongs to the public key that has the same numbers. Immutable.
 *
 * <p>Source: the files gpg 2.2.40 writes when it generates and imports keys.
 */
final class GnuPgKeyFile {
  private final String type;
  private final SExpression key;
  private final String algorithm;
  private final BigInteger publicNumber;

  private GnuPgKeyFile(SExpression file) throws IntegrityException {
    type = file.item(0).text();
    key = file.item(1);
    algorithm = key.item(0).text();
    String name =
        switch (algorithm) {
          case "rsa" -> "n";
          case "elg", "dsa" -> "y";
          default -> "q";
        };
    publicNumber = key.find(name).isPresent() ? key.number(name) : BigInteger.ZERO;
  }

  /** Reads a file's content. */
  static GnuPgKeyFile parse(byte[] file) throws IntegrityException {
    return new GnuPgKeyFile(SExpressionParser.parseFile(file));
  }

  /** Returns whether this is the secret part of {@code candidate}. */
  boolean isFor(PGPPublicKey candidate) {
    BCPGKey numbers = candidate.getPublicKeyPacket().getKey();
    BigInteger number = BigInteger.ONE.negate();
    if (numbers instanceof RSAPublicBCPGKey rsa) {
      number = rsa.getModulus();
    } else if (numbers instanceof ElGamalPublicBCPGKey elgamal) {
      number = elgamal.getY();
    } else if (numbers instanceof DSAPublicBCPGKey dsa) {
      number = dsa.getY();
    } else if (numbers instanceof ECPublicBCPGKey ec) {
      number = ec.getEncodedPoint();
    }
    return number.equals(publicNumber);
  }

  /**
   * Returns the secret part of {@code owner}.
   *
   * @throws WrongPassphraseException if it is protected and {@code passphrase} does not open it
   */
  PGPPrivateKey unlock(PGPPublicKey owner, @Nullable Passphrase passphrase) throws CryptoException {
    String keyId = Octets.keyIdText(owner.getKeyID());
    SExpression numbers =
        switch (type) {
          case "private-key" -> key;
          case "protected-private-key" -> opened(keyId, passphrase);
          case "shadowed-private-key" ->
              throw new CryptoException(
                  "secret key " + keyId + " is on a smartcard, which jdup cannot use", null);
          default -> throw SExpression.malformed("unknown type");
        };
    try {
      return new PGPPrivateKey(
          owner.getKeyID(), owner.getPublicKeyPacket(), secret(numbers, owner));
    } catch (IllegalArgumentException | ArithmeticException e) { // they are no primes
      throw SExpression.malformed("its numbers");
    }
  }

  private SExpression opened(String keyId, @Nullable Passphrase passphrase) throws CryptoException {
    Optional<SExpression> locked = key.find("protected");
    SExpression protection = locked.orElseThrow(() -> SExpression.malformed("not protected"));
    return new GnuPgKeyProtection(key, protection, keyId).open(passphrase);
  }

  /** Returns whether there is a secret part, and not only a note on where it is. */
  boolean isHere() {
    return !type.equals("shadowed-private-key");
  }

  private BCPGKey secret(SExpression numbers, PGPPublicKey owner) throws IntegrityException {
    return switch (algorithm) {
      case "rsa" ->
          new RSASecretBCPGKey(numbers.number("d"), numbers.number("p"), numbers.number("q"));
      case "elg" -> new ElGamalSecretBCPGKey(numbers.number("x"));
      case "dsa" -> new DSASecretBCPGKey(numbers.number("x"));
      case "ecc", "ecdh", "ecdsa", "eddsa" ->
          PublicKeyAlgorithm.of(owner.getAlgorithm()) == PublicKeyAlgorithm.EDDSA
              ? new EdSecretBCPGKey(numbers.number("d"))
              : new ECSecretBCPGKey(numbers.number("d"));
      default -> throw SExpression.malformed("unknown algorithm");
    };
  }
}
