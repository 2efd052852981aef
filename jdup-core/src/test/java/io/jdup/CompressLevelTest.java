package io.jdup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressLevelTest {
  private static final Passphrase PASSPHRASE = Passphrase.of("levels");

  @TempDir private Path temp;
  private byte[] text;

  @BeforeEach
  void makeSource() throws IOException {
    Files.createDirectory(temp.resolve("source"));
    text = text(400_000);
    Files.write(temp.resolve("source/text"), text);
  }

  @Test
  void higherLevelsMakeSmallerVolumes() throws IOException {
    long fast = volumeBytes("fast", b -> b.unencrypted().compressLevel(1));
    long small = volumeBytes("small", b -> b.unencrypted().compressLevel(9));
    assertTrue(small < 0.9 * fast, small + " bytes at level 9, " + fast + " at level 1");
    assertArrayEquals(text, restored("fast"));
    assertArrayEquals(text, restored("small"));
  }

  @Test
  void levelCountsForEncryptedVolumesTooWhicheverWasSaidFirst() throws IOException {
    long small = volumeBytes("first", b -> b.compressLevel(9).encryptWith(PASSPHRASE));
    long same = volumeBytes("last", b -> b.encryptWith(PASSPHRASE).compressLevel(9));
    long usual = volumeBytes("usual", b -> b.encryptWith(PASSPHRASE));
    assertEquals(small, same);
    assertTrue(small < usual, small + " bytes at level 9, " + usual + " if nothing is said");
    assertArrayEquals(text, restored("last"));
  }

  @Test
  void levelsBeyondOneToNineAreRefusedAtOnce() {
    Backup backup = Backup.of(temp);
    assertThrows(IllegalArgumentException.class, () -> backup.compressLevel(0));
    assertThrows(IllegalArgumentException.class, () -> backup.compressLevel(10));
  }

  private long volumeBytes(String name, UnaryOperator<Backup> how) throws IOException {
    return how.apply(Backup.of(temp.resolve("source")))
        .archiveDir(temp.resolve(name + "-archive"))
        .to(temp.resolve(name).toUri())
        .statistics()
        .totalDestinationSizeChangeBytes();
  }

  private byte[] restored(String name) throws IOException {
    Path to = temp.resolve(name + "-restored");
    Restore.from(temp.resolve(name).toUri()).decryptWith(OpenPgp.decryptWith(PASSPHRASE)).into(to);
    return Files.readAllBytes(to.resolve("text"));
  }

  private static byte[] text(int length) {
    var random = new Random(1);
    byte[] words = new byte[4_000];
    for (int i = 0; i < words.length; i++) {
      words[i] = (byte) ('a' + random.nextInt(26));
    }
    byte[] text = new byte[length];
    for (int at = 0; at < length; ) {
      int part = Math.min(length - at, 4 + random.nextInt(8));
      System.arraycopy(words, random.nextInt(words.length - part), text, at, part);
      at += part;
    }
    return text;
  }
}
