package io.jdup.internal.volume;

import io.jdup.crypto.PgpSigner;
import io.jdup.crypto.SignatureCheck;
import io.jdup.report.JdupListener;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who must have signed the files of a run, and who hears of signatures that prove nothing: once of
 * each key, as all files of a backup have the same. Safe for many threads.
 */
public final class SignatureRules {
  /** Demands nothing and tells nobody. */
  public static final SignatureRules NONE = demandingNone(List.of(), JdupListener.SILENT);

  private final List<PgpSigner> demanded;
  private final List<PgpSigner> known;
  private final JdupListener listener;
  private final Set<String> told = new HashSet<>(); // reasons; guarded by this

  private SignatureRules(List<PgpSigner> demanded, List<PgpSigner> known, JdupListener listener) {
    this.demanded = List.copyOf(demanded);
    this.known = List.copyOf(known);
    this.listener = listener;
  }

  /** Demands a signature by one of {@code signers}; at least one. */
  public static SignatureRules signedBy(List<PgpSigner> signers, JdupListener listener) {
    return new SignatureRules(signers, List.of(), listener);
  }

  /** Demands none; those of {@code known} signers are checked all the same. */
  public static SignatureRules demandingNone(List<PgpSigner> known, JdupListener listener) {
    return new SignatureRules(List.of(), known, listener);
  }

  /** Returns whether each file must be signed. */
  boolean demandsSigner() {
    return !demanded.isEmpty();
  }

  /** Returns what is to be checked in {@code fileName}. */
  SignatureCheck checkOf(String fileName) {
    return demandsSigner()
        ? SignatureCheck.signedBy(demanded)
        : SignatureCheck.demandingNone(known, (keyId, reason) -> tell(fileName, reason));
  }

  private synchronized void tell(String fileName, String reason) {
    if (told.add(reason)) {
      listener.warning(
          "'"
              + fileName
              + "' proves nothing about who wrote it: "
              + reason
              + "; import the signer's public key, or demand a signer, to have that checked");
    }
  }
}
