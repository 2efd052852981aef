package io.jdup.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/**
 * The keys in a GnuPG home directory such as {@code ~/.gnupg}, of any gpg from 1.4 to 2.4. The
 * directory is only read; neither gpg nor its agent is needed. Keys on smartcards and in the agent
 * alone cannot be used. Immutable.
 *
 * <p>gpg in batch mode refuses to encrypt to a key it does not trust ("no assurance this key
 * belongs to the named user"); jdup has no such rule and takes the key that was named. Name it by
 * its fingerprint where others can add keys to the directory.
 */
public final class GnuPgHome {
  private final Path home;
  private final Clock clock;

  private GnuPgHome(Path home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** Returns the keys in directory {@code home}; it is read when a key is asked for. */
  public static GnuPgHome at(Path home) {
    return new GnuPgHome(home, Clock.systemUTC());
  }

  /** Judges by {@code clock} whether keys have expired. */
  public GnuPgHome clock(Clock newClock) {
    return new GnuPgHome(home, newClock);
  }

  /**
   * Returns the public key that {@code id} names: its fingerprint, long or short key id (with or
   * without {@code 0x} and blanks, in any case) or that of a subkey; an e-mail address; or part of
   * a user id. As with gpg, the newest good subkey for encryption is used whichever of the key's
   * ids was given; a {@code !} behind an id insists on that very subkey.
   *
   * @throws NoMatchingKeyException if no key, or more than one usable key, is named so, or if it is
   *     expired, revoked or only for signing
   */
  public PgpPublicKey publicKey(String id) throws IOException {
    var query = new KeyQuery(id);
    var rings = new GnuPgKeyRings(home);
    List<PGPPublicKeyRing> found = query.matches(rings.publicKeys());
    if (found.isEmpty()) {
      throw unknown(id, rings);
    }
    List<PgpPublicKey> usable = new ArrayList<>();
    NoMatchingKeyException refusal = null;
    for (PGPPublicKeyRing ring : found) {
      try {
        usable.add(PgpPublicKey.of(ring, choose(ring, query)));
      } catch (NoMatchingKeyException e) {
        refusal = e;
      }
    }
    if (usable.size() > 1) {
      throw ambiguous(id, usable);
    }
    if (usable.isEmpty() && refusal != null) {
      throw refusal;
    }
    return usable.get(0);
  }

  private PGPPublicKey choose(PGPPublicKeyRing ring, KeyQuery query) throws NoMatchingKeyException {
    Instant now = clock.instant();
    if (query.exactSubkey()) {
      for (PGPPublicKey key : ring) {
        if (query.isIdOf(key)) {
          return EncryptionKeyChoice.exactly(ring, key.getKeyID(), now);
        }
      }
    }
    return EncryptionKeyChoice.best(ring, now);
  }

  private static NoMatchingKeyException unknown(String id, GnuPgKeyRings rings) {
    String places =
        rings.publicFiles().stream()
            .map(file -> file + (Files.exists(file) ? "" : " (not there)"))
            .collect(Collectors.joining(", "));
    return new NoMatchingKeyException(
        "no public key \""
            + id
            + "\" in "
            + places
            + "; import it with \"gpg --import FILE\" or \"gpg --recv-keys ID\"",
        null);
  }

  private static NoMatchingKeyException ambiguous(String id, List<PgpPublicKey> usable) {
    String candidates =
        usable.stream().map(PgpPublicKey::toString).collect(Collectors.joining(", "));
    return new NoMatchingKeyException(
        "\"" + id + "\" names several keys, use a fingerprint: " + candidates, null);
  }

  /** Returns the secret keys that are not protected, as the source of a decryptor. */
  public SecretKeys secretKeys() {
    return new GnuPgSecretKeys(home, null);
  }

  /**
   * Returns the secret keys as the source of a decryptor; {@code passphrase} unlocks those that are
   * protected. The directory is read when a message first wants a key; a wrong passphrase shows
   * then.
   */
  public SecretKeys secretKeys(Passphrase passphrase) {
    return new GnuPgSecretKeys(home, passphrase);
  }
}
