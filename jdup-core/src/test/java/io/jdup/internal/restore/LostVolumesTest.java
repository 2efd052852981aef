package io.jdup.internal.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Restore;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import io.jdup.transport.RemoteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restores of what is left where volumes or parts of manifests are lost. */
class LostVolumesTest extends RestoredChain {
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
}
