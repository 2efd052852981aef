package io.jdup;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.Encryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.maintenance.ReplicateRun;
import io.jdup.internal.maintenance.ReplicateSettings;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.JdupListener;
import io.jdup.report.ReplicaConflictException;
import io.jdup.report.ReplicateReport;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A copying of backups to another place. Immutable: each step returns a changed copy, {@code to}
 * runs it.
 *
 * <pre>{@code
 * ReplicateReport done = Replicate.from(nas).decryptWith(passphrase).to(URI.create("sftp://far/home"));
 * }</pre>
 *
 * <p>Files are copied byte for byte unless a step says how to pack them anew. Either way each
 * volume is checked against its manifest before it is stored, and a set's manifest is stored when
 * all else of the set is there. A second run copies what is missing. What the target holds besides
 * stays as it is.
 *
 * <p>Manifests must be readable for that: with the key or passphrase of the source, or in its
 * archive dir.
 */
public final class Replicate {
  private final Place from;
  private final ReplicateSettings settings;

  private Replicate(Place from, ReplicateSettings settings) {
    this.from = from;
    this.settings = settings;
  }

  /** Starts the description of a copy of the backups in the remote directory {@code source}. */
  public static Replicate from(URI source) {
    return new Replicate(Place.at(source), new ReplicateSettings());
  }

  /** Starts the description of a copy of the backups behind {@code source}, left open. */
  public static Replicate from(Transport source) {
    return new Replicate(Place.behind(source), new ReplicateSettings());
  }

  private Replicate with(Consumer<ReplicateSettings> change) {
    ReplicateSettings changed = settings.copy();
    change.accept(changed);
    return new Replicate(from, changed);
  }

  /** Decrypts with whichever of {@code keys} the backups are for. */
  public Replicate decryptWith(PgpSecretKey... keys) {
    return decryptWith(OpenPgp.decryptWith(keys));
  }

  /** Decrypts with {@code passphrase}. */
  public Replicate decryptWith(Passphrase passphrase) {
    return decryptWith(OpenPgp.decryptWith(passphrase));
  }

  /** Decrypts with {@code decryptor}. */
  public Replicate decryptWith(Decryptor decryptor) {
    return with(changed -> changed.reading.decryptor = decryptor);
  }

  /** Encrypts the copies to {@code keys}, however they are packed at the source. */
  public Replicate encryptTo(PgpPublicKey... keys) {
    return encryptWith(OpenPgp.encryptTo(keys));
  }

  /** Encrypts the copies with {@code passphrase}, however they are packed at the source. */
  public Replicate encryptWith(Passphrase passphrase) {
    return encryptWith(OpenPgp.encryptWith(passphrase))
        .with(changed -> changed.targetDecryptor = OpenPgp.decryptWith(passphrase));
  }

  /** Encrypts the copies with {@code encryptor}, however they are packed at the source. */
  public Replicate encryptWith(Encryptor encryptor) {
    return packed(new VolumeEncoding.Encrypted(encryptor));
  }

  /** Makes copies that are readable for whoever can read the target, compressed with gzip. */
  public Replicate unencrypted() {
    return packed(VolumeEncoding.Gzip.DEFAULT);
  }

  /** Makes copies that are readable for whoever can read the target, and uncompressed. */
  public Replicate unencryptedAndUncompressed() {
    return packed(new VolumeEncoding.Plain());
  }

  private Replicate packed(VolumeEncoding encoding) {
    return with(
        changed -> {
          changed.encoding = encoding;
          changed.targetDecryptor = null;
        });
  }

  /** Copies what is encrypted byte for byte all the same; only the rest is packed as was said. */
  public Replicate keepEncrypted() {
    return with(changed -> changed.keepEncrypted = true);
  }

  /**
   * Compresses what is packed anew at {@code level}; see {@link Backup#compressLevel}.
   *
   * @throws IllegalArgumentException if it is not 1 to 9
   */
  public Replicate compressLevel(int level) {
    int checked = VolumeEncoding.requireLevel(level);
    return with(changed -> changed.compressLevel = checked);
  }

  /** Copies only sets of {@code time} and before. */
  public Replicate notNewerThan(Instant time) {
    return with(changed -> changed.reading.asOf = time);
  }

  /** Looks for manifests that cannot be decrypted in {@code directory}; it is not written to. */
  public Replicate archiveDir(Path directory) {
    return with(changed -> changed.reading.archiveDir = directory);
  }

  /**
   * Locks {@code directory}, the archive dir of backups to the target, so that none is made
   * meanwhile. Without this step a copying to a URI uses duplicity's place for it (see {@link
   * ArchiveDirs}), and one to a {@link Transport} locks nothing.
   */
  public Replicate targetArchiveDir(Path directory) {
    return with(changed -> changed.targetArchiveDir = directory);
  }

  /** Keeps files on their way in {@code directory}: up to three volumes. */
  public Replicate tempDir(Path directory) {
    return with(changed -> changed.reading.tempDir = directory);
  }

  /** Expects the files to be named as {@code naming} says, and names the copies so. */
  public Replicate fileNaming(FileNaming naming) {
    return with(changed -> changed.reading.naming = naming);
  }

  /** Names the copies as {@code naming} says. */
  public Replicate targetNaming(FileNaming naming) {
    return with(changed -> changed.targetNaming = naming);
  }

  /** Compresses with {@code count} threads, as many as there are processors if not said. */
  public Replicate threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("need at least one thread: " + count);
    }
    return with(changed -> changed.threads = count);
  }

  /** Only finds out what is to be copied. */
  public Replicate dryRun() {
    return with(changed -> changed.reading.dryRun = true);
  }

  /**
   * Goes on though the marker of another run says that it is writing to the target, and only tells
   * of it; without this step the copying ends with a {@link
   * io.jdup.report.ConcurrentBackupException} then.
   */
  public Replicate allowConcurrent() {
    return with(changed -> changed.reading.allowConcurrent = true);
  }

  /** Takes from {@code clock} for how long the copying runs; the system's by default. */
  public Replicate clock(Clock clock) {
    return with(changed -> changed.reading.clock = clock);
  }

  /** Tells {@code listener} what happens. */
  public Replicate listener(JdupListener listener) {
    return with(changed -> changed.reading.listener = listener);
  }

  /**
   * Copies into the remote directory {@code target}.
   *
   * @throws ReplicaConflictException if it holds other backups under the same names
   * @throws io.jdup.report.ConcurrentBackupException if another run is writing to it
   */
  public ReplicateReport to(URI target) throws IOException {
    Path archiveDir =
        settings.targetArchiveDir == null
            ? ArchiveDirs.standardParent().resolve(ArchiveDirs.nameFor(target.toString()))
            : settings.targetArchiveDir;
    try (Transport transport = Transports.open(target)) {
      return targetArchiveDir(archiveDir).to(transport);
    }
  }

  /** Copies into the directory behind {@code target}, which stays open; see {@link #to(URI)}. */
  public ReplicateReport to(Transport target) throws IOException {
    if (settings.compressLevel != null && settings.encoding == null) {
      throw new IllegalStateException(
          "what is copied byte for byte is not compressed: leave compressLevel out, or say how to"
              + " pack: encryptTo(key), encryptWith(passphrase) or unencrypted()");
    }
    return from.use(settings.reading, (source, reading) -> locked(source, reading, target));
  }

  private ReplicateReport locked(Transport source, ReadSettings reading, Transport target)
      throws IOException {
    Path archiveDir = settings.targetArchiveDir;
    if (archiveDir == null) {
      return run(source, reading, target, Optional.empty());
    }
    ArchiveDir locked = ArchiveDir.open(archiveDir);
    try (locked) {
      return run(source, reading, target, Optional.of(locked));
    }
  }

  private ReplicateReport run(
      Transport source, ReadSettings reading, Transport target, Optional<ArchiveDir> archive)
      throws IOException {
    try (var work = WorkDirectory.in(reading.tempDir)) {
      return new ReplicateRun(settings, reading, source, target, work, archive).run();
    }
  }
}
