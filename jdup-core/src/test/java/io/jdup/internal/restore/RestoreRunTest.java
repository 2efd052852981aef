package io.jdup.internal.restore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Restore;
import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.PathNotInBackupException;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.report.RestoreTargetNotEmptyException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoreRunTest {
  private final MemoryTransport remote = new MemoryTransport();
  private Chain chain;
  private Path target;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    chain.volumeBytes = 200_000;
    chain.encoding = new VolumeEncoding.Plain(); // cuts where it is told to
    target = chain.work.resolve("target");
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  @Test
  void fileWithoutItsFirstPiecesIsNotRestored() throws IOException {
    chain.write("a", 10, 1);
    chain.write("big", 500_000, 1);
    chain.write("z", 10, 1);
    chain.backUp(remote);
    lose("full", "vol1.");
    RestoreReport report = Restore.from(remote).into(target);
    assertEquals(1, report.damagedFiles().size());
    assertFalse(Files.exists(target.resolve("big")));
    assertTrue(Files.exists(target.resolve("z")));
    assertTrue(skipped(report).contains("big"), report.skipped().toString());
  }

  @Test
  void fileWithoutItsMiddlePiecesIsNotRestored() throws IOException {
    chain.write("a", 10, 1);
    chain.write("big", 700_000, 1);
    chain.write("z", 10, 1);
    chain.backUp(remote);
    lose("full", "vol2.");
    RestoreReport report = Restore.from(remote).into(target);
    assertTrue(Files.exists(target.resolve("a")));
    assertFalse(Files.exists(target.resolve("big")));
    assertTrue(Files.exists(target.resolve("z")));
    assertTrue(skipped(report).contains("big"), report.skipped().toString());
  }

  @Test
  void deltaIsNotAppliedToAStateBeforeALostDelta() throws IOException {
    chain.write("file", 100_000, 1);
    chain.backUp(remote);
    for (int turn = 2; turn <= 3; turn++) {
      byte[] content = Files.readAllBytes(chain.source.resolve("file"));
      content[turn * 10_000]++;
      chain.write("file", 0, turn);
      Files.write(chain.source.resolve("file"), content);
      Files.setLastModifiedTime(
          chain.source.resolve("file"),
          java.nio.file.attribute.FileTime.fromMillis(1_600_000_000_000L + turn * 1000L));
      chain.backUp(remote);
    }
    lose("inc.20260101T000100Z", "vol1.");
    RestoreReport report = Restore.from(remote).into(target);
    assertFalse(Files.exists(target.resolve("file")));
    assertTrue(skipped(report).contains("file"), report.skipped().toString());
  }

  // An older version came back under the file's name when the volume with its change was lost.
  @Test
  void anOlderVersionDoesNotComeBackForALostOne() throws IOException {
    for (boolean withSignatures : List.of(true, false)) {
      makeThreeStates();
      lose("inc.20260101T000100Z", "vol1.");
      if (!withSignatures) {
        lose("new-signatures.20260101T000100Z", "sigtar");
      }
      RestoreReport report = Restore.from(remote).into(target);
      if (withSignatures) {
        assertEquals(List.of("changed"), skipped(report));
      } else { // any path of the volume's range may have changed
        assertTrue(skipped(report).containsAll(List.of("changed", "gone")));
      }
      assertFalse(Files.exists(target.resolve("changed")));
      assertFalse(Files.exists(target.resolve("gone")));
      assertEquals(withSignatures, Files.exists(target.resolve("new-directory")));
      assertSameFile("same", "same");
      again();
    }
  }

  private void makeThreeStates() throws IOException {
    chain.write("changed", 100, 1);
    chain.write("gone", 100, 2);
    chain.write("same", 100, 3);
    chain.backUp(remote);
    chain.write("changed", 200, 4);
    Files.delete(chain.source.resolve("gone"));
    Files.createDirectory(chain.source.resolve("new-directory"));
    chain.backUp(remote);
  }

  private void again() throws IOException {
    for (String name : remote.list().stream().map(RemoteFile::name).toList()) {
      remote.delete(name);
    }
    WorkDirectory.deleteTree(target);
    removeChain();
    makeChain();
  }

  // The last piece of a file may end a volume: that the next one is lost does not concern it.
  @Test
  void aFileThatEndsBeforeALostVolumeIsRestored() throws IOException {
    chain.volumeBytes = 150_000;
    int restored = 0;
    for (int length = 100_000; length < 400_000; length += 60_000) {
      chain.write("big", length, 1);
      chain.write("z1", 140_000, 2);
      chain.write("z2", 140_000, 3);
      chain.backUp(remote);
      String lost = volumes().get(volumes().size() - 1);
      remote.delete(lost);
      RestoreReport report = Restore.from(remote).into(target);
      assertFalse(skipped(report).contains("big"), length + report.skipped().toString());
      assertSameFile("big", "big");
      restored++;
      again();
      chain.volumeBytes = 150_000;
    }
    assertEquals(5, restored);
  }

  @Test
  void aManifestThatWasCutBetweenTwoVolumesIsNotOverlooked() throws IOException {
    chain.write("a", 300_000, 1);
    chain.write("b", 300_000, 1);
    chain.backUp(remote);
    String name = name("full", ".manifest");
    String text = new String(remote.bytes(name), UTF_8);
    remote.store(name, text.substring(0, text.indexOf("Volume 2:")).getBytes(UTF_8));
    var e = assertThrows(CorruptBackupException.class, () -> Restore.from(remote).into(target));
    assertTrue(String.valueOf(e.getMessage()).contains("it ends with volume 1"));
  }

  @Test
  void volumesWithoutTheirHeadLineAreNotOverlooked() throws IOException {
    chain.write("a", 300_000, 1);
    chain.backUp(remote);
    String name = name("full", ".manifest");
    String text = new String(remote.bytes(name), UTF_8);
    remote.store(name, text.replace("Volume 2:", "Wolume 2:").getBytes(UTF_8));
    assertThrows(CorruptBackupException.class, () -> Restore.from(remote).into(target));
  }

  // A damaged edge hid the change from whoever asked for that file only: the old one came back.
  @Test
  void aDamagedEdgeDoesNotHideAChange() throws IOException {
    makeThreeStates();
    String name = name("inc.20260101T000100Z", ".manifest");
    String text = new String(remote.bytes(name), UTF_8);
    remote.store(
        name, text.replaceAll("StartingPath   .*  ", "StartingPath   zzz  ").getBytes(UTF_8));
    assertEquals(0, Restore.from(remote).path("changed").into(target).errors());
    assertArrayEquals(
        Files.readAllBytes(chain.source.resolve("changed")), Files.readAllBytes(target));
  }

  @Test
  void aCopyOfAVolumeUnderAnotherEncodingsNameDoesNoHarm() throws IOException {
    makeThreeStates();
    for (String name : volumes()) {
      remote.store(name + ".gz", remote.bytes(name));
      remote.store(name + ".gpg", remote.bytes(name));
    }
    assertEquals(Outcome.COMPLETE, Restore.from(remote).into(target).outcome());
    assertSameFile("changed", "changed");
  }

  @Test
  void volumeThatTheManifestPassesOverIsNotOverlooked() throws IOException {
    chain.write("a", 300_000, 1);
    chain.write("b", 300_000, 1);
    chain.write("c", 300_000, 1);
    chain.backUp(remote);
    String name = name("full", ".manifest");
    String text = new String(remote.bytes(name), UTF_8);
    int second = text.indexOf("Volume 2:");
    int third = text.indexOf("Volume 3:");
    remote.store(name, (text.substring(0, second) + text.substring(third)).getBytes(UTF_8));
    RestoreReport report = Restore.from(remote).into(target);
    assertEquals(1, report.damagedFiles().size());
    assertTrue(report.errors() > 0);
  }

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

  private void assertSameFile(String source, String restored) throws IOException {
    assertArrayEquals(
        Files.readAllBytes(chain.source.resolve(source)),
        Files.readAllBytes(target.resolve(restored)));
  }

  private static List<String> skipped(RestoreReport report) {
    return report.skipped().stream().map(one -> one.path().toString()).toList();
  }

  private void lose(String set, String part) throws IOException {
    remote.delete(name(set, part));
  }

  private String name(String set, String part) {
    return remote.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains("duplicity-" + set) && name.contains(part))
        .findFirst()
        .orElseThrow();
  }

  private List<String> volumes() {
    return remote.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains(".vol"))
        .sorted()
        .toList();
  }
}
