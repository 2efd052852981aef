package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The signatures of one message: hashes the content as they need it, and judges them when the
 * message has ended. Used once, by one thread.
 */
final class MessageSignatures {
  private static final int ANNOUNCEMENT_VERSION = 3;

  private final SignatureCheck check;
  private final SecretKeys keys;
  private final List<SignaturePacket> signatures = new ArrayList<>();
  private final Map<HashAlgorithm, MessageDigest> digests = new EnumMap<>(HashAlgorithm.class);
  private final List<String> unproven = new ArrayList<>();

  /** Judges as {@code check} says; signers are looked for there and in {@code keys}. */
  MessageSignatures(SignatureCheck check, SecretKeys keys) {
    this.check = check;
    this.keys = keys;
  }

  /** Reads the announcement of a signature, before the content. */
  void announce(InputStream body) throws IOException {
    int version = Octets.one(body);
    if (version != ANNOUNCEMENT_VERSION) {
      throw new CryptoException("signature announcement of unknown version " + version, null);
    }
    Octets.one(body); // what kind of signature, which it says itself
    hash(Octets.one(body));
    Octets.many(body, 1 + 8); // public-key algorithm and key: as well
  }

  private void hash(int hashId) {
    try {
      HashAlgorithm hash = HashAlgorithm.of(hashId);
      digests.put(hash, hash.digest());
    } catch (IntegrityException e) {
      return; // the signature is unproven then
    }
  }

  /** Reads a signature that stands before the content. */
  void before(InputStream body) throws IOException {
    add(body).ifPresent(signature -> hash(signature.hashId()));
  }

  /** Reads a signature that stands after the content. */
  void after(InputStream body) throws IOException {
    add(body);
  }

  private Optional<SignaturePacket> add(InputStream body) throws IOException {
    try {
      SignaturePacket signature = SignaturePacket.read(body);
      signatures.add(signature);
      return Optional.of(signature);
    } catch (SignatureRefusedException | IntegrityException e) {
      throw e;
    } catch (CryptoException e) {
      unproven(0, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void unproven(long keyId, String reason) {
    unproven.add(reason);
    check.listener().unproven(Octets.keyIdText(keyId), reason);
  }

  /** Takes the next bytes of the content. */
  void content(byte[] bytes, int offset, int length) {
    for (MessageDigest digest : digests.values()) {
      digest.update(bytes, offset, length);
    }
  }

  /**
   * Judges all signatures, the content being complete.
   *
   * @throws SignatureRefusedException if one does not fit, or the one that is demanded is missing
   */
  void judge() throws IOException {
    boolean demandMet = !check.demandsSigner();
    for (SignaturePacket signature : signatures) {
      demandMet |= isByDemandedSigner(signature);
    }
    if (!demandMet) {
      String found = unproven.isEmpty() ? "it is not signed" : String.join("; ", unproven);
      throw new SignatureRefusedException(
          found
              + "; a signature is demanded by "
              + names()
              + "; use another copy, or demand none if you know who made this one",
          null);
    }
  }

  /** Returns the failure that a signature was announced and did not come. */
  CryptoException missing() {
    String what = "an announced signature is missing after the content";
    return check.demandsSigner()
        ? new SignatureRefusedException(what, null)
        : new IntegrityException(what, null);
  }

  private String names() {
    return check.demanded().stream().map(PgpSigner::toString).collect(Collectors.joining(" or "));
  }

  private boolean isByDemandedSigner(SignaturePacket signature) throws IOException {
    for (PgpSigner signer : check.demanded()) {
      var key = signer.keyOf(signature);
      if (key.isPresent()) {
        return new SignatureProof(signature, signer, key.get()).holds(digests, this::unproven);
      }
    }
    checkOther(signature);
    return false;
  }

  private void checkOther(SignaturePacket signature) throws IOException {
    List<PgpSigner> others = new ArrayList<>(check.known());
    others.addAll(keys.knownSigners());
    for (PgpSigner signer : others) {
      var key = signer.keyOf(signature);
      if (key.isPresent()) {
        boolean holds =
            new SignatureProof(signature, signer, key.get()).holds(digests, this::unproven);
        if (holds && check.demandsSigner()) {
          unproven.add("it is signed by " + signer);
        }
        return;
      }
    }
    unproven(
        signature.keyId(),
        "it is signed by key "
            + Octets.keyIdText(signature.keyId())
            + ", whose public key is not at hand");
  }
}
