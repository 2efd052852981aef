package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.backup.Chain;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.CheckReport;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each level of a check finds what it is for, and nothing where nothing is wrong. */
class CheckTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  private final MemoryTransport target = new MemoryTransport();
  private Chain chain;

  @BeforeEach
  void backUpTwice() throws IOException {
    chain = new Chain();
    chain.volumeBytes = 100_000;
    chain.encoding = new VolumeEncoding.Plain();
    chain.write("dir/large", 250_000, 0);
    chain.write("small", 100, 0);
    chain.backUp(target);
    chain.write("small", 120, 1);
    chain.write("dir/large", 250_000, 2);
    chain.backUp(target);
  }

  @AfterEach
  void remove() throws IOException {
    target.close();
    chain.close();
  }

  private Check check() {
    return at(NOW);
  }

  private Check at(Instant time) {
    return Check.of(target)
        .archiveDir(chain.archive)
        .tempDir(chain.work.path())
        .clock(Clock.fixed(time, ZoneOffset.UTC));
  }

  private String volume(String beginning, int number) throws IOException {
    return names().stream()
        .filter(name -> name.startsWith(beginning) && name.contains(".vol" + number + "."))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() throws IOException {
    return target.list().stream().map(RemoteFile::name).sorted().toList();
  }

  private byte[] bytes(String name) throws IOException {
    Path file = chain.work.resolve("bytes");
    target.get(name, file);
    return Files.readAllBytes(file);
  }

  private void store(String name, byte[] bytes) throws IOException {
    Path file = chain.work.resolve("bytes");
    Files.write(file, bytes);
    target.put(name, file);
  }

  private void flip(String name, int at) throws IOException {
    byte[] bytes = bytes(name);
    bytes[at] ^= 1;
    store(name, bytes);
  }

  @Test
  void whatIsWholeIsFoundWholeAtEveryLevel() throws IOException {
    int volumes = names().size() - 2; // all but the manifests
    CheckReport files = check().run();
    assertEquals(List.of(), files.damaged());
    assertEquals(Outcome.COMPLETE, files.outcome());
    assertEquals(2, files.sets());
    assertEquals(volumes, files.files());
    assertEquals(0, files.hashed());
    assertEquals(volumes, files.neverHashed());
    CheckReport hashes = check().hashes().run();
    assertEquals(List.of(), hashes.damaged());
    assertEquals(volumes, hashes.hashed());
    assertEquals(0, hashes.neverHashed());
    assertEquals(Optional.of(NOW), hashes.oldestHashing());
    CheckReport content = check().content().run();
    assertEquals(List.of(), content.damaged());
    assertEquals(4, content.entries()); // the root, dir, dir/large, small
  }

  @Test
  void aVolumeThatIsGoneIsMissedWithoutAKey() throws IOException {
    target.delete(volume("duplicity-full", 2));
    CheckReport report = check().run();
    assertEquals(1, report.errors());
    assertTrue(report.damaged().get(0).name().startsWith("volume 2 of the full"), report::toString);
    assertTrue(report.damaged().get(0).problem().contains("dir/large"), report::toString);
    assertEquals(Outcome.COMPLETE_WITH_ERRORS, report.outcome());
  }

  @Test
  void theLastVolumeAndAnEmptyOneAreMissed() throws IOException {
    store(volume("duplicity-full", 1), new byte[0]);
    target.delete(volume("duplicity-inc", 1));
    assertEquals(2, check().run().errors());
  }

  @Test
  void signaturesThatAreGoneAreMissed() throws IOException {
    target.delete(
        names().stream().filter(name -> name.contains("new-signatures")).findFirst().orElseThrow());
    CheckReport report = check().run();
    assertEquals(1, report.errors());
    assertTrue(report.damaged().get(0).name().startsWith("signatures of the inc"));
    assertEquals(1, check().content().run().errors() - 1); // and there is nothing to compare with
  }

  @Test
  void aFlippedBitShowsInTheHashesOnly() throws IOException {
    flip(volume("duplicity-full", 2), 700);
    assertEquals(0, check().run().errors());
    CheckReport report = check().hashes().run();
    assertEquals(1, report.errors());
    assertEquals(volume("duplicity-full", 2), report.damaged().get(0).name());
    assertEquals(1, report.neverHashed(), "a damaged one does not count as read");
  }

  @Test
  void signaturesOfAnotherSetAreFoundByTheirHashWithoutAKey() throws IOException {
    String name =
        names().stream().filter(each -> each.contains("new-signatures")).findFirst().orElseThrow();
    flip(name, 700);
    CheckReport report = check().hashes().run();
    assertEquals(1, report.errors());
    assertEquals(name, report.damaged().get(0).name());
    assertTrue(report.damaged().get(0).problem().contains("no increment can build on it"));
  }

  @Test
  void aShareIsOfThoseThatWereNotReadForLongest() throws IOException {
    int volumes = check().run().files();
    int days = 0;
    int read = 0;
    while (check().run().neverHashed() > 0) {
      CheckReport report = at(NOW.plusSeconds(86_400L * days++)).hashes(0.0001).run();
      assertEquals(1, report.hashed());
      read += report.hashed();
    }
    assertEquals(volumes, read, "each was read once before any was read twice");
    assertEquals(Optional.of(NOW), check().run().oldestHashing());
    at(NOW.plusSeconds(86_400L * days)).hashes(0.0001).run();
    assertEquals(Optional.of(NOW.plusSeconds(86_400)), check().run().oldestHashing());
  }

  @Test
  void whatTheLogHasThatMakesNoSenseCountsAsNotRead() throws IOException {
    check().hashes().run();
    Path log = chain.archive.resolve("jdup-checked.volumes");
    assertTrue(Files.exists(log));
    Files.writeString(log, "what is this\n\0\n99999999999999999999 1 x\n");
    CheckReport report = check().run();
    assertEquals(report.files(), report.neverHashed());
    assertEquals(0, report.errors());
  }

  @Test
  void contentFindsSignaturesThatDescribeSomethingElse() throws IOException {
    // as after duplicity's resume: the volumes hold the old content, the signatures tell the new
    var other = new MemoryTransport();
    try (var twin = new Chain()) {
      twin.volumeBytes = chain.volumeBytes;
      twin.encoding = chain.encoding;
      twin.write("dir/large", 250_000, 0);
      twin.write("small", 100, 0);
      twin.write("unsaved", 100, 0);
      twin.backUp(other);
      twin.write("small", 120, 7);
      twin.write("dir/large", 250_000, 2);
      twin.backUp(other);
      for (RemoteFile file : other.list()) {
        if (file.name().contains("signatures")) {
          Path copy = chain.work.resolve("copy");
          other.get(file.name(), copy);
          target.put(file.name(), copy);
        }
      }
    }
    assertEquals(2, check().hashes().run().errors(), "the manifests know better");
    forgetHashesOfSignatures();
    Check ofDuplicity = check().archiveDir(chain.work.resolve("nowhere"));
    assertEquals(0, ofDuplicity.hashes().run().errors());
    CheckReport report = ofDuplicity.content().run();
    assertEquals(
        List.of("small", "unsaved"),
        report.damaged().stream().map(CheckReport.Damage::name).toList());
    assertTrue(report.damaged().get(0).problem().contains("not what its signature describes"));
    assertTrue(report.damaged().get(1).problem().contains("in no volume"));
  }

  private void forgetHashesOfSignatures() throws IOException {
    for (String name : names()) {
      if (name.endsWith(".manifest")) {
        String text = new String(bytes(name), StandardCharsets.ISO_8859_1);
        store(
            name,
            text.replaceAll("(?m)^Signatures .*\n", "").getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  @Test
  void contentOfEachChainIsDecoded() throws IOException {
    Set<String> older = Set.copyOf(names());
    chain.write("new", 300, 3);
    chain.change = settings -> settings.mode = BackupSettings.Mode.FULL;
    chain.backUp(target);
    CheckReport whole = check().content().run();
    assertEquals(List.of(), whole.damaged());
    assertEquals(4 + 5, whole.entries());
    assertTrue(older.contains(volume("duplicity-inc", 2)));
    flip(volume("duplicity-inc", 2), 700);
    CheckReport report = check().content().run();
    assertTrue(report.errors() > 0);
    for (CheckReport.Damage damage : report.damaged()) {
      assertTrue(
          damage.problem().contains("(in the newest state of the chain of the full "),
          damage::toString);
    }
    assertTrue(report.entries() > 5);
  }

  @Test
  void anOlderChainOfAnotherKeyIsToldAndTheNewestIsChecked() throws IOException {
    try (var encrypted = new Chain();
        var place = new MemoryTransport()) {
      encrypted.write("file", 1000, 0);
      for (String secret : List.of("old", "new")) {
        var passphrase = Passphrase.of(secret.toCharArray());
        encrypted.encoding = new VolumeEncoding.Encrypted(OpenPgp.encryptWith(passphrase));
        encrypted.decryptor = OpenPgp.decryptWith(passphrase);
        encrypted.change = settings -> settings.mode = BackupSettings.Mode.FULL;
        encrypted.backUp(place);
      }
      List<String> warnings = new ArrayList<>();
      var listener =
          new JdupListener() {
            @Override
            public void warning(String message) {
              warnings.add(message);
            }
          };
      CheckReport report =
          Check.of(place)
              .archiveDir(encrypted.archive)
              .decryptWith(Passphrase.of("new".toCharArray()))
              .listener(listener)
              .content()
              .run();
      assertEquals(List.of(), report.damaged());
      assertEquals(2, report.entries());
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(warnings.get(0).contains("cannot be decrypted with what was given"));
    }
  }

  @Test
  void whatADamagedVolumeHeldIsToldOnce() throws IOException {
    flip(volume("duplicity-full", 1), 700);
    List<String> damaged =
        check().content().run().damaged().stream().map(CheckReport.Damage::name).toList();
    assertTrue(damaged.size() > 1, damaged::toString);
    assertEquals(damaged.size(), Set.copyOf(damaged).size(), damaged::toString);
  }

  @Test
  void contentGoesOnBehindADamagedVolume() throws IOException {
    flip(volume("duplicity-full", 1), 700);
    CheckReport report = check().content().run();
    assertTrue(report.errors() > 0);
    assertTrue(report.entries() > 0);
  }

  @Test
  void filesOfAnEncryptedBackupAreCheckedWithoutItsKey() throws IOException {
    var passphrase = Passphrase.of("secret".toCharArray());
    try (var encrypted = new Chain();
        var place = new MemoryTransport()) {
      encrypted.encoding = new VolumeEncoding.Encrypted(OpenPgp.encryptWith(passphrase));
      encrypted.decryptor = OpenPgp.decryptWith(passphrase);
      encrypted.write("file", 1000, 0);
      encrypted.backUp(place);
      Check keyless = Check.of(place).archiveDir(encrypted.archive);
      assertEquals(0, keyless.hashes().run().errors());
      Check withoutCopies = Check.of(place).archiveDir(encrypted.work.resolve("nowhere"));
      assertEquals(0, withoutCopies.run().errors());
      assertFalse(Files.exists(encrypted.work.resolve("nowhere")));
      assertThrows(IOException.class, () -> withoutCopies.hashes().run());
      Check withKey = withoutCopies.decryptWith(passphrase);
      assertEquals(0, withKey.hashes().content().run().errors());
    }
  }

  @Test
  void anEmptyPlaceIsNoBackup() {
    var e =
        assertThrows(BackupNotFoundException.class, () -> Check.of(new MemoryTransport()).run());
    assertTrue(e.getMessage().contains("no backup to check"), e::getMessage);
  }

  @Test
  void aShareOutOfRangeIsRefusedAtOnce() {
    for (double share : new double[] {0, -1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> check().hashes(share));
    }
  }
}
