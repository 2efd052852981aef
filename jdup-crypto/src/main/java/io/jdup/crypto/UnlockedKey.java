package io.jdup.crypto;

import java.util.Arrays;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.jspecify.annotations.Nullable;

/** A secret key in memory. Immutable. */
final class UnlockedKey implements SessionKeyUnwrapper {
  private final PGPPublicKey key;
  private final PGPPrivateKey secret;

  /** Holds {@code secret}, the secret part of {@code key}. */
  UnlockedKey(PGPPublicKey key, PGPPrivateKey secret) {
    this.key = key;
    this.secret = secret;
  }

  @Override
  public long keyId() {
    return key.getKeyID();
  }

  @Override
  public SessionKey unwrap(RecipientPacket packet) throws IntegrityException {
    if (PublicKeyAlgorithm.of(packet.algorithm()) != PublicKeyAlgorithm.of(key.getAlgorithm())) {
      throw notOurs(null);
    }
    try {
      var factory = new BcPublicKeyDataDecryptorFactory(new PGPKeyPair(key, secret));
      return parse(
          factory.recoverSessionData(packet.algorithm(), packet.fields(), RecipientPacket.VERSION));
    } catch (PGPException | RuntimeException e) {
      throw notOurs(e);
    }
  }

  /** Takes apart: the cipher's number, the key, the sum of the key's bytes. */
  private SessionKey parse(byte[] data) throws IntegrityException {
    CipherAlgorithm algorithm = CipherAlgorithm.of(data[0] & 0xff);
    int end = 1 + algorithm.keyBytes();
    if (data.length != end + 2) {
      throw notOurs(null);
    }
    byte[] sessionKey = Arrays.copyOfRange(data, 1, end);
    int sum = 0;
    for (byte octet : sessionKey) {
      sum += octet & 0xff;
    }
    if ((sum & 0xffff) != ((data[end] & 0xff) << 8 | data[end + 1] & 0xff)) {
      throw notOurs(null);
    }
    return new SessionKey(algorithm, sessionKey);
  }

  private IntegrityException notOurs(@Nullable Throwable cause) {
    return new IntegrityException(
        "the session key for key " + Octets.keyIdText(keyId()) + " is damaged, or for another key",
        cause);
  }
}
