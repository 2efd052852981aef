package io.jdup.internal.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.collection.FileEncoding;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.OpenPgpCompression;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.WrongPassphraseException;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encrypted volumes so large that decrypting and inflating are two threads' work. */
class LargeVolumeTest {
  private static final int PLAIN_BYTES = 21 << 20; // packed more than 16 MiB

  @TempDir private Path temp;

  @ParameterizedTest
  @EnumSource(OpenPgpCompression.class)
  void isReadWhole(OpenPgpCompression format) throws IOException {
    byte[] plain = plain();
    try (InputStream in = open(packed(plain, format), "right")) {
      assertArrayEquals(plain, in.readAllBytes());
      assertEquals(-1, in.read());
    }
  }

  @ParameterizedTest
  @EnumSource(OpenPgpCompression.class)
  void isDecryptedInAThreadOfItsOwnWhileItIsOpen(OpenPgpCompression format) throws IOException {
    InputStream in = open(packed(plain(), format), "right");
    try (in) {
      assertEquals(1000, in.readNBytes(1000).length);
      assertEquals(format == OpenPgpCompression.NONE ? 1 : 2, backgroundThreads().size());
    }
    for (Thread thread : backgroundThreads()) { // its work is over, it may take a moment more
      assertDoesNotThrow(() -> thread.join(10_000));
    }
    assertEquals(List.of(), backgroundThreads());
    in.close();
  }

  private static List<Thread> backgroundThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("jdup-background"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(OpenPgpCompression.class)
  void changedCheckIsToldBehindAllBytes(OpenPgpCompression format) throws IOException {
    byte[] plain = plain();
    byte[] packed = packed(plain, format);
    packed[packed.length - 1] ^= 1; // the last byte of the modification detection code
    try (InputStream in = open(packed, "right")) {
      assertThrows(CorruptBackupException.class, in::readAllBytes);
    }
  }

  @Test
  void damageInTheMiddleIsTold() throws IOException {
    byte[] packed = packed(plain(), OpenPgpCompression.ZIP);
    packed[packed.length / 2] ^= 1;
    try (InputStream in = open(packed, "right")) {
      assertThrows(CorruptBackupException.class, in::readAllBytes);
    }
  }

  @Test
  void whatIsCutOffIsTold() throws IOException {
    byte[] packed = packed(plain(), OpenPgpCompression.ZIP);
    try (InputStream in = open(Arrays.copyOf(packed, packed.length - 5000), "right")) {
      var e = assertThrows(CorruptBackupException.class, in::readAllBytes);
      assertEquals("vol", e.fileName());
    }
  }

  @Test
  void wrongPassphraseIsToldAtOnce() throws IOException {
    byte[] packed = packed(plain(), OpenPgpCompression.ZIP);
    assertThrows(WrongPassphraseException.class, () -> open(packed, "wrong"));
  }

  private InputStream open(byte[] packed, String passphrase) throws IOException {
    var decoding = new VolumeDecoding(OpenPgp.decryptWith(Passphrase.of(passphrase)));
    return new OpenVolumes(decoding, temp)
        .open("vol", FileEncoding.OPENPGP, new ByteArrayInputStream(packed), packed.length);
  }

  private static byte[] packed(byte[] plain, OpenPgpCompression format) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out =
        OpenPgp.encryptWith(Passphrase.of("right")).compress(format).encrypt(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] plain() {
    byte[] bytes = new byte[PLAIN_BYTES];
    new Random(3).nextBytes(bytes);
    for (int at = 0; at < bytes.length; at += 10_000) {
      Arrays.fill(bytes, at, Math.min(bytes.length, at + 1000), (byte) at); // not all is stored
    }
    return bytes;
  }
}
