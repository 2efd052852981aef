package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class BackupProperties {
  private static final Path KEYS = Path.of("..", "testdata", "fixtures", "keys");

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void everyStateOfAnyTreeRestoresExactly(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      chain.volumeBytes = 1L + random.nextInt(400_000);
      pack(chain, random.nextInt(5));
      chain.change = settings -> settings.maxDeleted = DeletionLimit.of(100); // at random
      var tree = new RandomTree(chain.source, seed);
      chain.backUp(target);
      for (int i = random.nextInt(4); i > 0; i--) {
        tree.mutate();
        if (random.nextInt(4) == 0) {
          forgetArchiveDir(chain);
        }
        chain.backUp(target);
      }
      assertEquals(chain.states, chain.allRestored(target));
      assertEquals(List.of(), chain.leftovers());
    }
  }

  private static void forgetArchiveDir(Chain chain) throws IOException {
    io.jdup.internal.volume.WorkDirectory.deleteTree(chain.archive);
  }

  private static void pack(Chain chain, int kind) throws IOException {
    switch (kind) {
      case 0 -> chain.encoding = new VolumeEncoding.Plain();
      case 1 -> {
        var secret = Passphrase.of("of no use elsewhere");
        chain.encoding = new VolumeEncoding.Encrypted(OpenPgp.encryptWith(secret));
        chain.decryptor = OpenPgp.decryptWith(secret);
      }
      case 2 -> {
        chain.encoding = new VolumeEncoding.Encrypted(OpenPgp.encryptTo(publicKey()));
        chain.decryptor = OpenPgp.decryptWith(secretKey());
      }
      case 3 -> chain.encoding = new VolumeEncoding.Gzip(1);
      default -> chain.encoding = VolumeEncoding.Gzip.DEFAULT;
    }
  }

  private static PgpPublicKey publicKey() throws IOException {
    try (InputStream in = Files.newInputStream(KEYS.resolve("cv25519.public.asc"))) {
      return PgpPublicKey.read(in);
    }
  }

  private static PgpSecretKey secretKey() throws IOException {
    String passphrase = Files.readString(KEYS.resolve("cv25519.passphrase")).strip();
    try (InputStream in = Files.newInputStream(KEYS.resolve("cv25519.secret.asc"))) {
      return PgpSecretKey.read(in, Passphrase.of(passphrase));
    }
  }
}
