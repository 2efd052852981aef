package io.jdup.internal.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdup.collection.FileEncoding;
import io.jdup.report.CorruptBackupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenVolumesTest {
  @TempDir private Path temp;
  private OpenVolumes volumes;

  @BeforeEach
  void openNone() {
    volumes = new OpenVolumes(new VolumeDecoding(null), temp);
  }

  @Test
  void volumesOfAllSizesAreReadWhole() throws IOException {
    for (int length : new int[] {0, 1, 65_000, 65_536, 65_537, 500_000}) {
      byte[] noise = noise(length);
      assertArrayEquals(noise, read(FileEncoding.PLAIN, noise), length + " bytes, plain");
      assertArrayEquals(noise, read(FileEncoding.GZIP, gzip(noise)), length + " bytes, packed");
    }
  }

  @Test
  void smallVolumeThatUnpacksToALargeOneIsReadWhole() throws IOException {
    byte[] zeros = new byte[3_000_000];
    assertArrayEquals(zeros, read(FileEncoding.GZIP, gzip(zeros)));
  }

  @Test
  void manyAreOpenAtATime() throws IOException {
    byte[] small = noise(100);
    byte[] large = noise(200_000);
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      open.add(open("small", FileEncoding.GZIP, gzip(small)));
      open.add(open("large", FileEncoding.GZIP, gzip(large)));
    }
    for (int i = 0; i < open.size(); i++) {
      try (InputStream in = open.get(i)) {
        assertArrayEquals(i % 2 == 0 ? small : large, in.readAllBytes(), "volume " + i);
      }
    }
    assertNothingLeft();
  }

  @Test
  void whatStandsBeforeDamageIsGivenOutFirst() throws IOException {
    for (int length : new int[] {5_000, 1_000_000}) {
      byte[] noise = noise(length);
      byte[] packed = gzip(noise);
      byte[] cut = Arrays.copyOf(packed, packed.length - 8); // the checksum and the length
      try (InputStream in = open("vol", FileEncoding.GZIP, cut)) {
        assertArrayEquals(noise, in.readNBytes(length));
        var e = assertThrows(CorruptBackupException.class, in::read);
        assertEquals("vol", e.fileName());
      }
      assertNothingLeft();
    }
  }

  @Test
  void damageIsToldByEachOfMany() throws IOException {
    byte[] noise = noise(100_000);
    byte[] packed = gzip(noise);
    byte[] cut = Arrays.copyOf(packed, packed.length - 8);
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      open.add(open("vol" + i, FileEncoding.GZIP, cut));
    }
    for (int i = 0; i < open.size(); i++) {
      try (InputStream in = open.get(i)) {
        assertArrayEquals(noise, in.readNBytes(noise.length));
        var e = assertThrows(CorruptBackupException.class, in::read);
        assertEquals("vol" + i, e.fileName());
      }
    }
    assertNothingLeft();
  }

  private byte[] read(FileEncoding encoding, byte[] packed) throws IOException {
    try (InputStream in = open("vol", encoding, packed)) {
      return in.readAllBytes();
    } finally {
      assertNothingLeft();
    }
  }

  private InputStream open(String name, FileEncoding encoding, byte[] packed) throws IOException {
    Path file = file(packed);
    return volumes.open(
        name,
        encoding,
        Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE),
        packed.length);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(temp, "vol", ""), bytes);
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(2).nextBytes(bytes);
    return bytes;
  }
}
