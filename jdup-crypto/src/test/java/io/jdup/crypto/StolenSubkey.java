package io.jdup.crypto;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** Makes a key that claims another's signing subkey, which never agreed to that. */
final class StolenSubkey {
  private StolenSubkey() {}

  /** Returns the public key of {@code thief} with the first subkey of {@code owner} bound to it. */
  static byte[] claimedBy(PGPSecretKeyRing thief, byte[] owner) throws Exception {
    var victim = new PGPPublicKeyRing(owner, new BcKeyFingerprintCalculator());
    List<PGPPublicKey> keys = new ArrayList<>();
    thief.toCertificate().forEach(keys::add);
    PGPPublicKey primary = keys.get(0);
    for (PGPPublicKey key : victim) {
      if (!key.isMasterKey()) {
        PGPPublicKey bare = key;
        for (var old = key.getSignatures(); old.hasNext(); ) {
          bare = PGPPublicKey.removeCertification(bare, old.next());
        }
        keys.add(PGPPublicKey.addCertification(bare, binding(thief, primary, bare)));
        return new PGPPublicKeyRing(keys).getEncoded();
      }
    }
    throw new AssertionError("no subkey to steal");
  }

  private static PGPSignature binding(
      PGPSecretKeyRing thief, PGPPublicKey primary, PGPPublicKey subkey) throws Exception {
    var signer =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(primary.getAlgorithm(), HashAlgorithmTags.SHA256),
            primary);
    signer.init(
        PGPSignature.SUBKEY_BINDING, SecretKeyLock.open(thief.getSecretKey(), Passphrase.of("")));
    var said = new PGPSignatureSubpacketGenerator();
    said.setSignatureCreationTime(subkey.getCreationTime());
    said.setKeyFlags(true, KeyFlags.SIGN_DATA);
    said.setIssuerFingerprint(false, primary);
    signer.setHashedSubpackets(said.generate());
    var unhashed = new PGPSignatureSubpacketGenerator();
    unhashed.setIssuerKeyID(false, primary.getKeyID());
    signer.setUnhashedSubpackets(unhashed.generate());
    return signer.generateCertification(primary, subkey);
  }
}
