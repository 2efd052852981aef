package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFile;
import io.jdup.collection.SetId;
import io.jdup.crypto.CryptoException;
import io.jdup.crypto.Encryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.OpenPgpEncryptor;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.crypto.PgpSigningKey;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody does who can write to the target, has the public key, and has kept what was signed
 * before. The chain is encrypted to one key and signed by another.
 */
class ForgeryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static int forgeries;

  @TempDir Path directory;
  private final MemoryTransport remote = new MemoryTransport();
  private final MemoryTransport older = new MemoryTransport(); // signed, under the same names
  private Path source;
  private OpenPgpEncryptor publicOnly;
  private PgpSecretKey secret;
  private PgpSigningKey signer;
  private PgpSigningKey other;

  @BeforeEach
  void backUp() throws IOException {
    publicOnly = OpenPgp.encryptTo(FixtureKeys.publicKey("rsa2048"));
    secret = FixtureKeys.secretKey("rsa2048");
    signer = FixtureKeys.signingKey("cv25519");
    other = FixtureKeys.signingKey("rsa2048");
    source = Files.createDirectories(directory.resolve("source"));
    for (MemoryTransport to : List.of(older, remote)) {
      int seed = to == older ? 0 : 100;
      write("a", seed + 1);
      write("b", seed + 2);
      backup(publicOnly, to, 0).signWith(signer).to(to);
      write("b", seed + 3);
      write("c", seed + 4);
      backup(publicOnly, to, 1).signWith(signer).to(to);
    }
  }

  @AfterAll
  static void tell() {
    System.out.println("forged files refused: " + forgeries);
  }

  private void write(String name, long seed) throws IOException {
    byte[] bytes = new byte[100_000];
    new Random(seed).nextBytes(bytes);
    Files.write(source.resolve(name), bytes);
  }

  private Backup backup(Encryptor encryptor, MemoryTransport to, int minute) {
    return Backup.of(source)
        .encryptWith(encryptor)
        .archiveDir(directory.resolve(to == older ? "older-archive" : "archive"))
        .clock(Clock.fixed(START.plusSeconds(60L * minute), ZoneOffset.UTC));
  }

  private Restore restore() {
    return Restore.from(remote).decryptWith(secret).requireSignedBy(signer.signer());
  }

  private Path out() {
    return directory.resolve("out");
  }

  private static List<String> names(MemoryTransport place) {
    return place.list().stream().map(RemoteFile::name).toList();
  }

  private byte[] decrypted(byte[] packed) throws IOException {
    try (InputStream in = OpenPgp.decryptWith(secret).decrypt(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static byte[] encrypted(Encryptor encryptor, byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = encryptor.encrypt(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  /** Returns what could be put in the place of the file {@code name}, by how it is made. */
  private Map<String, byte[]> forged(String name) throws IOException {
    byte[] content = decrypted(remote.bytes(name));
    Map<String, byte[]> forged = new LinkedHashMap<>();
    forged.put("public key only", encrypted(publicOnly, decrypted(older.bytes(name))));
    forged.put("signature stripped", encrypted(publicOnly, content));
    forged.put("signed by another", encrypted(publicOnly.signWith(other), content));
    forged.put("older and signed", older.bytes(name));
    forged.put("of another set, and signed", remote.bytes(ofOtherSet(name)));
    return forged;
  }

  private String ofOtherSet(String name) {
    String kind = name.substring(name.lastIndexOf("Z."));
    return names(remote).stream()
        .filter(each -> each.endsWith(kind) && !each.equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsForgedIsRefusedBeforeAnyOfItReachesTheTarget() throws IOException {
    List<String> whole = TreeListing.of(source);
    for (String name : names(remote)) {
      byte[] right = remote.bytes(name);
      for (Map.Entry<String, byte[]> forged : forged(name).entrySet()) {
        remote.store(name, forged.getValue());
        String what = name + " " + forged.getKey();
        boolean refused =
            name.contains("sigtar") ? isListRefused() : isRestoreRefused(what, name, whole);
        assertTrue(refused, what);
        forgeries++;
      }
      remote.store(name, right);
    }
    assertEquals(30, forgeries);
    assertEquals(Outcome.COMPLETE, restore().into(out()).outcome());
    assertEquals(whole, TreeListing.of(out()));
  }

  private boolean isListRefused() throws IOException {
    Backups backups = Backups.at(remote).decryptWith(secret).requireSignedBy(signer.signer());
    try {
      backups.list(LATER, entry -> {});
      return false;
    } catch (SignatureRefusedException | CorruptBackupException e) {
      return true;
    }
  }

  // A volume that is not the manifest's is damage, which the rest is restored without.
  private boolean isRestoreRefused(String what, String name, List<String> whole)
      throws IOException {
    try {
      RestoreReport report = restore().into(out());
      for (String line : Files.exists(out()) ? TreeListing.of(out()) : List.<String>of()) {
        assertTrue(line.startsWith(".\t") || whole.contains(line), what + ": " + line);
      }
      return report.damagedFiles().contains(name) || report.damagedFiles().size() > 0;
    } catch (SignatureRefusedException | CorruptBackupException e) {
      assertFalse(Files.exists(out()), what);
      return true;
    } finally {
      if (Files.exists(out())) {
        WorkDirectory.deleteTree(out());
      }
    }
  }

  // The signatures that a file is compared with must be those of its set, or its delta restores to
  // garbage: a machine without archive dir has them from the target only.
  @Test
  void signaturesOfAnotherSetAreRefusedByTheNextBackup() throws IOException {
    for (String name : names(remote).stream().filter(n -> n.contains("sigtar")).toList()) {
      byte[] right = remote.bytes(name);
      for (Map.Entry<String, byte[]> forged : forged(name).entrySet()) {
        remote.store(name, forged.getValue());
        Backup next =
            backup(publicOnly, remote, 2)
                .signWith(signer)
                .decryptWith(OpenPgp.decryptWith(secret))
                .archiveDir(directory.resolve("archive of another machine"));
        var e = assertThrows(IOException.class, () -> next.to(remote), forged.getKey());
        assertTrue(e instanceof CorruptBackupException || e instanceof CryptoException);
      }
      remote.store(name, right);
    }
  }

  @Test
  void aWholeSetUnderANewerNameIsRefused() throws IOException {
    SetId replayed = SetId.full(START.plusSeconds(3600));
    for (ListedFile file : ListedFile.among(names(older), FileNaming.DEFAULT).toList()) {
      BackupFileName was = file.meaning();
      if (was.set().isFull()) {
        var name =
            new BackupFileName(
                was.kind(), replayed, was.volumeNumber(), was.encoding(), was.partial());
        remote.store(FileNaming.DEFAULT.format(name), older.bytes(file.name()));
      }
    }
    var e = assertThrows(CorruptBackupException.class, () -> restore().into(out()));
    assertTrue(e.getMessage().contains("it is the manifest of another set, the full 2026"));
    assertFalse(Files.exists(out()));
  }

  @Test
  void whoeverEncryptsToAKeyAndSignsNothingIsToldOnceThatItCanBeForged() throws IOException {
    var told = new ArrayList<String>();
    var listener =
        new JdupListener() {
          @Override
          public void progress(String message) {
            if (message.contains("forge")) {
              told.add(message);
            }
          }
        };
    var place = new MemoryTransport();
    Backup plain = backup(publicOnly, place, 5).archiveDir(directory.resolve("third"));
    plain.listener(listener).to(place);
    assertEquals(1, told.size());
    assertTrue(told.get(0).contains("--sign-key"));
    write("a", 7);
    plain.clock(Clock.fixed(START.plusSeconds(3600), ZoneOffset.UTC)).listener(listener).to(place);
    assertEquals(1, told.size(), "an increment tells it again");
    var others = new MemoryTransport();
    backup(publicOnly, others, 5)
        .archiveDir(directory.resolve("fourth"))
        .signWith(signer)
        .listener(listener)
        .to(others);
    var passphrase = new MemoryTransport();
    backup(OpenPgp.encryptWith(Passphrase.of("p")), passphrase, 5)
        .decryptWith(OpenPgp.decryptWith(Passphrase.of("p")))
        .archiveDir(directory.resolve("fifth"))
        .listener(listener)
        .to(passphrase);
    assertEquals(1, told.size(), told.toString());
  }

  // Copying looked at no signature, and said nothing of those that it could not check.
  @Test
  void replicationTellsOfSignaturesThatItCannotCheck() throws IOException {
    var warnings = new ArrayList<String>();
    Replicate.from(remote)
        .decryptWith(secret)
        .unencrypted()
        .listener(
            new JdupListener() {
              @Override
              public void warning(String message) {
                warnings.add(message);
              }
            })
        .to(new MemoryTransport());
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains("whose public key is not at hand"), warnings.toString());
  }

  @Test
  void replicationRefusesSignaturesOfAnotherSet() throws IOException {
    String name =
        names(remote).stream()
            .filter(n -> n.contains("full") && n.contains("sigtar"))
            .findFirst()
            .get();
    remote.store(name, older.bytes(name));
    for (Replicate replicate :
        List.of(
            Replicate.from(remote).decryptWith(secret),
            Replicate.from(remote).decryptWith(secret).unencrypted())) {
      var target = new MemoryTransport();
      assertThrows(CorruptBackupException.class, () -> replicate.to(target));
      assertTrue(names(target).stream().noneMatch(n -> n.contains("manifest")));
    }
  }

  @Test
  void aCopyThatIsPackedAnewIsBoundAnew() throws IOException {
    var target = new MemoryTransport();
    Replicate.from(remote).decryptWith(secret).unencrypted().to(target);
    var listed = new ArrayList<String>();
    Backups.at(target).list(LATER, entry -> listed.add(entry.path().toString()));
    assertTrue(listed.contains("c"));
    String inc =
        names(target).stream().filter(n -> n.contains("new-sig")).findFirst().orElseThrow();
    String full =
        names(target).stream().filter(n -> n.contains("full-sig")).findFirst().orElseThrow();
    target.store(inc, target.bytes(full));
    assertThrows(CorruptBackupException.class, () -> Backups.at(target).list(LATER, entry -> {}));
  }
}
