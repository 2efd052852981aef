package io.jdup.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.DSA;
import org.bouncycastle.crypto.digests.NullDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;
import org.bouncycastle.util.BigIntegers;

/**
 * The mathematics of signatures, by Bouncy Castle, on hashes that were made elsewhere. No random
 * numbers are needed: those of DSA and ECDSA come from the key and the hash, as RFC 6979 says.
 */
final class SignatureArithmetic {
  private static final int ED25519_NUMBER_BYTES = 32;

  private SignatureArithmetic() {}

  /** Returns the numbers of a signature of {@code digest}, as packets hold them. */
  static List<BigInteger> sign(PGPPrivateKey secret, HashAlgorithm hash, byte[] digest)
      throws CryptoException {
    int algorithm = secret.getPublicKeyPacket().getAlgorithm();
    try {
      AsymmetricKeyParameter key = new BcPGPKeyConverter().getPrivateKey(secret);
      return switch (PublicKeyAlgorithm.of(algorithm)) {
        case RSA -> signRsa(key, hash, digest);
        case DSA -> signDsa(dsa(), key, digest);
        case ECDSA -> signDsa(ecdsa(), key, digest);
        case EDDSA -> signEd25519(key, digest);
        default -> throw new PGPException("no signature algorithm: " + algorithm);
      };
    } catch (PGPException
        | org.bouncycastle.crypto.CryptoException
        | RuntimeException e) { // numbers that are no key
      throw new CryptoException(
          "cannot sign with key " + Octets.keyIdText(secret.getKeyID()) + ", it may be damaged", e);
    }
  }

  private static List<BigInteger> signRsa(CipherParameters key, HashAlgorithm hash, byte[] digest)
      throws org.bouncycastle.crypto.CryptoException {
    RSADigestSigner rsa = rsa(hash);
    rsa.init(true, key);
    rsa.update(digest, 0, digest.length);
    return List.of(new BigInteger(1, rsa.generateSignature()));
  }

  private static RSADigestSigner rsa(HashAlgorithm hash) {
    return new RSADigestSigner(new NullDigest(), new ASN1ObjectIdentifier(hash.objectIdentifier()));
  }

  private static DSA dsa() {
    return new DSASigner(new HMacDSAKCalculator(new SHA256Digest()));
  }

  private static DSA ecdsa() {
    return new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
  }

  private static List<BigInteger> signDsa(DSA signer, CipherParameters key, byte[] digest) {
    signer.init(true, key);
    return List.of(signer.generateSignature(digest));
  }

  private static List<BigInteger> signEd25519(CipherParameters key, byte[] digest) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(digest, 0, digest.length);
    byte[] both = signer.generateSignature();
    return List.of(
        new BigInteger(1, Arrays.copyOf(both, ED25519_NUMBER_BYTES)),
        new BigInteger(1, Arrays.copyOfRange(both, ED25519_NUMBER_BYTES, both.length)));
  }

  /** Returns whether {@code numbers} are a signature of {@code digest} by {@code key}. */
  static boolean verify(
      PGPPublicKey key, HashAlgorithm hash, byte[] digest, List<BigInteger> numbers) {
    try {
      AsymmetricKeyParameter known = new BcPGPKeyConverter().getPublicKey(key);
      return switch (PublicKeyAlgorithm.of(key.getAlgorithm())) {
        case RSA -> numbers.size() == 1 && verifyRsa(known, hash, digest, numbers.get(0));
        case DSA -> verifyDsa(dsa(), known, digest, numbers);
        case ECDSA -> verifyDsa(ecdsa(), known, digest, numbers);
        case EDDSA -> numbers.size() == 2 && verifyEd25519(known, digest, numbers);
        default -> false;
      };
    } catch (PGPException | RuntimeException e) { // numbers out of range, or of another curve
      return false;
    }
  }

  private static boolean verifyRsa(
      CipherParameters key, HashAlgorithm hash, byte[] digest, BigInteger number) {
    RSADigestSigner rsa = rsa(hash);
    rsa.init(false, key);
    rsa.update(digest, 0, digest.length);
    return rsa.verifySignature(BigIntegers.asUnsignedByteArray(number));
  }

  private static boolean verifyDsa(
      DSA signer, CipherParameters key, byte[] digest, List<BigInteger> numbers) {
    signer.init(false, key);
    return numbers.size() == 2 && signer.verifySignature(digest, numbers.get(0), numbers.get(1));
  }

  private static boolean verifyEd25519(
      CipherParameters key, byte[] digest, List<BigInteger> numbers) {
    byte[] both = new byte[2 * ED25519_NUMBER_BYTES];
    BigIntegers.asUnsignedByteArray(numbers.get(0), both, 0, ED25519_NUMBER_BYTES);
    BigIntegers.asUnsignedByteArray(
        numbers.get(1), both, ED25519_NUMBER_BYTES, ED25519_NUMBER_BYTES);
    var signer = new Ed25519Signer();
    signer.init(false, key);
    signer.update(digest, 0, digest.length);
    return signer.verifySignature(both);
  }
}
