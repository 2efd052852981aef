package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exchanges signatures and deltas with the installed rdiff (2.3.2), both ways. */
class RdiffIT {
  @TempDir Path dir;

  @BeforeEach
  void rdiffIsInstalled() {
    boolean found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "rdiff")));
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(found, "rdiff must be installed in CI");
    }
    assumeTrue(found, "rdiff is not installed");
  }

  static Stream<SignatureFormat> formats() {
    return Stream.concat(
        Rsync.ALL_MAGICS.stream(),
        Stream.of(
            SignatureFormat.duplicity(500_000, BlockLength.DUPLICITY_MAX),
            new SignatureFormat(WeakSum.RABIN_KARP, StrongSum.BLAKE2, 70_000, 32)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void eachProgramUsesWhatTheOtherMade(SignatureFormat format) throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      var random = new Random(seed);
      byte[] basis = new byte[300_000 + random.nextInt(1000)];
      random.nextBytes(basis);
      byte[] data = edited(basis, random);
      Files.write(dir.resolve("basis"), basis);
      Files.write(dir.resolve("new"), data);

      byte[] signature = Rsync.signature(format, basis);
      rdiff(options(format), "signature", "basis", "signature");
      assertArrayEquals(Files.readAllBytes(dir.resolve("signature")), signature);

      byte[] delta = Rsync.delta(signature, data);
      Files.write(dir.resolve("delta"), delta);
      rdiff(List.of(), "patch", "basis", "delta", "patched");
      assertEquals(-1, Files.mismatch(dir.resolve("new"), dir.resolve("patched")));

      rdiff(List.of(), "delta", "signature", "new", "delta");
      byte[] theirs = Files.readAllBytes(dir.resolve("delta"));
      assertArrayEquals(data, Rsync.patch(basis, theirs));
      assertTrue(
          delta.length <= theirs.length + 100, delta.length + " bytes, rdiff " + theirs.length);
    }
  }

  private static List<String> options(SignatureFormat format) {
    return List.of(
        format.strong() == StrongSum.MD4 ? "-Hmd4" : "-Hblake2",
        format.weak() == WeakSum.ROLLSUM ? "-Rrollsum" : "-Rrabinkarp",
        "-b" + format.blockLength(),
        "-S" + format.strongLength());
  }

  private void rdiff(List<String> options, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("rdiff", "-f"));
    command.addAll(options);
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "rdiff hangs");
    assertEquals(0, process.exitValue(), said);
  }

  /** Overwrites here, inserts there, moves a part to the end, and repeats the beginning. */
  private static byte[] edited(byte[] basis, Random random) throws IOException {
    byte[] copy = basis.clone();
    for (int i = 0; i < 5; i++) {
      copy[random.nextInt(copy.length)] ^= 1;
    }
    int cut = random.nextInt(copy.length);
    var out = new ByteArrayOutputStream();
    out.write(copy, cut, copy.length - cut);
    out.write(new byte[random.nextInt(100)]);
    out.write(copy, 0, cut);
    out.write(copy, 0, random.nextInt(5000));
    return out.toByteArray();
  }
}
