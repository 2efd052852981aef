package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Composing deltas gives what applying one after the other gives, refusals included. */
class PatchedBasisProperties {
  private static final int MAX_LENGTH = 20_000; // a version of it is not doubled any more

  private static Path dir = Path.of("");

  @BeforeContainer
  static void makeDirectory() throws IOException {
    dir = Files.createTempDirectory("jdup-patched");
  }

  @AfterContainer
  static void nothingIsLeft() throws IOException {
    Files.delete(dir); // fails if there is a file in it
  }

  @Property(tries = 300)
  void deltasOfEditsComposeToTheNewestVersion(
      @ForAll @IntRange(max = 5000) int length,
      @ForAll @IntRange(min = 1, max = 25) int deltaCount,
      @ForAll @IntRange(min = 2, max = 100) int maxSegments,
      @ForAll @IntRange(max = 3000) int memoryBytes,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] basis = new byte[length];
    random.nextBytes(basis);
    var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 16, 8);
    List<byte[]> deltas = new ArrayList<>();
    byte[] version = basis;
    for (int i = 0; i < deltaCount; i++) {
      byte[] edited = RsyncProperties.edit(version, random);
      deltas.add(Rsync.delta(Rsync.signature(format, version), edited));
      version = edited;
    }
    assertArrayEquals(version, stepByStep(basis, deltas));
    assertArrayEquals(version, composed(basis, deltas, maxSegments, memoryBytes));
  }

  @Property(tries = 1000)
  void anyCommandsComposeLikeStepByStep(
      @ForAll @IntRange(max = 300) int length,
      @ForAll @IntRange(min = 1, max = 30) int deltaCount,
      @ForAll @IntRange(min = 1, max = 12) int maxCommands,
      @ForAll @IntRange(min = 2, max = 40) int maxSegments,
      @ForAll @IntRange(max = 500) int memoryBytes,
      @ForAll @IntRange(max = 400) int faultIn,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] basis = new byte[length];
    random.nextBytes(basis);
    List<byte[]> deltas = new ArrayList<>();
    long size = length;
    for (int i = 0; i < deltaCount; i++) {
      var out = new ByteArrayOutputStream();
      size = writeDelta(out, size, i == faultIn, 1 + random.nextInt(maxCommands), random);
      deltas.add(out.toByteArray());
    }
    byte[] expected = new byte[0];
    @Nullable IOException refusal = null;
    try {
      expected = stepByStep(basis, deltas);
    } catch (RsyncFormatException e) {
      refusal = e;
    }
    try {
      assertArrayEquals(expected, composed(basis, deltas, maxSegments, memoryBytes));
      assertNull(refusal);
    } catch (RsyncFormatException e) {
      assertNotNull(refusal);
      assertEquals(refusal.getMessage(), e.getMessage());
    }
  }

  /** Writes copies and literals at random; returns the length of what they make. */
  private static long writeDelta(
      ByteArrayOutputStream out, long size, boolean faulty, int commandCount, Random random)
      throws IOException {
    var commands = new DeltaCommands(out);
    long made = 0;
    for (int i = 0; i < commandCount; i++) {
      if (size > 0 && made < MAX_LENGTH && random.nextInt(3) > 0) {
        long offset = random.nextInt(4) == 0 ? 0 : random.nextInt((int) size);
        long length = random.nextInt(3) == 0 ? size - offset : 1 + random.nextInt(20);
        long inside = Math.min(length, size - offset);
        commands.copy(offset, inside);
        made += inside;
      } else {
        byte[] literal = new byte[random.nextInt(100)];
        random.nextBytes(literal);
        commands.literal(literal, 0, literal.length);
        made += literal.length;
      }
    }
    if (faulty) {
      commands.copy(random.nextInt((int) size + 1), size + 1);
    }
    commands.end();
    return made;
  }

  private static byte[] stepByStep(byte[] basis, List<byte[]> deltas) throws IOException {
    byte[] version = basis;
    for (byte[] delta : deltas) {
      version = Rsync.patch(version, delta);
    }
    return version;
  }

  private static byte[] composed(
      byte[] basis, List<byte[]> deltas, int maxSegments, int memoryBytes) throws IOException {
    var source = new ArrayBasis(basis);
    try (var patched = new PatchedBasis(source, dir, maxSegments, memoryBytes, 1000)) {
      for (byte[] delta : deltas) {
        patched.apply(new ByteArrayInputStream(delta));
      }
      return Rsync.bytes(patched);
    }
  }
}
