package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdup.internal.difftar.TestTars.Blocks;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, read by Python's tarfile, which is what duplicity reads with. */
class PythonTarfileIT {
  private static final String SCRIPT =
      """
      import sys, tarfile
      t = tarfile.open(sys.argv[1], encoding='utf-8', errors='surrogateescape')
      for e in t:
          body = t.extractfile(e).read() if e.isreg() else b''
          print(ascii(e.name), e.type.decode(), oct(e.mode), e.uid, ascii(e.uname), e.gid,
                ascii(e.gname), int(e.mtime), e.size, ascii(e.linkname), e.devmajor, e.devminor,
                len(body), sum(body))
      """;

  @TempDir Path temp;

  @BeforeEach
  void needsPython() throws InterruptedException {
    boolean installed;
    try {
      installed = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      installed = false;
    }
    boolean required = "true".equals(System.getenv("CI"));
    assumeTrue(installed || required, "python3 is not installed");
  }

  private String python(byte[] tar) throws IOException, InterruptedException {
    Path file = Files.write(temp.resolve("tar"), tar);
    Path script = Files.writeString(temp.resolve("read.py"), SCRIPT, US_ASCII);
    Process process =
        new ProcessBuilder("python3", script.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  @Test
  void readsEveryTypeAndAnyName() throws Exception {
    var blocks = new Blocks();
    var writer = new DifftarWriter(blocks);
    writer.snapshotWithoutBody(TestTars.directory("."));
    byte[] name = "bad\u00ff\u00e9/gr\u00c3\u00bc\u00c3\u009f".getBytes(ISO_8859_1);
    var owner = new Owner(4294967295L, "\u00fcser", 2097152, "g".repeat(40));
    TreeEntry file =
        new TreeEntry(
            EntryPath.of(name), EntryType.FILE, 04755, owner, 1L << 34, 0, LinkTarget.NONE, 0, 0);
    try (OutputStream out = writer.snapshot(file)) {
      out.write(new byte[] {1, 2, 3});
    }
    writer.snapshotWithoutBody(
        TestTars.symlink("l", ("t\u00ff" + "x".repeat(120)).getBytes(ISO_8859_1)));
    writer.snapshotWithoutBody(
        new TreeEntry(
            EntryPath.of("p".repeat(300)),
            EntryType.BLOCK_DEVICE,
            0600,
            TestTars.ROOT_USER,
            TestTars.MTIME,
            0,
            LinkTarget.NONE,
            259,
            1 << 24));
    writer.deleted(EntryPath.of("z"));
    assertEquals(
        """
        'snapshot/.' 5 0o644 0 'root' 0 'root' 1600000000 0 '' 0 0 0 0
        'snapshot/bad\\udcff\\udce9/gr\\xfc\\xdf' 0 0o4755 4294967295 '\\xfcser' 2097152 '%s' \
        17179869184 3 '' 0 0 3 6
        'snapshot/l' 2 0o777 0 'root' 0 'root' 1600000000 0 't\\udcff%s' 0 0 0 0
        'snapshot/%s' 4 0o600 0 'root' 0 'root' 1600000000 0 '' 259 16777216 0 0
        'deleted/z' 0 0o0 0 '' 0 '' 0 0 '' 0 0 0 0
        """
            .formatted("g".repeat(40), "x".repeat(120), "p".repeat(300)),
        python(blocks.joined()));
  }

  @Test
  void readsPieces() throws Exception {
    var blocks = new Blocks();
    try (OutputStream out = new DifftarWriter(blocks).diff(TestTars.file("big"))) {
      out.write(new byte[65536]);
    }
    assertEquals(
        """
        'multivol_diff/big/1' 0 0o644 0 'root' 0 'root' 1600000000 65536 '' 0 0 65536 0
        'multivol_diff/big/2' 0 0o644 0 'root' 0 'root' 1600000000 0 '' 0 0 0 0
        """,
        python(blocks.joined()));
  }
}
