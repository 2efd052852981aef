package io.jdup.internal.restore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Restore;
import io.jdup.report.JdupListener;
import io.jdup.report.PathNotInBackupException;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.report.RestoreTargetNotEmptyException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreRunTest extends RestoredChain {
  @Test
  void renamedPathsDoNotKeepLaterOnesOut() throws IOException {
    chain.write("a/x", 10, 1);
    chain.write("b", 20, 2);
    chain.write("c/y", 30, 3);
    chain.backUp(remote);
    RestoreReport report =
        Restore.from(remote)
            .rename("a".getBytes(UTF_8), "z/deep".getBytes(UTF_8))
            .rename("c".getBytes(UTF_8), "a".getBytes(UTF_8))
            .into(target);
    assertEquals(0, report.errors(), report.skipped().toString());
    assertSameFile("a/x", "z/deep/x");
    assertSameFile("b", "b");
    assertSameFile("c/y", "a/y");
    assertFalse(Files.exists(target.resolve("a/x")));
    assertFalse(Files.exists(target.resolve("c")));
    assertEquals(
        Files.getLastModifiedTime(chain.source).toMillis() / 1000,
        Files.getLastModifiedTime(target).toMillis() / 1000);
  }

  @Test
  void renameWorksBelowASinglePath() throws IOException {
    chain.write("d/a", 10, 1);
    chain.write("d/b", 20, 2);
    chain.backUp(remote);
    Restore.from(remote).path("d").rename("a".getBytes(UTF_8), "c".getBytes(UTF_8)).into(target);
    assertSameFile("d/a", "c");
    assertSameFile("d/b", "b");
    assertFalse(Files.exists(target.resolve("a")));
  }

  @Test
  void interruptionEndsTheRun() throws IOException {
    chain.write("a", 10, 1);
    chain.write("b", 300_000, 2);
    chain.backUp(remote);
    var interrupting =
        new JdupListener() {
          @Override
          public void added(ReportedPath path) {
            if (path.toString().equals("a")) {
              Thread.currentThread().interrupt();
            }
          }
        };
    assertThrows(
        InterruptedIOException.class,
        () -> Restore.from(remote).listener(interrupting).into(target));
    assertTrue(Thread.interrupted());
    assertFalse(Files.exists(target.resolve("b")));
  }

  @Test
  void dryRunNamesTheVolumesAndWritesNothing() throws IOException {
    chain.write("a", 500_000, 1);
    chain.backUp(remote);
    List<String> told = new ArrayList<>();
    var listener =
        new JdupListener() {
          @Override
          public void progress(String message) {
            told.add(message);
          }
        };
    Restore.from(remote).dryRun().listener(listener).into(target);
    assertEquals(volumes(), told);
    assertFalse(Files.exists(target));
  }

  @Test
  void targetWithSomethingInItIsRefusedUnlessOverwritingIsAllowed() throws IOException {
    chain.write("a", 10, 1);
    chain.backUp(remote);
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine"), "mine");
    Files.writeString(target.resolve("a"), "old");
    assertThrows(RestoreTargetNotEmptyException.class, () -> Restore.from(remote).into(target));
    Restore.from(remote).overwrite().into(target);
    assertSameFile("a", "a");
    assertEquals("mine", Files.readString(target.resolve("mine")));
  }

  @Test
  void unknownPathIsAnErrorThatNamesIt() throws IOException {
    chain.write("a", 10, 1);
    chain.backUp(remote);
    var e =
        assertThrows(
            PathNotInBackupException.class, () -> Restore.from(remote).path("no").into(target));
    assertTrue(String.valueOf(e.getMessage()).contains("'no'"));
    assertFalse(Files.exists(target));
  }

  @Test
  void volumeWithoutAHashIsTakenOnDemandOnly() throws IOException {
    chain.write("a", 10, 1);
    chain.backUp(remote);
    String name = name("full", ".manifest");
    String text = new String(remote.bytes(name), UTF_8);
    remote.store(name, text.replaceAll("    Hash .*\n", "").getBytes(UTF_8));
    assertEquals(1, Restore.from(remote).into(target).damagedFiles().size());
    assertFalse(Files.exists(target.resolve("a")));
    RestoreReport report = Restore.from(remote).ignoreErrors().overwrite().into(target);
    assertEquals(0, report.errors());
    assertSameFile("a", "a");
  }

  @Test
  void whatFollowsTheWantedFileIsNotLookedAtInACheckedVolume() throws IOException {
    chain.write("a", 10, 1);
    chain.write("b", 10, 2);
    chain.backUp(remote);
    damageEntryIn(name("full", ".vol1."), "snapshot/b");
    RestoreReport report = Restore.from(remote).path("a").into(target);
    assertEquals(0, report.errors());
    assertArrayEquals(Files.readAllBytes(chain.source.resolve("a")), Files.readAllBytes(target));
    Path other = chain.work.resolve("other");
    assertEquals(1, Restore.from(remote).path("b").into(other).damagedFiles().size());
    assertFalse(Files.exists(other));
  }

  @Test
  void whatFollowsTheWantedFileIsLookedAtInAnUncheckedVolume() throws IOException {
    chain.write("a", 10, 1);
    chain.write("b", 10, 2);
    chain.backUp(remote);
    damageEntryIn(name("full", ".vol1."), "snapshot/b");
    String name = name("full", ".manifest");
    String text = new String(remote.bytes(name), UTF_8);
    remote.store(name, text.replaceAll("    Hash .*\n", "").getBytes(UTF_8));
    RestoreReport report = Restore.from(remote).path("a").ignoreErrors().into(target);
    assertEquals(1, report.damagedFiles().size(), report.toString());
    assertArrayEquals(Files.readAllBytes(chain.source.resolve("a")), Files.readAllBytes(target));
  }

  // Spoils the checksum of a tar header; the manifest gets the hash of the result.
  private void damageEntryIn(String volume, String entry) throws IOException {
    byte[] bytes = remote.bytes(volume);
    String before = sha1(bytes);
    int at = new String(bytes, ISO_8859_1).indexOf(entry);
    bytes[at + 150] ^= 1; // in the checksum
    remote.store(volume, bytes);
    String manifest = name("full", ".manifest");
    String text = new String(remote.bytes(manifest), UTF_8);
    remote.store(manifest, text.replace(before, sha1(bytes)).getBytes(UTF_8));
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
