package io.jdup.internal.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.FileEncoding;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ExpansionLimitTest {
  @TempDir Path directory;

  private static InputStream made(long unpacked, int packed) throws IOException {
    var limit = new ExpansionLimit("v", 10_000);
    limit.below(new ByteArrayInputStream(new byte[packed])).readAllBytes();
    return limit.above(
        new InputStream() {
          private long left = unpacked;

          @Override
          public int read() {
            return left-- > 0 ? 0 : -1;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
          }
        });
  }

  @Test
  void whatGrowsWithinReasonPasses() throws IOException {
    assertEquals(10_000, made(10_000, 1).readAllBytes().length);
    assertEquals(200_000, made(200_000, 100).readAllBytes().length);
  }

  @Test
  void whatGrowsBeyondItIsDamage() throws IOException {
    InputStream in = made(1L << 40, 100);
    var e =
        assertThrows(
            CorruptBackupException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
    assertTrue(e.getMessage().contains("its first 100 bytes unpack to more than 2000 times"));
  }

  // 1.2 GB of zeros are 1 kB by bzip2.
  @Test
  @EnabledIfSystemProperty(named = "jdup.sweep", matches = "all")
  void aBombOfGpgEndsEarly() throws Exception {
    Path bomb = directory.resolve("bomb.gpg");
    var gpg =
        new ProcessBuilder(
            "sh",
            "-c",
            "head -c 1200000000 /dev/zero | gpg --homedir . --batch --pinentry-mode loopback"
                + " --passphrase p --s2k-count 1024 --compress-algo bzip2 -c -o bomb.gpg -");
    Process made = start(gpg);
    Assumptions.assumeTrue(made.waitFor(200, TimeUnit.SECONDS) && made.exitValue() == 0);
    assertTrue(Files.size(bomb) < 100_000);
    var decoding = new VolumeDecoding(OpenPgp.decryptWith(Passphrase.of("p")));
    try (InputStream in =
        decoding.decode("bomb.gpg", FileEncoding.OPENPGP, Files.newInputStream(bomb))) {
      assertThrows(
          CorruptBackupException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
    }
  }

  private Process start(ProcessBuilder gpg) {
    try {
      return gpg.directory(directory.toFile()).inheritIO().start();
    } catch (IOException e) {
      return Assumptions.abort("there is no shell here");
    }
  }
}
