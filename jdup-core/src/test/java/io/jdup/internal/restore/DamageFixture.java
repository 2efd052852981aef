package io.jdup.internal.restore;

import io.jdup.Restore;
import io.jdup.TreeListing;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.QuickPassphrase;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.backup.BackupRun;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.memory.MemoryTransport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chain of a full and two increments, of several volumes each, with the trees that its states
 * are, one more to go on with, and another chain under the same names.
 */
final class DamageFixture implements Closeable {
  /** How the chain is packed. */
  enum Kind {
    PLAIN,
    GZIP,
    OPENPGP
  }

  static final int STATES = 3;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Passphrase PASSPHRASE = Passphrase.of("p");

  final WorkDirectory work;
  final Kind kind;
  final MemoryTransport pristine = new MemoryTransport();
  final MemoryTransport other = new MemoryTransport(); // the same names, other contents
  final Path archive;
  private final VolumeEncoding encoding;

  DamageFixture(Kind kind) throws IOException {
    this.kind = kind;
    work = WorkDirectory.in(null);
    archive = work.resolve("archive");
    encoding =
        switch (kind) {
          case PLAIN -> new VolumeEncoding.Plain();
          case GZIP -> VolumeEncoding.Gzip.DEFAULT;
          case OPENPGP -> new VolumeEncoding.Encrypted(QuickPassphrase.encryptor(PASSPHRASE));
        };
    for (int state = 0; state <= STATES; state++) {
      write(tree(state), state, 0);
      write(otherTree(state), state, 1000);
    }
    for (int state = 0; state < STATES; state++) {
      backUp(tree(state), archive, pristine, state);
      backUp(otherTree(state), work.resolve("other-archive"), other, state);
    }
  }

  /** Returns the tree that is the state of the set {@code state}; {@link #STATES}: the next. */
  Path tree(int state) {
    return work.resolve("tree-" + state);
  }

  private Path otherTree(int state) {
    return work.resolve("other-" + state);
  }

  static Instant time(int state) {
    return START.plusSeconds(60L * state);
  }

  @Nullable Decryptor decryptor() {
    return kind == Kind.OPENPGP ? OpenPgp.decryptWith(PASSPHRASE) : null;
  }

  /** Backs {@code source} up as the set number {@code state}. */
  void backUp(Path source, Path archiveDir, MemoryTransport to, int state) throws IOException {
    var settings = new BackupSettings(source);
    settings.encoding = encoding;
    settings.decryptor = decryptor();
    settings.symmetric = kind == Kind.OPENPGP;
    settings.volumeSizeBytes = kind == Kind.PLAIN ? 150_000 : 60_000; // is exceeded somewhat
    settings.hostName = "host";
    settings.localDir = "source".getBytes(StandardCharsets.US_ASCII);
    settings.tempDir = work.path();
    settings.clock = Clock.fixed(time(state), ZoneOffset.UTC);
    try (ArchiveDir dir = ArchiveDir.open(archiveDir)) {
      new BackupRun(settings, encoding, to).run(dir);
    }
  }

  Restore restore(MemoryTransport from) {
    Restore restore = Restore.from(from).tempDir(work.path());
    Decryptor decryptor = decryptor();
    return decryptor == null ? restore : restore.decryptWith(decryptor);
  }

  /** Returns the names of all files of the chain. */
  List<String> names() {
    return pristine.list().stream().map(RemoteFile::name).toList();
  }

  /** Returns a copy of the chain's files. */
  MemoryTransport copy() throws IOException {
    var copy = new MemoryTransport();
    for (String name : names()) {
      copy.store(name, pristine.bytes(name));
    }
    return copy;
  }

  /** Returns a copy of the archive dir. */
  Path copyOfArchive() throws IOException {
    Path copy = Files.createTempDirectory(work.path(), "archive-");
    try (Stream<Path> files = Files.list(archive)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  // What each state holds: versions of files, by path; a link's target after an arrow.
  private static Map<String, byte[]> contents(int state, long seed) {
    var files = new TreeMap<String, byte[]>();
    byte[] big = noise(400_000, seed + 1);
    byte[] two = noise(60_000, seed + 2);
    byte[] note = noise(90_000, seed + 3);
    byte[] last = noise(5_000, seed + 4);
    files.put("a", new byte[0]);
    files.put("d/one", noise(30_000, seed + 5));
    files.put("m", noise(state < 2 ? 120_000 : 40_000, seed + 6));
    if (state == 0) {
      files.put("b", noise(50_000, seed + 7));
    } else if (state >= 2) {
      files.put("b", noise(20_000, seed + 8));
      files.put("zz", noise(70_000, seed + 9));
    }
    if (state >= 1) {
      big = edited(big, 200_000, 150_000, seed + 10);
      two = edited(two, 30_000, 100, seed + 11);
      files.put("n", state >= 3 ? edited(note, 100, 200, seed + 12) : note);
    }
    if (state >= 2) {
      big = edited(big, big.length - 1000, 180_000, seed + 13);
    }
    if (state >= 3) {
      last = edited(last, 10, 10, seed + 14);
      files.put("q", noise(1000, seed + 15));
    }
    files.put(state < 2 ? "d/sub/x" : "d/sub", noise(10, seed + 16));
    files.put("d/two", two);
    files.put("big", big);
    files.put("z", last);
    return files;
  }

  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  // Inserts bytes, so that what follows moves.
  private static byte[] edited(byte[] bytes, int at, int inserted, long seed) {
    byte[] result = Arrays.copyOf(bytes, bytes.length + inserted);
    System.arraycopy(noise(inserted, seed), 0, result, at, inserted);
    System.arraycopy(bytes, at, result, at + inserted, bytes.length - at);
    return result;
  }

  private static void write(Path tree, int state, long seed) throws IOException {
    for (Map.Entry<String, byte[]> file : contents(state, seed).entrySet()) {
      Path path = tree.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
      long seconds = 1_600_000_000L + Arrays.hashCode(file.getValue()) % 1000; // of its content
      Files.setLastModifiedTime(path, FileTime.fromMillis(1000 * seconds));
    }
    Files.setPosixFilePermissions(
        tree.resolve("z"), PosixFilePermissions.fromString(state == 0 ? "rw-r--r--" : "rw-------"));
    Files.createSymbolicLink(tree.resolve("l"), Path.of(state == 0 ? "b" : "d"));
    for (String directory : List.of("d/sub", "d", "")) {
      Path path = tree.resolve(directory);
      if (Files.isDirectory(path)) {
        Files.setLastModifiedTime(path, FileTime.fromMillis(5_000_000L + 1000L * state));
      }
    }
  }

  /** Returns the lines that list {@code tree}, by path. */
  static Map<String, String> listing(Path tree) throws IOException {
    var lines = new TreeMap<String, String>();
    if (Files.exists(tree)) {
      for (String line : TreeListing.of(tree)) {
        lines.put(line.substring(0, line.indexOf('\t')), line);
      }
    }
    return lines;
  }

  /** Returns the names of files of {@code listing}, which are regular ones. */
  static List<String> regularFiles(Map<String, String> listing) {
    var files = new ArrayList<String>();
    listing.forEach(
        (path, line) -> {
          if (line.split("\t")[1].equals("f")) {
            files.add(path);
          }
        });
    return files;
  }

  @Override
  public void close() throws IOException {
    work.close();
  }
}
