package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages many times larger than the heap, in a JVM of its own. */
class ConstantMemoryTest {
  private static final int MEGABYTES = 150;
  private static final String HEAP = "-Xmx16m";

  @Test
  void aMessageMayBeMuchLargerThanTheHeap(@TempDir Path directory) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Forked.class.getName(),
                directory.resolve("message").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  /** Encrypts to a file and decrypts that. */
  static final class Forked {
    private Forked() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      byte[] megabyte = TestData.noise(1 << 20, 3);
      var encryptor = TestData.quick("p").compress(OpenPgpCompression.NONE, 0);
      try (OutputStream out = encryptor.encrypt(Files.newOutputStream(file))) {
        for (int i = 0; i < MEGABYTES; i++) {
          out.write(megabyte);
        }
      }
      long bytes = 0;
      try (InputStream in =
          OpenPgp.decryptWith(Passphrase.of("p"))
              .decrypt(new BufferedInputStream(Files.newInputStream(file)))) {
        bytes = in.transferTo(OutputStream.nullOutputStream());
      }
      if (bytes != (long) MEGABYTES << 20) {
        throw new AssertionError("read " + bytes + " bytes");
      }
    }
  }
}
