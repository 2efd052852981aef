package io.jdup.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/**
 * Reads the files of a GnuPG home directory; writes none. A key that cannot be understood is left
 * out, so that it does not hide the others.
 *
 * <p>Source: the files gpg 2.2.40 and 1.4 write.
 */
final class GnuPgKeyRings {
  private static final int BLOB_HEADER_BYTES = 16;
  private static final int OPENPGP_BLOB = 2;

  private final Path home;

  GnuPgKeyRings(Path home) {
    this.home = home;
  }

  /** Returns the files that are looked at for public keys. */
  List<Path> publicFiles() {
    return List.of(home.resolve("pubring.kbx"), home.resolve("pubring.gpg"));
  }

  /** Returns the public keys, each once. */
  List<PGPPublicKeyRing> publicKeys() throws IOException {
    Map<String, PGPPublicKeyRing> keys = new LinkedHashMap<>();
    for (byte[] key : keyBlocks()) {
      parse(key)
          .ifPresent(ring -> keys.putIfAbsent(KeyBytes.fingerprint(ring.getPublicKey()), ring));
    }
    return List.copyOf(keys.values());
  }

  private static Optional<PGPPublicKeyRing> parse(byte[] key) {
    try {
      return Optional.of(new PGPPublicKeyRing(key, new BcKeyFingerprintCalculator()));
    } catch (IOException | RuntimeException e) { // a version or algorithm Bouncy Castle lacks
      return Optional.empty();
    }
  }

  private List<byte[]> keyBlocks() throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    for (Path file : publicFiles()) {
      byte[] bytes = readIfThere(file);
      if (file.endsWith("pubring.kbx")) {
        addFromKeyBox(bytes, blocks);
      } else {
        addFromKeyRing(bytes, blocks);
      }
    }
    return blocks;
  }

  private static byte[] readIfThere(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  /** A key box is a row of blobs: length (4), type (1), version (1), flags (2), offset, length. */
  private static void addFromKeyBox(byte[] bytes, List<byte[]> blocks) {
    ByteBuffer box = ByteBuffer.wrap(bytes);
    int at = 0;
    while (box.limit() - at >= 5) {
      long length = box.getInt(at) & 0xffff_ffffL;
      if (length < 5 || length > box.limit() - at) {
        return; // what is cut off cannot be found
      }
      if (box.get(at + 4) == OPENPGP_BLOB && length >= BLOB_HEADER_BYTES) {
        long start = box.getInt(at + 8) & 0xffff_ffffL;
        long keyLength = box.getInt(at + 12) & 0xffff_ffffL;
        if (start + keyLength <= length) {
          int from = at + (int) start;
          blocks.add(Arrays.copyOfRange(bytes, from, from + (int) keyLength));
        }
      }
      at += (int) length;
    }
  }

  /** A key ring is a row of packets; a public key packet (6) starts the next key. */
  private static void addFromKeyRing(byte[] ring, List<byte[]> blocks) throws IOException {
    var in = new ByteArrayInputStream(ring);
    var packets = new PacketInput(in);
    int start = 0;
    try {
      for (int at = 0, tag;
          (tag = packets.next()) != PacketInput.END;
          at = ring.length - in.available()) {
        if (tag == PacketTag.PUBLIC_KEY && at > start) {
          blocks.add(Arrays.copyOfRange(ring, start, at));
          start = at;
        }
        packets.body().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IntegrityException e) {
      return; // what is cut off cannot be found
    }
    if (ring.length > start) {
      blocks.add(Arrays.copyOfRange(ring, start, ring.length));
    }
  }

  /** Returns the secret keys of gpg 1 and 2.0. */
  List<PGPSecretKey> oldSecretKeys() throws IOException {
    List<PGPSecretKey> keys = new ArrayList<>();
    byte[] bytes = readIfThere(home.resolve("secring.gpg"));
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      var rings = new PGPSecretKeyRingCollection(in, new BcKeyFingerprintCalculator());
      for (PGPSecretKeyRing ring : rings) {
        ring.forEach(keys::add);
      }
    } catch (PGPException | RuntimeException e) {
      throw new IntegrityException(home.resolve("secring.gpg") + " is damaged", e);
    }
    return keys;
  }

  /** Returns the secret key files of gpg 2.1 and newer. */
  List<GnuPgKeyFile> keyFiles() throws IOException {
    List<GnuPgKeyFile> files = new ArrayList<>();
    Path directory = home.resolve("private-keys-v1.d");
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (var found = Files.newDirectoryStream(directory, "*.key")) {
      for (Path file : found) {
        parse(file).ifPresent(files::add);
      }
    }
    return files;
  }

  private static Optional<GnuPgKeyFile> parse(Path file) throws IOException {
    try {
      return Optional.of(GnuPgKeyFile.parse(Files.readAllBytes(file)));
    } catch (IntegrityException e) { // not necessarily the one that is wanted
      return Optional.empty();
    }
  }
}
