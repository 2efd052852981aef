package io.jdup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.crypto.Passphrase;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.backup.Chain;
import io.jdup.report.ArchiveDirLockedException;
import io.jdup.report.ReplicaConflictException;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lies at the target already and is not what would be copied there. */
class ReplicateConflictTest extends ReplicateFixture {
  @Test
  void foreignFilesStayAndAnotherSetOfTheSameNameIsRefused() throws IOException {
    target.store("letter", "dear all".getBytes(UTF_8));
    backUpThrice();
    replicate.to(target);
    assertEquals("dear all", new String(target.bytes("letter"), UTF_8));

    var other = new MemoryTransport();
    try (var another = new Chain()) {
      another.write("a", 1_200_000, 77);
      another.backUp(other);
    }
    Map<String, String> before = contents(target);
    assertThrows(ReplicaConflictException.class, () -> Replicate.from(other).to(target));
    assertEquals(before, contents(target));
  }

  @Test
  void copyThatWasPackedInAnotherWayIsNotTakenForTheSame() throws IOException {
    backUpThrice();
    var passphrase = Passphrase.of("one");
    replicate.encryptWith(passphrase).to(target);
    Map<String, String> before = contents(target);
    assertThrows(ReplicaConflictException.class, () -> replicate.to(target));
    assertThrows(
        ReplicaConflictException.class,
        () -> replicate.encryptWith(Passphrase.of("two")).to(target));
    var copy = new MemoryTransport();
    Replicate again = Replicate.from(target).decryptWith(passphrase);
    again.to(copy);
    var e =
        assertThrows(ReplicaConflictException.class, () -> again.encryptWith(passphrase).to(copy));
    assertTrue(String.valueOf(e.getMessage()).contains("manifest.gpg"), e.getMessage());
    assertEquals(before, contents(target));
    assertEquals(before, contents(copy));
  }

  @Test
  void leftoversThatACopyWouldNotHaveAreRefused() throws IOException {
    chain.backUp(source);
    String left = name(source, ".vol1.");
    target.store(left.replace(".gz", ".gpg"), new byte[] {1});
    var e = assertThrows(ReplicaConflictException.class, () -> replicate.to(target));
    assertTrue(String.valueOf(e.getMessage()).contains("vol1.difftar.gpg"), e.getMessage());
    assertEquals(1, target.list().size());
  }

  @Test
  void leftoverOfTheRightSizeAndWrongBytesIsReplaced() throws IOException {
    chain.backUp(source);
    String volume = name(source, ".vol1.");
    target.store(volume, new byte[source.bytes(volume).length]);
    String signatures = name(source, "signatures");
    target.store(signatures, new byte[source.bytes(signatures).length]);
    replicate.to(target);
    assertEquals(contents(source), contents(target));
  }

  @Test
  void copyThatWouldHideAnIncrementIsRefused() throws IOException {
    chain.backUp(source);
    replicate.to(target);
    chain.write("a", 1, 5);
    chain.backUp(target); // the copy goes its own way
    chain.write("a", 2, 6);
    chain.change = settings -> settings.allowRollback = true; // one archive dir for both
    chain.backUp(source);
    Map<String, String> before = contents(target);
    assertThrows(ReplicaConflictException.class, () -> replicate.to(target));
    assertEquals(before, contents(target));
    assertEquals(1, replicate.notNewerThan(Chain.START.plusSeconds(60)).to(target).present());
  }

  @Test
  void backupsOfTheSameTimeAreRefused() throws IOException {
    backUpThrice();
    try (var another = new Chain()) {
      another.write("b", 1, 1);
      another.change =
          settings ->
              settings.clock = java.time.Clock.fixed(Chain.START.plusSeconds(90), ZoneOffset.UTC);
      another.backUp(target);
    }
    assertThrows(ReplicaConflictException.class, () -> replicate.to(target));
    assertEquals(1, Backups.at(target).status().sets().size());
  }

  @Test
  void backupToTheTargetKeepsACopyingOut() throws IOException {
    chain.backUp(source);
    Path archive = chain.work.resolve("target-archive");
    ArchiveDir held = ArchiveDir.open(archive);
    try (held) {
      assertThrows(
          ArchiveDirLockedException.class, () -> replicate.targetArchiveDir(archive).to(target));
    }
    assertEquals(List.of(), target.list());
    replicate.targetArchiveDir(archive).to(target);
    assertEquals(contents(source), contents(target));
  }
}
