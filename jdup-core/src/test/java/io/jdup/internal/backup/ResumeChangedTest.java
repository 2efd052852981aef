package io.jdup.internal.backup;

import static io.jdup.internal.backup.InterruptedSource.edit;
import static io.jdup.internal.backup.InterruptedSource.failsAfter;
import static io.jdup.internal.backup.InterruptedSource.fill;
import static io.jdup.internal.backup.InterruptedSource.latest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.crypto.Encryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.ResumeMismatchException;
import io.jdup.selection.Selection;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that go on with an interrupted one under other settings. */
class ResumeChangedTest {
  @ParameterizedTest
  @CsvSource({"1,70000", "3,70000", "3,500000", "7,1", "7,5000000"})
  void volumesOfAnotherSizeFollow(int volume, long bytes) throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, volume);
      chain.volumeBytes = bytes;
      chain.backUp(target);
      assertEquals(chain.states.get(latest(chain)), chain.restored(target, latest(chain)));
      edit(chain);
      failsAfter(chain, target, 1);
      chain.volumeBytes = 180_000;
      chain.backUp(target);
      chain.backUp(target);
      assertEquals(chain.states, chain.allRestored(target));
    }
  }

  @ParameterizedTest
  @CsvSource({"2,**dir0", "2,**dir2", "6,**dir1"})
  void whatIsNotSelectedAnyMoreIsGoneWithTheNextIncrement(int volume, String pattern)
      throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      failsAfter(chain, target, volume);
      chain.change = settings -> settings.selection = Selection.everything().exclude(pattern);
      String directory = pattern.substring(2);
      chain.backUp(target);
      List<String> resumed = chain.restored(target, latest(chain));
      assertTrue(chain.states.get(latest(chain)).containsAll(resumed), "nothing is made up");
      chain.backUp(target);
      List<String> all = chain.states.get(latest(chain));
      List<String> selected = all.stream().filter(line -> !line.startsWith(directory)).toList();
      assertTrue(selected.size() < all.size());
      assertEquals(selected, chain.restored(target, latest(chain)));
    }
  }

  @Test
  void whatIsSelectedAnewComesWithTheNextIncrement() throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      chain.change =
          settings -> {
            settings.selection = Selection.everything().exclude("**dir0");
            settings.failAfterVolume = 2;
          };
      try {
        chain.backUp(target);
      } catch (IOException e) {
        assertTrue(e.getMessage().contains("behind volume 2"), e::getMessage);
      }
      chain.change = settings -> {};
      chain.backUp(target);
      chain.backUp(target);
      assertEquals(chain.states.get(latest(chain)), chain.restored(target, latest(chain)));
    }
  }

  @Test
  void volumesForOthersAreNotMixed() throws IOException {
    Encryptor passphrase = OpenPgp.encryptWith(Passphrase.of("a"));
    Encryptor curve = OpenPgp.encryptTo(key("cv25519"));
    Encryptor rsa = OpenPgp.encryptTo(key("rsa2048"));
    Encryptor hidden = OpenPgp.encryptTo(key("rsa2048")).hiddenTo(key("cv25519"));
    assertRefused(passphrase, curve, "passphrase");
    assertRefused(curve, passphrase, key("cv25519").encryptionKeyId());
    assertRefused(curve, rsa, key("cv25519").encryptionKeyId());
    assertRefused(hidden, rsa, "+hidden:1");
  }

  private static void assertRefused(Encryptor first, Encryptor second, String told)
      throws IOException {
    try (var chain = new Chain();
        var target = new MemoryTransport()) {
      fill(chain);
      chain.encoding = new VolumeEncoding.Encrypted(first);
      failsAfter(chain, target, 3);
      chain.encoding = new VolumeEncoding.Encrypted(second);
      var refused = assertThrows(ResumeMismatchException.class, () -> chain.backUp(target));
      assertTrue(refused.getMessage().contains(told + "', this run's"), refused::getMessage);
      chain.encoding = new VolumeEncoding.Encrypted(first);
      assertTrue(chain.backUp(target).stored(), "with the first ones it goes on");
    }
  }

  private static PgpPublicKey key(String name) throws IOException {
    Path file = Path.of("..", "testdata", "fixtures", "keys", name + ".public.asc");
    try (InputStream in = Files.newInputStream(file)) {
      return PgpPublicKey.read(in);
    }
  }
}
