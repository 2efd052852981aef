package io.jdup.internal.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.Backup;
import io.jdup.Backups;
import io.jdup.Restore;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.ManifestReader;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.BackupReport;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.JdupListener;
import io.jdup.report.ManifestMismatchException;
import io.jdup.report.ReportedPath;
import io.jdup.report.SourceMismatchException;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupRunTest {
  private final MemoryTransport remote = new MemoryTransport();
  private Chain chain;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new Chain();
    chain.write("a", 100, 1);
    chain.write("dir/b", 100, 1);
  }

  @AfterEach
  void removeChain() throws IOException {
    chain.close();
  }

  @Test
  void interruptedRunStoresNoManifest() throws IOException {
    chain.change =
        settings ->
            settings.listener =
                new JdupListener() {
                  @Override
                  public void added(ReportedPath path) {
                    Thread.currentThread().interrupt();
                  }
                };
    assertThrows(InterruptedIOException.class, () -> chain.backUp(remote));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), remote.list());
    assertEquals(List.of(), chain.leftovers());
  }

  @Test
  void sourceThatIsASocketIsRefused() throws IOException {
    Path socket = chain.work.resolve("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var e = assertThrows(IOException.class, () -> Backup.of(socket).unencrypted().to(remote));
      assertTrue(String.valueOf(e.getMessage()).contains("source itself"), e.getMessage());
    }
    assertEquals(List.of(), remote.list());
  }

  @Test
  void whatAnInterruptedDuplicityLeftInTheArchiveDirIsNotTakenForASet() throws IOException {
    chain.backUp(remote);
    String left = "20260101T001000Z";
    Path archive = chain.archive;
    for (String name : List.of("inc.20260101T000100Z.to." + left + ".manifest.part")) {
      Files.writeString(archive.resolve("duplicity-" + name), "Hostname host\nLocaldir /x\n");
    }
    Files.writeString(
        archive.resolve("duplicity-new-signatures.20260101T000100Z.to." + left + ".sigtar.part"),
        "");
    remote.store("duplicity-inc.20260101T000100Z.to." + left + ".vol1.difftar.gz", new byte[] {1});
    List<String> listed = new ArrayList<>();
    Backups.at(remote)
        .archiveDir(archive)
        .list(java.time.Instant.MAX, entry -> listed.add(entry.path().toString()));
    assertEquals(List.of(".", "a", "dir", "dir/b"), listed);
    chain.write("a", 200, 2);
    assertFalse(chain.backUp(remote).full());
  }

  @Test
  void damagedLocalManifestIsReadAtTheTargetInstead() throws IOException {
    chain.backUp(remote);
    damage(chain.archive);
    Path target = chain.work.resolve("target");
    Restore.from(remote).archiveDir(chain.archive).into(target);
    assertTrue(Files.exists(target.resolve("a")));
    chain.write("a", 200, 2);
    assertFalse(chain.backUp(remote).full());
  }

  private static void damage(Path archive) throws IOException {
    try (Stream<Path> files = Files.list(archive)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".manifest")).toList()) {
        Files.writeString(file, "garbage");
      }
    }
  }

  @Test
  void encryptedCopyInTheArchiveDirIsNotTakenForTheSignatures() throws IOException {
    chain.backUp(remote);
    String name = name("signatures");
    Path own = chain.archive.resolve(name);
    Files.move(own, chain.archive.resolve(name.replace(".gz", ".gpg")));
    chain.write("a", 200, 2);
    BackupReport report = chain.backUp(remote);
    assertFalse(report.full());
    assertEquals(1, report.statistics().changedFiles());
    assertTrue(Files.exists(own));
  }

  @Test
  void manifestThatAnotherPutAtTheTargetIsNoticed() throws IOException {
    chain.backUp(remote);
    String name = name(".manifest");
    String text = new String(remote.bytes(name), UTF_8);
    String digit = text.contains("SHA1 f") ? "0" : "f"; // not the one that is there
    remote.store(name, text.replaceFirst("SHA1 .", "SHA1 " + digit).getBytes(UTF_8));
    assertThrows(ManifestMismatchException.class, () -> chain.backUp(remote));
    remote.store(name, text.replace("Hostname host", "Hostname x").getBytes(UTF_8));
    assertThrows(ManifestMismatchException.class, () -> chain.backUp(remote));
  }

  @Test
  void otherHostOrDirectoryIsRefusedAndAllowedOnDemand() throws IOException {
    chain.backUp(remote);
    chain.change = settings -> settings.hostName = "other";
    assertThrows(SourceMismatchException.class, () -> chain.backUp(remote));
    chain.change = settings -> settings.localDir = "/other".getBytes(UTF_8);
    assertThrows(SourceMismatchException.class, () -> chain.backUp(remote));
    chain.change =
        settings -> {
          settings.hostName = "other";
          settings.allowSourceMismatch = true;
        };
    assertFalse(chain.backUp(remote).full());
  }

  @Test
  void dotsInTheSourceAreNoOtherDirectory() throws IOException {
    Path dotted = chain.source.resolve(".").resolve("dir").resolve(".");
    Backup.of(dotted).unencrypted().to(remote);
    Manifest manifest = new ManifestReader("m").read(remote.bytes(name(".manifest")));
    assertArrayEquals(
        chain.source.resolve("dir").toString().getBytes(UTF_8), manifest.localDir().orElseThrow());
  }

  @Test
  void publicKeyWithoutTheSecretOneGoesOnWithTheLocalCopy() throws IOException {
    Path keys = Path.of("..", "testdata", "fixtures", "keys");
    try (InputStream in = Files.newInputStream(keys.resolve("cv25519.public.asc"))) {
      chain.encoding = new VolumeEncoding.Encrypted(OpenPgp.encryptTo(PgpPublicKey.read(in)));
    }
    chain.backUp(remote);
    chain.write("a", 200, 2);
    BackupReport report = chain.backUp(remote);
    assertFalse(report.full());
    assertEquals(1, report.statistics().changedFiles());
  }

  @Test
  void anotherPassphraseStopsTheRunBeforeItWritesAnything() throws IOException {
    var first = Backup.of(chain.source).encryptWith(Passphrase.of("first")).volumeSize(1 << 20);
    first.to(remote);
    List<RemoteFile> before = remote.list();
    var second = Backup.of(chain.source).encryptWith(Passphrase.of("second"));
    assertThrows(IOException.class, () -> second.to(remote));
    assertEquals(before, remote.list());
  }

  @Test
  void damagedSignaturesOfTheTargetAreAnError() throws IOException {
    chain.backUp(remote);
    String name = name("signatures");
    byte[] bytes = remote.bytes(name);
    io.jdup.internal.volume.WorkDirectory.deleteTree(chain.archive);
    for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
      remote.store(name, java.util.Arrays.copyOf(bytes, length));
      assertThrows(CorruptBackupException.class, () -> chain.backUp(remote), "" + length);
    }
    remote.store(name, bytes);
    assertFalse(chain.backUp(remote).full());
  }

  @Test
  void oddHostNameIsRefusedAtOnce() {
    for (String name : List.of("", " ", "a\nb", "\"quoted\"")) {
      assertThrows(
          IllegalArgumentException.class, () -> Backup.of(chain.source).hostName(name), name);
    }
  }

  @Test
  void spoolOfALargeSignatureIsClosedInTheEnd() throws IOException {
    try (var file = new RandomAccessFile(chain.source.resolve("sparse").toString(), "rw")) {
      file.setLength(60L << 20); // its signature is larger than what is kept in memory
    }
    chain.change = settings -> settings.maxBlockLength = 512;
    chain.encoding = new VolumeEncoding.Gzip(1);
    chain.backUp(remote);
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      List<String> signatures =
          open.map(BackupRunTest::linked).filter(name -> name.contains(".signature")).toList();
      assertEquals(List.of(), signatures);
    }
  }

  private static String linked(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed by now
    }
  }

  @Test
  void lastStepOnEncryptionWins() throws IOException {
    // After encryptWith(passphrase) the manifest must be readable; for a key alone it need not be.
    Path keys = Path.of("..", "testdata", "fixtures", "keys");
    PgpPublicKey key;
    try (InputStream in = Files.newInputStream(keys.resolve("cv25519.public.asc"))) {
      key = PgpPublicKey.read(in);
    }
    var description =
        Backup.of(chain.source)
            .encryptWith(Passphrase.of("not used"))
            .encryptTo(key)
            .archiveDir(chain.archive);
    description.to(remote);
    assertFalse(description.to(remote).full());
  }

  private String name(String part) {
    return remote.list().stream()
        .map(RemoteFile::name)
        .filter(name -> name.contains(part))
        .findFirst()
        .orElseThrow();
  }
}
