package io.jdup.crypto;

import java.util.List;

/** Secret keys the caller has read. Immutable. */
final class GivenSecretKeys extends SecretKeys {
  private final List<PgpSecretKey> keys;

  GivenSecretKeys(List<PgpSecretKey> keys) {
    this.keys = keys;
  }

  @Override
  List<SessionKeyUnwrapper> candidates(long keyId) {
    return keys.stream()
        .flatMap(key -> key.unwrappers().stream())
        .filter(unwrapper -> keyId == 0 || unwrapper.keyId() == keyId)
        .toList();
  }

  @Override
  List<PgpSigner> knownSigners() {
    return keys.stream().map(PgpSecretKey::signer).toList();
  }

  @Override
  String place() {
    return keys.isEmpty() ? "no secret key was given" : "secret keys given: " + keys;
  }
}
