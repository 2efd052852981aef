package io.jdup.crypto;

import java.util.List;

/**
 * What is asked of the signatures inside messages. A signature that can be checked, since its key
 * is known, must always fit; beyond that, one of certain signers may be demanded. Immutable; safe
 * for many threads if its listener is.
 */
public final class SignatureCheck {
  /** Hears of signatures that nothing is known to be wrong with, and that prove nothing. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Tells of a signature that claims to be by the key {@code keyId}, 16 hexadecimal digits;
     * {@code reason} is a clause for people.
     */
    void unproven(String keyId, String reason);
  }

  private final List<PgpSigner> demanded;
  private final List<PgpSigner> known;
  private final Listener listener;

  private SignatureCheck(List<PgpSigner> demanded, List<PgpSigner> known, Listener listener) {
    this.demanded = List.copyOf(demanded);
    this.known = List.copyOf(known);
    this.listener = listener;
  }

  /**
   * Demands no signature. Those of {@code known} signers must fit, as must those of keys that the
   * decryptor finds beside its secret keys; {@code listener} hears of all that prove nothing.
   */
  public static SignatureCheck demandingNone(List<PgpSigner> known, Listener listener) {
    return new SignatureCheck(List.of(), known, listener);
  }

  /** Demands a signature by any of {@code signers}, at least one, or any of their subkeys. */
  public static SignatureCheck signedBy(List<PgpSigner> signers) {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("no signer is demanded");
    }
    return new SignatureCheck(signers, List.of(), (keyId, reason) -> {});
  }

  /** Returns whether messages without a signature are refused. */
  public boolean demandsSigner() {
    return !demanded.isEmpty();
  }

  List<PgpSigner> demanded() {
    return demanded;
  }

  List<PgpSigner> known() {
    return known;
  }

  Listener listener() {
    return listener;
  }
}
