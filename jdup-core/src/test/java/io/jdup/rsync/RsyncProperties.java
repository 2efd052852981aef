package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every basis and every new file. */
class RsyncProperties {
  /** Two versions of a file. */
  static final class Versions {
    private final byte[] basis;
    private final byte[] data;

    Versions(byte[] basis, byte[] data) {
      this.basis = basis;
      this.data = data;
    }

    @Override
    public String toString() {
      return "basis of " + basis.length + " bytes, new file of " + data.length;
    }
  }

  @Property(tries = 300)
  void patchingWithTheDeltaGivesTheNewFile(
      @ForAll("versions") Versions v, @ForAll("formats") SignatureFormat format)
      throws IOException {
    byte[] delta = Rsync.delta(Rsync.signature(format, v.basis), v.data);
    assertArrayEquals(v.data, Rsync.patch(v.basis, delta));
  }

  @Property(tries = 200)
  void aTinyWindowGivesTheNewFileToo(
      @ForAll("versions") Versions v,
      @ForAll("formats") SignatureFormat format,
      @ForAll @IntRange(min = 4, max = 20) int windowBlocks)
      throws IOException {
    byte[] delta = Rsync.delta(Rsync.signature(format, v.basis), v.data, windowBlocks);
    assertArrayEquals(v.data, Rsync.patch(v.basis, delta));
  }

  @Property(tries = 100)
  void anUnchangedFileIsOneCopyWhateverTheWindow(
      @ForAll("versions") Versions v,
      @ForAll("formats") SignatureFormat format,
      @ForAll @IntRange(min = 4, max = 2000) int windowBlocks)
      throws IOException {
    byte[] delta = Rsync.delta(Rsync.signature(format, v.basis), v.basis, windowBlocks);
    assertTrue(delta.length <= 5 + 17, "one copy, not " + delta.length + " bytes");
  }

  @Property(tries = 150)
  void portionsDoNotMatter(
      @ForAll("versions") Versions v,
      @ForAll("formats") SignatureFormat format,
      @ForAll @IntRange(min = 1, max = 100_000) int portion,
      @ForAll Random random)
      throws IOException {
    byte[] signature = Rsync.signature(format, v.basis);
    var signed = new ByteArrayOutputStream();
    var signer = new SignatureWriter(format, signed);
    forPortions(v.basis, portion, random, signer::update);
    signer.finish();
    assertArrayEquals(signature, signed.toByteArray());

    var delta = new ByteArrayOutputStream();
    var matcher = new DeltaWriter(new SignatureReader(new ByteArrayInputStream(signature)), delta);
    forPortions(v.data, portion, random, matcher::update);
    matcher.finish();
    assertArrayEquals(Rsync.delta(signature, v.data), delta.toByteArray());
  }

  @Property(tries = 100)
  void aWriterUsedAgainSignsLikeANewOne(
      @ForAll("formats") SignatureFormat first,
      @ForAll("formats") SignatureFormat second,
      @ForAll("versions") Versions v,
      @ForAll boolean finished)
      throws IOException {
    var unused = new ByteArrayOutputStream();
    var writer = new SignatureWriter(first, unused);
    writer.update(v.basis, 0, v.basis.length);
    if (finished) {
      writer.finish();
    }
    var signed = new ByteArrayOutputStream();
    writer.restart(second, signed);
    writer.update(v.data, 0, v.data.length);
    writer.finish();
    assertArrayEquals(Rsync.signature(second, v.data), signed.toByteArray());
  }

  private interface Update {
    void accept(byte[] data, int offset, int length) throws IOException;
  }

  private static void forPortions(byte[] data, int largest, Random random, Update update)
      throws IOException {
    for (int at = 0; at < data.length; ) {
      int now = Math.min(data.length - at, random.nextInt(largest + 1));
      update.accept(data, at, now);
      at += now;
    }
  }

  @Provide
  Arbitrary<SignatureFormat> formats() {
    return Combinators.combine(
            Arbitraries.of(WeakSum.class),
            Arbitraries.of(StrongSum.class),
            Arbitraries.of(1, 7, 64, 100, 128, 512, 2048, 70_000, 2_000_000))
        .as((weak, strong, blockLength) -> new SignatureFormat(weak, strong, blockLength, 8));
  }

  @Provide
  Arbitrary<Versions> versions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 200_000),
            Arbitraries.of(0, 1, 2, 256), // how many different bytes; 0: none, all is zeros
            Arbitraries.integers().between(0, 8),
            Arbitraries.longs())
        .as(RsyncProperties::edited);
  }

  /** Cuts, repeats, swaps and overwrites parts of a random file. */
  private static Versions edited(int length, int alphabet, int edits, long seed) {
    var random = new Random(seed);
    byte[] basis = new byte[length];
    for (int i = 0; i < length && alphabet > 0; i++) {
      basis[i] = (byte) random.nextInt(alphabet);
    }
    byte[] data = basis.clone();
    for (int i = 0; i < edits; i++) {
      data = edit(data, random);
    }
    return new Versions(basis, data);
  }

  static byte[] edit(byte[] data, Random random) {
    int from = random.nextInt(data.length + 1);
    int length = random.nextInt(Math.min(5000, data.length - from) + 1);
    var out = new ByteArrayOutputStream();
    int kind = random.nextInt(4);
    if (kind == 0) { // move to the front
      out.write(data, from, length);
    }
    out.write(data, 0, from);
    if (kind == 1) { // double
      out.write(data, from, length);
      out.write(data, from, length);
    } else if (kind == 2) { // replace or insert
      byte[] fresh = new byte[random.nextInt(3000)];
      random.nextBytes(fresh);
      out.writeBytes(fresh);
    }
    out.write(data, from + length, data.length - from - length); // else drop
    return out.toByteArray();
  }
}
