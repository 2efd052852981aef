package io.jdup.crypto;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Picks the key of a key ring to encrypt to or sign with, as gpg does: the newest subkey that is
 * bound to the primary key by a good signature, made for that use, not expired and not revoked;
 * failing that the primary key itself. A subkey that signs must have confirmed that it belongs to
 * the primary key.
 *
 * <p>Source: RFC 4880 section 5.2.3.3 and gpg 2.2.40, tried.
 */
final class KeyChoice {
  /** What else is asked of a key; the answer is what is wrong with it. */
  interface Objection {
    Optional<String> to(PGPPublicKey key);
  }

  private final PGPPublicKeyRing ring;
  private final PGPPublicKey primary;
  private final KeyUse use;
  private final Instant now;
  private final List<String> refusals = new ArrayList<>();
  private final PGPContentVerifierBuilderProvider verifiers =
      new BcPGPContentVerifierBuilderProvider();

  private KeyChoice(PGPPublicKeyRing ring, KeyUse use, Instant now) {
    this.ring = ring;
    primary = ring.getPublicKey();
    this.use = use;
    this.now = now;
  }

  /** Returns the best key of {@code ring} for {@code use}. */
  static PGPPublicKey best(PGPPublicKeyRing ring, KeyUse use, Instant now)
      throws NoMatchingKeyException {
    return best(ring, use, now, key -> Optional.empty());
  }

  /** Returns the best key that there is no {@code objection} to. */
  static PGPPublicKey best(PGPPublicKeyRing ring, KeyUse use, Instant now, Objection objection)
      throws NoMatchingKeyException {
    return new KeyChoice(ring, use, now).choose(key -> true, objection);
  }

  /** Returns the key of {@code ring} whose id is {@code keyId} if it may be used. */
  static PGPPublicKey exactly(PGPPublicKeyRing ring, long keyId, KeyUse use, Instant now)
      throws NoMatchingKeyException {
    return exactly(ring, keyId, use, now, key -> Optional.empty());
  }

  /** Returns that key if there is no {@code objection} to it either. */
  static PGPPublicKey exactly(
      PGPPublicKeyRing ring, long keyId, KeyUse use, Instant now, Objection objection)
      throws NoMatchingKeyException {
    return new KeyChoice(ring, use, now).choose(key -> key.getKeyID() == keyId, objection);
  }

  private PGPPublicKey choose(Predicate<PGPPublicKey> wanted, Objection objection)
      throws NoMatchingKeyException {
    Optional<PGPSignature> self = newestSelfSignature();
    if (isRevoked(primary, PGPSignature.KEY_REVOCATION)) {
      refusals.add("the key is revoked");
    } else if (self.isEmpty()) {
      refusals.add("the key has no valid self-signature");
    } else if (isExpired(primary, self.get())) {
      refusals.add("the key expired on " + expiry(primary, self.get()));
    } else {
      List<PGPPublicKey> usable = usableSubkeys(wanted, objection);
      if (!usable.isEmpty()) {
        return usable.get(usable.size() - 1);
      }
      if (wanted.test(primary)
          && use.isFor(primary, self.get())
          && isAccepted("the key itself", primary, objection)) {
        return primary;
      }
    }
    throw new NoMatchingKeyException(
        "key "
            + Octets.keyIdText(primary.getKeyID())
            + " cannot "
            + use.verb()
            + ": "
            + (refusals.isEmpty()
                ? "it has no key for " + use.noun()
                : String.join("; ", refusals)),
        null);
  }

  private boolean isAccepted(String name, PGPPublicKey key, Objection objection) {
    Optional<String> wrong = objection.to(key);
    wrong.ifPresent(text -> refusals.add(name + " " + text));
    return wrong.isEmpty();
  }

  /** Returns the subkeys that may be used, the newest last. */
  private List<PGPPublicKey> usableSubkeys(Predicate<PGPPublicKey> wanted, Objection objection) {
    List<PGPPublicKey> usable = new ArrayList<>();
    for (PGPPublicKey key : ring) {
      if (!key.isMasterKey() && wanted.test(key) && isUsable(key, objection)) {
        usable.add(key);
      }
    }
    usable.sort(Comparator.comparing(PGPPublicKey::getCreationTime));
    return usable;
  }

  private boolean isUsable(PGPPublicKey subkey, Objection objection) {
    Optional<PGPSignature> binding = newest(subkey, PGPSignature.SUBKEY_BINDING);
    String id = "subkey " + Octets.keyIdText(subkey.getKeyID());
    if (binding.isEmpty()) {
      refusals.add(id + " is not bound to the key");
    } else if (!use.isFor(subkey, binding.get())) {
      refusals.add(id + " is not for " + use.noun());
    } else if (isRevoked(subkey, PGPSignature.SUBKEY_REVOCATION)) {
      refusals.add(id + " is revoked");
    } else if (isExpired(subkey, binding.get())) {
      refusals.add(id + " expired on " + expiry(subkey, binding.get()));
    } else if (use == KeyUse.SIGNING && !isConfirmed(subkey, binding.get())) {
      refusals.add(id + " has not confirmed that it belongs to the key");
    } else {
      return isAccepted(id, subkey, objection);
    }
    return false;
  }

  /** Returns whether {@code subkey} signed in turn: or others could claim it as theirs. */
  private boolean isConfirmed(PGPPublicKey subkey, PGPSignature binding) {
    for (PGPSignatureSubpacketVector area :
        Arrays.asList(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())) {
      if (area != null && holdsConfirmation(area, subkey)) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsConfirmation(PGPSignatureSubpacketVector area, PGPPublicKey subkey) {
    try {
      for (PGPSignature embedded : area.getEmbeddedSignatures()) {
        if (embedded.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING) {
          embedded.init(verifiers, subkey);
          if (embedded.verifyCertification(primary, subkey)) {
            return true;
          }
        }
      }
    } catch (PGPException | RuntimeException e) { // malformed: as if it were not there
      return false;
    }
    return false;
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

  // A key ring is shared by threads that check files at the same time, and its signatures hold the
  // state of their own checking.
  private boolean isGood(PGPSignature signature, Check check) {
    synchronized (signature) {
      return passes(signature, check);
    }
  }

  private boolean passes(PGPSignature signature, Check check) {
    try {
      signature.init(verifiers, primary);
      return check.passes(signature);
    } catch (PGPException | RuntimeException e) { // an unknown algorithm, a malformed number
      return false;
    }
  }
}
