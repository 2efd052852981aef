package io.jdup.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.jspecify.annotations.Nullable;

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
        PGPPublicKey subkey = choose(ring, query, KeyUse.ENCRYPTION, key -> Optional.empty());
        usable.add(PgpPublicKey.of(ring, subkey));
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

  private PGPPublicKey choose(
      PGPPublicKeyRing ring, KeyQuery query, KeyUse use, KeyChoice.Objection objection)
      throws NoMatchingKeyException {
    Instant now = clock.instant();
    if (query.exactSubkey()) {
      for (PGPPublicKey key : ring) {
        if (query.isIdOf(key)) {
          return KeyChoice.exactly(ring, key.getKeyID(), use, now, objection);
        }
      }
    }
    return KeyChoice.best(ring, use, now, objection);
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

  private static NoMatchingKeyException ambiguous(String id, List<?> usable) {
    String candidates = usable.stream().map(Object::toString).collect(Collectors.joining(", "));
    return new NoMatchingKeyException(
        "\"" + id + "\" names several keys, use a fingerprint: " + candidates, null);
  }

  /**
   * Returns the signer that {@code id} names, as in {@link #publicKey}; the id may be that of any
   * of its subkeys.
   *
   * @throws NoMatchingKeyException if no key, or more than one, is named so
   */
  public PgpSigner signer(String id) throws IOException {
    var rings = new GnuPgKeyRings(home);
    List<PgpSigner> found =
        new KeyQuery(id).matches(rings.publicKeys()).stream().map(PgpSigner::of).toList();
    if (found.isEmpty()) {
      throw unknown(id, rings);
    }
    if (found.size() > 1) {
      throw ambiguous(id, found);
    }
    return found.get(0);
  }

  /**
   * Returns the secret key to sign with that {@code id} names, as in {@link #publicKey}; it is not
   * protected. See {@link #signingKey(String, Passphrase)}.
   */
  public PgpSigningKey signingKey(String id) throws IOException {
    return findSigningKey(id, null);
  }

  /**
   * Returns the secret key to sign with that {@code id} names, unlocked with {@code passphrase} if
   * it is protected. As with gpg, the newest good subkey for signing whose secret part is there is
   * used, or else the primary key; signatures are dated by the clock.
   *
   * @throws NoMatchingKeyException if no key, or more than one usable key, is named so, or if it is
   *     expired, revoked, not for signing, or without its secret part
   * @throws WrongPassphraseException if {@code passphrase} does not unlock it
   */
  public PgpSigningKey signingKey(String id, Passphrase passphrase) throws IOException {
    return findSigningKey(id, passphrase);
  }

  private PgpSigningKey findSigningKey(String id, @Nullable Passphrase passphrase)
      throws IOException {
    var query = new KeyQuery(id);
    var rings = new GnuPgKeyRings(home);
    List<PGPPublicKeyRing> found = query.matches(rings.publicKeys());
    if (found.isEmpty()) {
      throw unknown(id, rings);
    }
    var secrets = new SigningKeySearch(home, LockedKey.in(rings));
    NoMatchingKeyException refusal = null;
    for (PGPPublicKeyRing ring : found) {
      try {
        secrets.found(ring, choose(ring, query, KeyUse.SIGNING, secrets));
      } catch (NoMatchingKeyException e) {
        refusal = e;
      }
    }
    if (secrets.names().size() > 1) {
      throw ambiguous(id, secrets.names());
    }
    if (secrets.names().isEmpty() && refusal != null) {
      throw SigningKeySearch.refused(refusal);
    }
    return secrets.unlock(passphrase, clock);
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
