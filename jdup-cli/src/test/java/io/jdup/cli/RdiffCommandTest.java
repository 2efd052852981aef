package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdiffCommandTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] in = new byte[0];
  private byte[] basis = new byte[0];

  @BeforeEach
  void writeFiles() throws IOException {
    basis = new byte[5000];
    new Random(1).nextBytes(basis);
    byte[] data = basis.clone();
    Arrays.fill(data, 2000, 2010, (byte) 7);
    Files.write(dir.resolve("basis"), basis);
    Files.write(dir.resolve("new"), data);
  }

  /** Runs the command; arguments that start with @ are names in the directory. */
  private int run(String... args) {
    out.reset();
    err.reset();
    List<String> resolved = new ArrayList<>();
    for (String arg : args) {
      resolved.add(arg.startsWith("@") ? dir.resolve(arg.substring(1)).toString() : arg);
    }
    return RdiffCommand.run(
        resolved, new ByteArrayInputStream(in), out, new PrintStream(err, true, UTF_8));
  }

  @Test
  void signatureDeltaAndPatchGiveTheNewFile() throws IOException {
    assertEquals(0, run("signature", "@basis", "@sig"), err::toString);
    assertEquals(0, run("delta", "@sig", "@new", "@delta"), err::toString);
    assertEquals(0, run("patch", "@basis", "@delta", "@patched"), err::toString);
    assertEquals(-1, Files.mismatch(dir.resolve("new"), dir.resolve("patched")));
    assertTrue(Files.size(dir.resolve("delta")) < 1000);
    assertEquals(0, err.size(), err::toString);
  }

  @Test
  void missingFilesAndDashesAreTheStandardStreams() throws IOException {
    in = basis;
    assertEquals(0, run("signature"));
    byte[] signature = out.toByteArray();
    assertEquals(0, run("signature", "-", "-"));
    assertArrayEquals(signature, out.toByteArray());
    Files.write(dir.resolve("sig"), signature);
    in = Files.readAllBytes(dir.resolve("new"));
    assertEquals(0, run("delta", "@sig"));
    in = out.toByteArray();
    assertEquals(0, run("patch", "@basis"));
    assertArrayEquals(Files.readAllBytes(dir.resolve("new")), out.toByteArray());
  }

  @Test
  void theBasisMayComeFromTheStandardInput() throws IOException {
    run("signature", "@basis", "@sig");
    run("delta", "@sig", "@new", "@delta");
    in = basis;
    assertEquals(0, run("patch", "-", "@delta"));
    assertArrayEquals(Files.readAllBytes(dir.resolve("new")), out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "'signature @basis', 72730147 00000100 00000020",
    "'sig @basis', 72730147 00000100 00000020",
    "'-b 512 -S8 -H md4 -R rollsum signature @basis', 72730136 00000200 00000008",
    "'signature --block-size=0x100 --hash md4 --sum-size -1 @basis', 72730146 00000100 00000006",
    "'-Rrollsum -vb=100 signature -- @basis', 72730137 00000064 00000020",
    "'-I 10 -O10 -b0 -S0 signature @basis', 72730147 00000100 00000020",
    "'signature', 72730147 00000800 00000020",
    "'-S -1 signature', 72730147 00000800 0000000c",
    "'-S -1 -b 1 signature', 72730147 00000001 0000000c"
  })
  void optionsSetTheHeaderAsInRdiff(String args, String header) { // checked with rdiff 2.3.2
    assertEquals(0, run(args.split(" ")), err::toString);
    String hex = HexFormat.of().formatHex(out.toByteArray(), 0, 12);
    assertEquals(header.replace(" ", ""), hex);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 101",
    "foo, 101",
    "signatures @basis, 101",
    "--bad signature @basis, 101",
    "--block 100 signature @basis, 101",
    "-z signature @basis, 101",
    "-H sha1 signature @basis, 101",
    "-H MD4 signature @basis, 101",
    "-R adler signature @basis, 101",
    "-b x signature @basis, 101",
    "-b 08 signature @basis, 101",
    "-b 100k signature @basis, 101",
    "-b 99999999999 signature @basis, 101",
    "-b -5 signature @basis, 101",
    "signature @basis -b, 101",
    "--block-size, 101",
    "--force=1 signature @basis, 101",
    "signature @basis @a @b, 101",
    "delta, 101",
    "delta @a @b @c @d, 101",
    "patch, 101",
    "-S 33 signature @basis, 108",
    "-S -2 signature @basis, 108",
    "-H md4 -S 17 signature @basis, 108",
    "signature @missing, 100",
    "signature @, 100",
    "signature @basis @new, 100",
    "signature @basis @missing/out, 100",
    "delta @missing @new, 100",
    "delta @basis @missing, 100",
    "patch @missing @new, 100",
    "delta - @new, 103",
    "delta @new @new, 106",
    "patch @basis -, 103",
    "patch @basis @new, 104"
  })
  void failuresHaveTheExitCodesOfRdiff(String args, int exitCode) {
    assertEquals(exitCode, run(args.isEmpty() ? new String[0] : args.split(" ")), err::toString);
    assertTrue(err.toString(UTF_8).startsWith("jdup rdiff: "), err::toString);
  }

  @Test
  void nothingIsLeftBehindByAFailure() throws IOException {
    Files.write(dir.resolve("delta"), HexFormat.of().parseHex("72730236" + "450064" + "4200"));
    assertEquals(103, run("patch", "@basis", "@delta", "@patched"));
    assertEquals(108, run("-S", "99", "signature", "@basis", "@sig"));
    try (var files = Files.list(dir)) {
      assertEquals(3, files.count(), "basis, new, delta");
    }
  }

  @Test
  void anExistingFileIsKeptWithoutForce() throws IOException {
    assertEquals(100, run("signature", "@basis", "@new"));
    assertTrue(err.toString(UTF_8).contains("--force"), err::toString);
    assertTrue(Files.size(dir.resolve("new")) == 5000);
    assertEquals(0, run("-f", "signature", "@basis", "@new"));
    assertTrue(Files.size(dir.resolve("new")) < 5000);
  }

  @Test
  void aFailureWithForceKeepsTheOldFile() throws IOException {
    assertEquals(104, run("-f", "patch", "@basis", "@basis", "@new"));
    assertEquals(5000, Files.size(dir.resolve("new")));
  }

  @Test
  void forceWritesThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("new"));
    assertEquals(0, run("--force", "signature", "@basis", "@link"));
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.size(dir.resolve("new")) < 5000);
  }

  @Test
  void aDeviceIsWrittenToAndNotReplaced() {
    assertEquals(0, run("-f", "signature", "@basis", "/dev/null"), err::toString);
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @Test
  void statisticsGoToTheErrorStream() {
    assertEquals(0, run("-s", "-b", "1000", "signature", "@basis"));
    assertEquals("jdup rdiff: read 5000 bytes, wrote 192 bytes\n", err.toString(UTF_8));
  }

  @Test
  void helpAndVersionAreAnsweredFirst() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString(UTF_8).startsWith("Usage: jdup rdiff"));
    assertEquals(0, run("signature", "-?"));
    assertTrue(out.toString(UTF_8).startsWith("Usage: jdup rdiff"));
    assertEquals(0, run("-V"));
    assertTrue(out.toString(UTF_8).startsWith("jdup rdiff "));
  }
}
