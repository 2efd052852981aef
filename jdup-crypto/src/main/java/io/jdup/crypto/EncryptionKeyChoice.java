package io.jdup.crypto;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Picks the key of a key ring to encrypt to, as gpg does: the newest subkey that is bound to the
 * primary key by a good signature, made for encryption, not expired and not revoked; failing that
 * the primary key itself.
 *
 * <p>Source: RFC 4880 section 5.2.3.3 and gpg 2.2.40, tried.
 */
final class EncryptionKeyChoice {
  private static final int FOR_ENCRYPTION = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;

  private final PGPPublicKeyRing ring;
  private final PGPPublicKey primary;
  private final Instant now;
  private final List<String> refusals = new ArrayList<>();
  private final PGPContentVerifierBuilderProvider verifiers =
      new BcPGPContentVerifierBuilderProvider();

  private EncryptionKeyChoice(PGPPublicKeyRing ring, Instant now) {
    this.ring = ring;
    primary = ring.getPublicKey();
    this.now = now;
  }

  /** Returns the best key of {@code ring}. */
  static PGPPublicKey best(PGPPublicKeyRing ring, Instant now) throws NoMatchingKeyException {
    return new EncryptionKeyChoice(ring, now).choose(key -> true);
  }

  /** Returns the key of {@code ring} whose id is {@code keyId} if it may be used. */
  static PGPPublicKey exactly(PGPPublicKeyRing ring, long keyId, Instant now)
      throws NoMatchingKeyException {
    return new EncryptionKeyChoice(ring, now).choose(key -> key.getKeyID() == keyId);
  }

  private PGPPublicKey choose(Predicate<PGPPublicKey> wanted) throws NoMatchingKeyException {
    Optional<PGPSignature> self = newestSelfSignature();
    if (isRevoked(primary, PGPSignature.KEY_REVOCATION)) {
      refusals.add("the key is revoked");
    } else if (self.isEmpty()) {
      refusals.add("the key has no valid self-signature");
    } else if (isExpired(primary, self.get())) {
      refusals.add("the key expired on " + expiry(primary, self.get()));
    } else {
      List<PGPPublicKey> usable = usableSubkeys(wanted);
      if (!usable.isEmpty()) {
        return usable.get(usable.size() - 1);
      }
      if (wanted.test(primary) && mayEncrypt(primary, self.get())) {
        return primary;
      }
    }
    throw new NoMatchingKeyException(
        "key "
            + Octets.keyIdText(primary.getKeyID())
            + " cannot be encrypted to: "
            + (refusals.isEmpty() ? "it has no key for encryption" : String.join("; ", refusals)),
        null);
  }

  /** Returns the subkeys that may be encrypted to, the newest last. */
  private List<PGPPublicKey> usableSubkeys(Predicate<PGPPublicKey> wanted) {
    List<PGPPublicKey> usable = new ArrayList<>();
    for (PGPPublicKey key : ring) {
      if (!key.isMasterKey() && wanted.test(key) && isUsable(key)) {
        usable.add(key);
      }
    }
    usable.sort(Comparator.comparing(PGPPublicKey::getCreationTime));
    return usable;
  }

  private boolean isUsable(PGPPublicKey subkey) {
    Optional<PGPSignature> binding = newest(subkey, PGPSignature.SUBKEY_BINDING);
    String id = "subkey " + Octets.keyIdText(subkey.getKeyID());
    if (binding.isEmpty()) {
      refusals.add(id + " is not bound to the key");
    } else if (!mayEncrypt(subkey, binding.get())) {
      refusals.add(id + " is not for encryption");
    } else if (isRevoked(subkey, PGPSignature.SUBKEY_REVOCATION)) {
      refusals.add(id + " is revoked");
    } else if (isExpired(subkey, binding.get())) {
      refusals.add(id + " expired on " + expiry(subkey, binding.get()));
    } else {
      return true;
    }
    return false;
  }

  private static boolean mayEncrypt(PGPPublicKey key, PGPSignature statement) {
    PGPSignatureSubpacketVector said = statement.getHashedSubPackets();
    int flags = said == null ? 0 : said.getKeyFlags();
    return key.isEncryptionKey() && (flags == 0 || (flags & FOR_ENCRYPTION) != 0);
  }

  private boolean isExpired(PGPPublicKey key, PGPSignature statement) {
    Instant expiry = expiry(key, statement);
    return !expiry.isAfter(now);
  }

  private static Instant expiry(PGPPublicKey key, PGPSignature statement) {
    PGPSignatureSubpacketVector said = statement.getHashedSubPackets();
    long seconds = said == null ? 0 : said.getKeyExpirationTime();
    return seconds == 0 ? Instant.MAX : key.getCreationTime().toInstant().plusSeconds(seconds);
  }

  private boolean isRevoked(PGPPublicKey key, int type) {
    return newest(key, type).isPresent();
  }

  /** Returns the newest good signature of {@code type} that the primary key made on {@code key}. */
  private Optional<PGPSignature> newest(PGPPublicKey key, int type) {
    return newest(
        key.getSignaturesOfType(type),
        signature ->
            key.isMasterKey()
                ? signature.verifyCertification(key)
                : signature.verifyCertification(primary, key));
  }

  private Optional<PGPSignature> newestSelfSignature() {
    Optional<PGPSignature> newest = newest(primary, PGPSignature.DIRECT_KEY);
    for (Iterator<byte[]> ids = primary.getRawUserIDs(); ids.hasNext(); ) {
      byte[] id = ids.next();
      Iterator<PGPSignature> signatures = primary.getSignaturesForID(id);
      Optional<PGPSignature> other =
          newest(signatures, signature -> signature.verifyCertification(id, primary));
      newest = newer(newest, other);
    }
    return newest;
  }

  private static Optional<PGPSignature> newer(Optional<PGPSignature> a, Optional<PGPSignature> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return madeAt(b.get()).isBefore(madeAt(a.get())) ? a : b;
  }

  private static Instant madeAt(PGPSignature signature) {
    return signature.getCreationTime().toInstant();
  }

  /** How a signature is checked; what it covers depends on its type. */
  private interface Check {
    boolean passes(PGPSignature signature) throws PGPException;
  }

  private Optional<PGPSignature> newest(Iterator<PGPSignature> signatures, Check check) {
    Optional<PGPSignature> newest = Optional.empty();
    while (signatures.hasNext()) {
      PGPSignature signature = signatures.next();
      if (signature.getKeyID() == primary.getKeyID() && isGood(signature, check)) {
        newest = newer(newest, Optional.of(signature));
      }
    }
    return newest;
  }

  private boolean isGood(PGPSignature signature, Check check) {
    try {
      signature.init(verifiers, primary);
      return check.passes(signature);
    } catch (PGPException | RuntimeException e) { // an unknown algorithm, a malformed number
      return false;
    }
  }
}
