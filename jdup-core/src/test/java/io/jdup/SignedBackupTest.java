package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.crypto.Encryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.OpenPgpEncryptor;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpSigningKey;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.report.JdupListener;
import io.jdup.report.ListedEntry;
import io.jdup.report.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs, with signers that are demanded or not, and files that are not theirs. */
class SignedBackupTest {
  private static final Passphrase PASSPHRASE = Passphrase.of("p");
  private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

  @TempDir Path directory;
  private Path source;
  private PgpSigningKey signer;
  private PgpSigningKey other;

  /** The kinds of files that a backup set has. */
  private enum Kind {
    VOLUME("difftar"),
    SIGNATURES("sigtar"),
    MANIFEST("manifest");

    final String mark;

    Kind(String mark) {
      this.mark = mark;
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    signer = FixtureKeys.signingKey("cv25519");
    other = FixtureKeys.signingKey("rsa2048");
    source = Files.createDirectories(directory.resolve("source/sub")).getParent();
    byte[] large = new byte[1_500_000]; // beyond what is kept in memory
    new Random(1).nextBytes(large);
    Files.write(source.resolve("large"), large);
    Files.writeString(source.resolve("sub/small"), "small\n");
  }

  private URI target() {
    return directory.resolve("target").toUri();
  }

  private Backup backup(PgpSigningKey key) {
    return backup().encryptWith(PASSPHRASE).signWith(key);
  }

  private Backup backup() {
    return Backup.of(source).archiveDir(directory.resolve("archive"));
  }

  private Restore restore() {
    return Restore.from(target()).decryptWith(PASSPHRASE).archiveDir(directory.resolve("archive"));
  }

  private Path out() {
    return directory.resolve("out");
  }

  private void assertNothingRestored() throws IOException {
    if (Files.exists(out())) {
      try (Stream<Path> all = Files.walk(out())) {
        assertEquals(List.of(out()), all.toList());
      }
    }
  }

  private List<Path> files(Kind kind) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(target()))) {
      return all.filter(file -> file.toString().contains("." + kind.mark)).sorted().toList();
    }
  }

  @Test
  void whatWasSignedIsReadWhereThatSignerIsDemanded() throws IOException {
    backup(signer).to(target());
    Files.writeString(source.resolve("new"), "new\n");
    backup(signer).to(target());
    var report = restore().requireSignedBy(other.signer(), signer.signer()).into(out());
    assertEquals(Outcome.COMPLETE, report.outcome());
    assertEquals(TreeListing.of(source), TreeListing.of(out()));
    var verified =
        Verify.of(target())
            .decryptWith(PASSPHRASE)
            .requireSignedBy(signer.signer())
            .compareData()
            .against(source);
    assertEquals(0, verified.differences());
    List<ListedEntry> listed = new ArrayList<>();
    backups().requireSignedBy(signer.signer()).list(NOW, listed::add);
    assertEquals(5, listed.size());
  }

  @Test
  void whatASignerVouchesForGetsItsPrivilegesBack() throws IOException {
    Path file = source.resolve("sub/small");
    Files.setAttribute(file, "unix:mode", 06755);
    backup(signer).to(target());
    restore().requireSignedBy(signer.signer()).into(out());
    assertEquals(06755, mode(out().resolve("sub/small")));
    Path unchecked = directory.resolve("unchecked");
    restore().into(unchecked); // that it is signed is worth nothing if anybody may have done so
    assertEquals(0755, mode(unchecked.resolve("sub/small")));
  }

  private static int mode(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode") & 07777;
  }

  private Backups backups() {
    return Backups.at(target()).decryptWith(PASSPHRASE).archiveDir(directory.resolve("archive"));
  }

  // A volume that is small as it is stored and large when unpacked was looked for after it was
  // gone.
  @Test
  void whatCompressesWellIsReadWhereASignerIsDemanded() throws IOException {
    Files.write(source.resolve("large"), new byte[1_500_000]);
    backup(signer).to(target());
    restore().requireSignedBy(signer.signer()).into(out());
    assertEquals(TreeListing.of(source), TreeListing.of(out()));
  }

  @Test
  void anotherSignerIsRefusedBeforeAnythingIsRestored() throws IOException {
    backup(signer).to(target());
    var e =
        assertThrows(
            SignatureRefusedException.class,
            () -> restore().requireSignedBy(other.signer()).ignoreErrors().into(out()));
    assertTrue(
        e.getMessage().contains(".manifest.gpg': it is signed by key 24C7A2540766C968"),
        e.getMessage());
    assertNothingRestored();
    assertThrows(
        SignatureRefusedException.class,
        () ->
            Verify.of(target())
                .decryptWith(PASSPHRASE)
                .requireSignedBy(other.signer())
                .against(source));
    assertThrows(
        SignatureRefusedException.class,
        () -> backups().requireSignedBy(other.signer()).list(NOW, entry -> {}));
  }

  @Test
  void whatIsNotEncryptedIsNotSigned() throws IOException {
    backup().unencrypted().to(target());
    var e =
        assertThrows(
            SignatureRefusedException.class,
            () -> restore().requireSignedBy(signer.signer()).into(out()));
    assertTrue(e.getMessage().contains("not encrypted and so not signed"), e.getMessage());
    assertNothingRestored();
  }

  @Test
  void onlyOpenPgpCanBeSigned() {
    assertThrows(
        IllegalStateException.class, () -> backup().unencrypted().signWith(signer).to(target()));
    assertThrows(IllegalArgumentException.class, () -> restore().requireSignedBy());
    assertThrows(IllegalArgumentException.class, () -> backups().requireSignedBy());
    assertFalse(Files.exists(directory.resolve("target")));
  }

  /** Signs with one key or another, or not at all, as the content wants; for passphrases. */
  private final class Picking implements Encryptor {
    private final Predicate<byte[]> isForged;
    private final OpenPgpEncryptor right = OpenPgp.encryptWith(PASSPHRASE).signWith(signer);
    private final OpenPgpEncryptor forged;

    Picking(Predicate<byte[]> isForged, OpenPgpEncryptor forged) {
      this.isForged = isForged;
      this.forged = forged;
    }

    @Override
    public OutputStream encrypt(OutputStream sink) {
      var plain = new ByteArrayOutputStream();
      return new FilterOutputStream(plain) {
        private boolean closed;

        @Override
        public void close() throws IOException {
          if (closed) {
            return;
          }
          closed = true;
          byte[] content = plain.toByteArray();
          Encryptor chosen = isForged.test(content) ? forged : right;
          try (OutputStream out = chosen.encrypt(sink)) {
            out.write(content);
          }
        }
      };
    }

    @Override
    public String fileSuffix() {
      return ".gpg";
    }
  }

  private static boolean isOf(Kind kind, byte[] content) {
    String start =
        new String(content, 0, Math.min(600, content.length), StandardCharsets.ISO_8859_1);
    Kind found =
        start.startsWith("Hostname ")
            ? Kind.MANIFEST
            : start.contains("signature/") ? Kind.SIGNATURES : Kind.VOLUME;
    return found == kind;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oneKindOfFileByAnotherSignerOrNoneIsRefused(Kind kind) throws IOException {
    OpenPgpEncryptor unsigned = OpenPgp.encryptWith(PASSPHRASE);
    for (OpenPgpEncryptor forged : List.of(unsigned, unsigned.signWith(other))) {
      clear();
      backup()
          .decryptWith(OpenPgp.decryptWith(PASSPHRASE))
          .encryptWith(new Picking(content -> isOf(kind, content), forged))
          .to(target());
      String name = files(kind).get(0).getFileName().toString();
      var e = assertThrows(SignatureRefusedException.class, () -> readAllDemanding());
      assertTrue(e.getMessage().startsWith("'" + name + "': it is "), e.getMessage());
      assertNothingRestored();
      restore().into(out()); // nothing is wrong with it but the signature
      assertEquals(TreeListing.of(source), TreeListing.of(out()));
    }
  }

  private void readAllDemanding() throws IOException {
    backups().requireSignedBy(signer.signer()).list(NOW, entry -> {});
    restore().requireSignedBy(signer.signer()).ignoreErrors().into(out());
  }

  private void clear() throws IOException {
    for (String name : List.of("target", "archive", "out")) {
      Path path = directory.resolve(name);
      if (Files.exists(path)) {
        try (Stream<Path> all = Files.walk(path)) {
          for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(each);
          }
        }
      }
    }
  }

  @Test
  void copiesInTheArchiveDirDoNotCountWhereASignerIsDemanded() throws IOException {
    backup(other).to(target());
    assertThrows(
        SignatureRefusedException.class,
        () -> backups().requireSignedBy(signer.signer()).list(NOW, entry -> {}));
    backups().list(NOW, entry -> {}); // from the archive dir
  }

  @Test
  void withoutTheSignersKeyASignedBackupIsReadWithOneWarning() throws IOException {
    backup(signer).volumeSize(1 << 20).to(target());
    assertEquals(2, files(Kind.VOLUME).size());
    List<String> warnings = new ArrayList<>();
    var listener =
        new JdupListener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        };
    assertEquals(Outcome.COMPLETE, restore().listener(listener).into(out()).outcome());
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(
        warnings.get(0).contains("signed by key 24C7A2540766C968, whose public key is not at hand"),
        warnings.toString());
    assertEquals(TreeListing.of(source), TreeListing.of(out()));
  }

  @Test
  void whoSignsKnowsTheirOwnSignatures() throws IOException {
    backup(signer).to(target());
    List<String> warnings = new ArrayList<>();
    backup(signer)
        .archiveDir(directory.resolve("archive of another machine"))
        .listener(
            new JdupListener() {
              @Override
              public void warning(String message) {
                warnings.add(message);
              }
            })
        .to(target());
    assertEquals(List.of(), warnings);
  }
}
