package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code jdup rdiff} and the installed rdiff (2.3.2) with the same arguments. */
class RdiffCommandIT {
  @TempDir Path dir;

  @BeforeEach
  void rdiffIsInstalled() throws IOException {
    boolean found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "rdiff")));
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(found, "rdiff must be installed in CI");
    }
    assumeTrue(found, "rdiff is not installed");
    byte[] basis = new byte[200_001];
    new Random(2).nextBytes(basis);
    Files.write(dir.resolve("basis"), basis);
    Arrays.fill(basis, 70_000, 70_001, (byte) 1);
    Files.write(dir.resolve("new"), basis);
    write("bad-delta", "72730236450064ff");
    write("cut-delta", "7273023645");
    write("beyond-delta", "7273023653fffffff00100");
    write("zero-delta", "7273023645000000");
    write("empty", "");
    write("bad-block", "727301360000000000000008");
    write("bad-strong", "727301360000020000000011");
    write("huge-strong", "727301360000020000000021");
    write("cut-sig", "72730136000002000000000801020304");
  }

  private void write(String name, String hex) throws IOException {
    Files.write(dir.resolve(name), HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signature @basis",
        "s @basis",
        "-H md4 -R rollsum -b 512 -S 8 signature @basis",
        "-H blake2 -R rollsum signature @basis",
        "-S -1 signature @basis",
        "--sum-size=-1 --block-size=010 signature @basis",
        "-sb 1000 signature @basis",
        "signature @empty",
        "signature @new -- -"
      })
  void signaturesAreEqual(String args) throws Exception {
    Result theirs = rdiff(args);
    Result ours = jdup(args);
    assertEquals(theirs.exitCode, ours.exitCode, ours.said);
    assertArrayEquals(theirs.out, ours.out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "delta",
        "patch",
        "signature @basis @a @b @c",
        "-H sha1 signature @basis",
        "-R none signature @basis",
        "-b none signature @basis",
        "-b 4294967296 signature @basis",
        "-S 33 signature @basis",
        "-S -2 signature @basis",
        "-H md4 -S 17 signature @basis",
        "--nonsense",
        "--force=yes signature @basis",
        "-b",
        "signature @missing",
        "signature @basis @new",
        "signature @basis @no/such/directory",
        "delta @missing @new",
        "delta @new @missing",
        "delta @empty @new",
        "delta @bad-block @new",
        "delta @bad-strong @new",
        "delta @huge-strong @new",
        "delta @cut-sig @new",
        "delta @bad-delta @new",
        "patch @missing @bad-delta",
        "patch @basis @missing",
        "patch @basis @empty",
        "patch @basis @bad-block",
        "patch @basis @bad-delta",
        "patch @basis @cut-delta",
        "patch @basis @beyond-delta",
        "patch @basis @zero-delta",
        "patch @basis @bad-delta @new",
        "-V",
        "--help"
      })
  void exitCodesAreEqual(String args) throws Exception {
    Result theirs = rdiff(args);
    Result ours = jdup(args);
    assertEquals(theirs.exitCode, ours.exitCode, theirs.said + "\n" + ours.said);
  }

  @Test
  void eachPatchesWithTheDeltaOfTheOther() throws Exception {
    assertEquals(0, rdiff("signature @basis @sig").exitCode);
    assertEquals(0, rdiff("delta @sig @new @delta").exitCode);
    assertEquals(0, jdup("patch @basis @delta @patched").exitCode);
    assertEquals(-1, Files.mismatch(dir.resolve("new"), dir.resolve("patched")));
    assertEquals(0, jdup("-f delta @sig @new @delta").exitCode);
    assertEquals(0, rdiff("-f patch @basis @delta @patched").exitCode);
    assertEquals(-1, Files.mismatch(dir.resolve("new"), dir.resolve("patched")));
  }

  private static final class Result {
    private final int exitCode;
    private final byte[] out;
    private final String said;

    Result(int exitCode, byte[] out, String said) {
      this.exitCode = exitCode;
      this.out = out;
      this.said = said;
    }
  }

  private List<String> resolved(String args) {
    List<String> list = new ArrayList<>();
    for (String arg : args.isEmpty() ? new String[0] : args.split(" ")) {
      list.add(arg.startsWith("@") ? dir.resolve(arg.substring(1)).toString() : arg);
    }
    return list;
  }

  private Result jdup(String args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode =
        RdiffCommand.run(
            resolved(args), InputStream.nullInputStream(), out, new PrintStream(err, true, UTF_8));
    return new Result(exitCode, out.toByteArray(), err.toString(UTF_8));
  }

  private Result rdiff(String args) throws Exception {
    List<String> command = new ArrayList<>(List.of("rdiff"));
    command.addAll(resolved(args));
    Path out = dir.resolve("rdiff.out");
    Path err = dir.resolve("rdiff.err");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(dir.resolve("empty").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "rdiff hangs");
    return new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
  }
}
