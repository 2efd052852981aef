package io.jdup;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.crypto.PgpSigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The passphrases and secret keys that open the archives in {@code testdata/fixtures}. */
final class FixtureKeys {
  private static final Path KEYS = Path.of("..", "testdata", "fixtures", "keys");

  private FixtureKeys() {}

  /** Lets {@code restore} decrypt the archive that {@code meta} describes. */
  static Restore unlock(Restore restore, JsonObject meta) throws IOException {
    String encryption = meta.get("encryption").getAsString();
    return encryption.equals("none") ? restore : restore.decryptWith(decryptor(meta));
  }

  private static Decryptor decryptor(JsonObject meta) throws IOException {
    List<PgpSecretKey> keys = new ArrayList<>();
    if (meta.has("keys")) {
      for (JsonElement name : meta.getAsJsonArray("keys")) {
        keys.add(secretKey(name.getAsString()));
      }
    }
    return keys.isEmpty()
        ? OpenPgp.decryptWith(Passphrase.of(meta.get("passphrase").getAsString()))
        : OpenPgp.decryptWith(keys.toArray(new PgpSecretKey[0]));
  }

  /** Returns the fixtures' key {@code name} to sign with. */
  static PgpSigningKey signingKey(String name) throws IOException {
    String passphrase = Files.readString(KEYS.resolve(name + ".passphrase")).strip();
    try (InputStream in = Files.newInputStream(KEYS.resolve(name + ".secret.asc"))) {
      return PgpSigningKey.read(in, Passphrase.of(passphrase));
    }
  }

  /** Returns the public part of the fixtures' key {@code name}. */
  static PgpPublicKey publicKey(String name) throws IOException {
    try (InputStream in = Files.newInputStream(KEYS.resolve(name + ".public.asc"))) {
      return PgpPublicKey.read(in);
    }
  }

  /** Returns the fixtures' key {@code name} to decrypt with. */
  static PgpSecretKey secretKey(String name) throws IOException {
    String passphrase = Files.readString(KEYS.resolve(name + ".passphrase")).strip();
    try (InputStream in = Files.newInputStream(KEYS.resolve(name + ".secret.asc"))) {
      return PgpSecretKey.read(in, Passphrase.of(passphrase));
    }
  }
}
