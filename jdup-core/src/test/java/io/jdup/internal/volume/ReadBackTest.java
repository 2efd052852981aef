package io.jdup.internal.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.crypto.Encryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.internal.concurrent.TaskScope;
import io.jdup.report.PackedWronglyException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was packed wrongly is found before it counts. */
class ReadBackTest {
  private static final byte[] PLAIN = plain();

  @TempDir Path directory;

  private static byte[] plain() {
    byte[] bytes = new byte[5000];
    new Random(1).nextBytes(bytes);
    Arrays.fill(bytes, 1000, 4000, (byte) 7);
    return bytes;
  }

  static Stream<VolumeEncoding> encodings() throws IOException {
    return Stream.of(
        new VolumeEncoding.Plain(),
        VolumeEncoding.Gzip.DEFAULT,
        new VolumeEncoding.Encrypted(OpenPgp.encryptWith(Passphrase.of("secret"))),
        new VolumeEncoding.Encrypted(OpenPgp.encryptTo(publicKey())));
  }

  private static PgpPublicKey publicKey() throws IOException {
    Path file = Path.of("..", "testdata", "fixtures", "keys", "cv25519.public.asc");
    try (InputStream in = Files.newInputStream(file)) {
      return PgpPublicKey.read(in);
    }
  }

  private ReadBack packed(VolumeEncoding encoding, Path file) throws IOException {
    try (var workers = new TaskScope(1, 1)) {
      ReadBack packing =
          ReadBack.into(file, encoding, ParallelDeflate.forVolumes(workers, 1 << 20));
      try (OutputStream out = packing.out()) {
        out.write(PLAIN, 0, 1000);
        out.write(PLAIN[1000]);
        out.write(PLAIN, 1001, PLAIN.length - 1001);
      }
      return packing;
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void whatIsRightPassesAndAnyDamageDoesNot(VolumeEncoding encoding) throws IOException {
    Path file = directory.resolve("file");
    ReadBack packing = packed(encoding, file);
    packing.requireSame("file");
    byte[] right = Files.readAllBytes(file);
    int missed = 0;
    for (int at = 0; at < right.length; at += 7) {
      byte[] wrong = right.clone();
      wrong[at] ^= 4;
      Files.write(file, wrong);
      try {
        packing.requireSame("file");
        missed++; // the gzip header's time, the id of a recipient and the like say nothing
      } catch (PackedWronglyException e) {
        assertTrue(e.getMessage().contains("'file' was packed and"), e::getMessage);
        assertTrue(e.getMessage().contains("check the memory"), e::getMessage);
      }
    }
    assertTrue(missed * 7 < 400, "harmless: " + missed);
    for (int length : List.of(0, 1, right.length / 2, right.length - 1)) {
      Files.write(file, Arrays.copyOf(right, length));
      assertThrows(PackedWronglyException.class, () -> packing.requireSame("file"));
    }
    Files.write(file, right);
    packing.requireSame("file");
  }

  @Test
  void anotherWholeFileIsNotTheSame() throws IOException {
    Path file = directory.resolve("file");
    ReadBack packing = packed(VolumeEncoding.Gzip.DEFAULT, file);
    try (OutputStream out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[PLAIN.length]);
    }
    var e = assertThrows(PackedWronglyException.class, () -> packing.requireSame("file"));
    assertTrue(e.getMessage().contains("reads back as something else"), e::getMessage);
  }

  @Test
  void whatOnlyTheReaderCanDecryptIsLeftAlone() throws IOException {
    Encryptor own =
        new Encryptor() {
          @Override
          public OutputStream encrypt(OutputStream sink) {
            return new FilterOutputStream(sink) {
              @Override
              public void write(int b) throws IOException {
                out.write(b ^ 1);
              }
            };
          }

          @Override
          public String fileSuffix() {
            return ".own";
          }
        };
    Path file = directory.resolve("file");
    packed(new VolumeEncoding.Encrypted(own), file).requireSame("file");
    assertEquals(PLAIN.length, Files.size(file));
  }
}
