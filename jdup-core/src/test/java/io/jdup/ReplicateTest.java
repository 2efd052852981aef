package io.jdup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.BackupSet;
import io.jdup.collection.FileNaming;
import io.jdup.crypto.NoMatchingKeyException;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ReplicateReport;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicateTest extends ReplicateFixture {
  @Test
  void copiesAreTheSameBytesAndASecondRunCopiesNothing() throws IOException {
    backUpThrice();
    ReplicateReport first = replicate.to(target);
    assertEquals(
        List.of(
            "full 20260101T000100Z",
            "inc 20260101T000100Z to 20260101T000200Z",
            "inc 20260101T000200Z to 20260101T000300Z"),
        first.copied());
    assertEquals(source.list().size(), first.files());
    assertEquals(source.list().stream().mapToLong(RemoteFile::sizeBytes).sum(), first.bytes());
    assertEquals(contents(source), contents(target));

    var recording = FailingTransport.never(target);
    ReplicateReport second = replicate.to(recording);
    assertEquals(List.of(), second.copied());
    assertEquals(3, second.present());
    assertEquals(0, second.files());
    assertEquals(
        List.of(), recording.calls().stream().filter(call -> call.startsWith("put ")).toList());
    assertEquals(List.of(), warnings);
    assertEquals(List.of(), chain.leftovers());
  }

  @Test
  void laterSetsAreAddedToThoseThatAreThere() throws IOException {
    chain.backUp(source);
    replicate.to(target);
    backUpThrice();
    ReplicateReport report = replicate.to(target);
    assertEquals(1, report.present());
    assertEquals(3, report.copied().size());
    assertEquals(chain.states, chain.allRestored(target));
  }

  @Test
  void setsThatAreNewerThanAskedForAreNotCopied() throws IOException {
    backUpThrice();
    ReplicateReport report = replicate.notNewerThan(Chain.START.plusSeconds(120)).to(target);
    assertEquals(2, report.copied().size());
    assertEquals(1, report.newer());
    assertEquals(2, Backups.at(target).status().sets().size());
    assertEquals(0, replicate.notNewerThan(Chain.START).to(target).copied().size());
  }

  @Test
  void dryRunStoresNothingAndTellsWhatWouldBe() throws IOException {
    backUpThrice();
    assertEquals(3, replicate.dryRun().to(target).copied().size());
    assertEquals(List.of(), target.list());
  }

  @Test
  void readableSetsBecomeEncryptedAndBack() throws IOException {
    backUpThrice();
    var passphrase = Passphrase.of("one");
    replicate.encryptWith(passphrase).to(target);
    assertTrue(target.list().stream().allMatch(file -> file.name().endsWith(".gpg")));
    chain.decryptor = OpenPgp.decryptWith(passphrase);
    assertEquals(chain.states, chain.allRestored(target));
    assertEquals(0, replicate.encryptWith(passphrase).to(target).files());

    var third = new MemoryTransport();
    Replicate.from(target).decryptWith(passphrase).unencrypted().to(third);
    chain.decryptor = null;
    assertEquals(chain.states, chain.allRestored(third));
    var fourth = new MemoryTransport();
    Replicate.from(third).unencryptedAndUncompressed().to(fourth);
    assertTrue(fourth.list().stream().allMatch(file -> file.name().matches(".*(tar|manifest)")));
    assertEquals(chain.states, chain.allRestored(fourth));
    // Hashes differ on the way and come back, host, directory and changed files stay.
    assertEquals(
        withoutHashes(source.bytes(name(source, "to.20260101T000300Z.manifest"))),
        withoutHashes(fourth.bytes(name(fourth, "to.20260101T000300Z.manifest"))));
  }

  private static String withoutHashes(byte[] manifest) {
    String text = new String(manifest, UTF_8);
    assertTrue(text.contains("Hostname host\n") && text.contains("\n    changed  a\n"), text);
    return text.replaceAll("SHA1 [0-9a-f]{40}|SHA256 [0-9a-f]{64}", "");
  }

  @Test
  void chainGoesOnAtTheCopy() throws IOException {
    backUpThrice();
    var passphrase = Passphrase.of("one");
    replicate.encryptWith(passphrase).to(target);
    chain.encoding = new VolumeEncoding.Encrypted(OpenPgp.encryptWith(passphrase));
    chain.decryptor = OpenPgp.decryptWith(passphrase);
    WorkDirectory.deleteTree(chain.archive); // which is that of the source
    assertFalse(chain.backUp(target).full());
    chain.write("a", 5, 9);
    assertEquals(1, chain.backUp(target).statistics().changedFiles());
    assertEquals(chain.states, chain.allRestored(target));
  }

  @Test
  void whatIsEncryptedCanStayAsItIs() throws IOException {
    chain.backUp(source);
    var passphrase = Passphrase.of("one");
    chain.encoding = new VolumeEncoding.Encrypted(OpenPgp.encryptWith(passphrase));
    chain.decryptor = OpenPgp.decryptWith(passphrase);
    chain.write("a", 9, 9);
    chain.backUp(source);
    replicate.decryptWith(passphrase).encryptWith(passphrase).keepEncrypted().to(target);
    String kept = name(source, "to.20260101T000200Z.manifest");
    assertArrayEquals(source.bytes(kept), target.bytes(kept));
    assertTrue(target.list().stream().allMatch(file -> file.name().endsWith(".gpg")));
    assertEquals(chain.states, chain.allRestored(target));
  }

  @Test
  void manifestsInTheArchiveDirTakeThePlaceOfTheKey() throws IOException {
    chain.encoding =
        new VolumeEncoding.Encrypted(OpenPgp.encryptWith(Passphrase.of("known to nobody")));
    chain.decryptor = OpenPgp.decryptWith(Passphrase.of("known to nobody"));
    backUpThrice();
    assertThrows(NoMatchingKeyException.class, () -> replicate.to(target));
    assertEquals(List.of(), target.list());
    replicate.archiveDir(chain.archive).to(target);
    assertEquals(contents(source), contents(target));
    damage(source, name(source, "to.20260101T000300Z.vol1"));
    assertThrows(
        CorruptBackupException.class,
        () -> replicate.archiveDir(chain.archive).to(new MemoryTransport()));
  }

  @Test
  void damagedVolumeIsNeverCopiedAndAllBeforeItIs() throws IOException {
    backUpThrice();
    String bad = name(source, "to.20260101T000300Z.vol1");
    damage(source, bad);
    for (Replicate each : List.of(replicate, replicate.encryptWith(Passphrase.of("x")))) {
      var place = new MemoryTransport();
      var e = assertThrows(CorruptBackupException.class, () -> each.to(place));
      assertEquals(bad, e.fileName());
      assertEquals(2, Backups.at(place).status().chains().get(0).sets().size());
      assertTrue(place.list().stream().noneMatch(file -> file.name().startsWith(bad)));
    }
  }

  @Test
  void missingVolumeAndDamagedSignaturesAreErrors() throws IOException {
    backUpThrice();
    String signatures = name(source, "full-signatures");
    byte[] sound = source.bytes(signatures);
    damage(source, signatures);
    var e = assertThrows(CorruptBackupException.class, () -> replicate.to(target));
    assertEquals(signatures, e.fileName());
    source.store(signatures, sound);
    source.delete(name(source, "full.20260101T000100Z.vol2"));
    assertThrows(CorruptBackupException.class, () -> replicate.to(target));
    assertEquals(List.of(), Backups.at(target).status().chains());
  }

  @Test
  void lostSignaturesAreToldAndTheRestIsCopied() throws IOException {
    chain.backUp(source);
    source.delete(name(source, "signatures"));
    replicate.to(target);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("no signatures"), warnings.get(0));
    assertEquals(chain.states, chain.allRestored(target));
  }

  @Test
  void whatTheCopyLostIsCopiedAgain() throws IOException {
    backUpThrice();
    replicate.to(target);
    target.delete(name(target, "full.20260101T000100Z.vol2"));
    String cut = name(target, "to.20260101T000300Z.vol1");
    target.store(cut, new byte[] {1});
    target.delete(name(target, "full-signatures"));
    ReplicateReport report = replicate.to(target);
    assertEquals(3, report.files());
    assertEquals(3, report.present());
    assertEquals(contents(source), contents(target));
    assertEquals(2, warnings.size());
  }

  @Test
  void whatACopyPackedAnewLostIsToldAndMadeAnewWithItsManifestGone() throws IOException {
    backUpThrice();
    Replicate anew = replicate.unencryptedAndUncompressed();
    anew.to(target);
    target.delete(name(target, "full.20260101T000100Z.vol2"));
    var e = assertThrows(CorruptBackupException.class, () -> anew.to(target));
    assertTrue(String.valueOf(e.getMessage()).contains("delete the manifest"), e.getMessage());
    target.delete(name(target, "full.20260101T000100Z.manifest"));
    assertEquals(1, anew.to(target).copied().size());
    assertEquals(chain.states, chain.allRestored(target));
  }

  @Test
  void setsThatNothingCanBeRestoredFromAreToldAndNotCopied() throws IOException {
    Path fixture = Path.of("..", "testdata", "fixtures", "two-chains", "archive");
    ReplicateReport report =
        Replicate.from(fixture.toUri())
            .archiveDir(chain.work.resolve("none"))
            .tempDir(chain.work.path())
            .to(target);
    assertEquals(5, report.copied().size());
    assertEquals(
        List.of(
            "inc 20231116T000000Z to 20231117T000000Z", "inc 20231118T000000Z to 20231119T000000Z"),
        report.leftOut());
    assertEquals(
        List.of(), Backups.at(target).status().sets().stream().filter(this::isPlanted).toList());
    assertEquals(2, Backups.at(target).status().chains().size());
  }

  private boolean isPlanted(BackupSet set) {
    return set.time().isAfter(Instant.parse("2023-11-15T00:00:00Z"));
  }

  @Test
  void copiesAreNamedAsTheirPlaceWantsThem() throws IOException {
    backUpThrice();
    for (FileNaming naming :
        List.of(
            FileNaming.DEFAULT.withPrefix("p-").withManifestPrefix("m-"),
            FileNaming.DEFAULT.old('_', ZoneOffset.ofHours(1)),
            FileNaming.DEFAULT.shortNames())) {
      var place = new MemoryTransport();
      assertEquals(3, replicate.targetNaming(naming).to(place).copied().size());
      assertEquals(0, replicate.targetNaming(naming).to(place).files());
      assertEquals(3, Backups.at(place).fileNaming(naming).status().chains().get(0).sets().size());
      var back = new MemoryTransport();
      Replicate.from(place).fileNaming(naming).targetNaming(FileNaming.DEFAULT).to(back);
      assertEquals(contents(source), contents(back));
    }
  }

  @Test
  void volumesOfAResumedBackupAreToldOnceWhenPackedAnew() throws IOException {
    Path fixture = Path.of("..", "testdata", "fixtures", "resumed", "archive");
    Replicate.from(fixture.toUri())
        .archiveDir(chain.work.resolve("none"))
        .unencryptedAndUncompressed()
        .to(target);
    String manifest = new String(target.bytes(name(target, "manifest")), UTF_8);
    long volumes = manifest.lines().filter(line -> line.startsWith("Volume ")).count();
    assertEquals(
        volumes, manifest.lines().filter(line -> line.startsWith("Volume ")).distinct().count());
    assertEquals(1, manifest.lines().filter(line -> line.startsWith("Filelist ")).count());
    Path restored = chain.work.resolve("restored");
    assertEquals(0, Restore.from(target).into(restored).errors());
    assertEquals(
        TreeListing.read(fixture.resolveSibling("state-1700000000.restored.mtree")),
        TreeListing.of(restored));
  }

  @Test
  void placeWithoutBackupsIsAnError() {
    assertThrows(BackupNotFoundException.class, () -> replicate.to(target));
  }

  @Test
  void callersMistakesAreToldAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> replicate.compressLevel(0));
    assertThrows(IllegalArgumentException.class, () -> replicate.threads(0));
    assertThrows(IllegalStateException.class, () -> replicate.compressLevel(3).to(target));
  }
}
