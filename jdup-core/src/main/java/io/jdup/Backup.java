package io.jdup;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.Encryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.OpenPgpEncryptor;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.crypto.PgpSigningKey;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.backup.BackupRun;
import io.jdup.internal.backup.BackupSettings;
import io.jdup.internal.backup.BackupSettings.Mode;
import io.jdup.internal.backup.DeletionLimit;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupReport;
import io.jdup.report.JdupListener;
import io.jdup.selection.Selection;
import io.jdup.transport.Transport;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A backup to be made. Immutable: each step returns a changed copy, {@code to} runs it.
 *
 * <pre>{@code
 * BackupReport done = Backup.of(home).encryptTo(key).to(URI.create("sftp://nas/home"));
 * }</pre>
 *
 * <p>Without further steps it adds an increment to the newest chain at the target, or makes a full
 * backup where there is none. How the files are packed must be said: one of {@link #encryptTo},
 * {@link #encryptWith(Passphrase)} and {@link #unencrypted}.
 *
 * <p>A run that finds in the archive dir what an interrupted one left goes on with that set, of
 * whatever kind it is: the volumes at the target stay, and what changed meanwhile before the point
 * that they had reached is stored by the backup after this one.
 */
public final class Backup {
  private static final long MIN_VOLUME_BYTES = 1 << 20;

  private final BackupSettings settings;

  private Backup(BackupSettings settings) {
    this.settings = settings;
  }

  /** Starts the description of a backup of {@code source}, a directory as a rule. */
  public static Backup of(Path source) {
    return new Backup(new BackupSettings(source));
  }

  private Backup with(Consumer<BackupSettings> change) {
    BackupSettings changed = settings.copy();
    change.accept(changed);
    return new Backup(changed);
  }

  /** Encrypts to {@code keys}; any one of them can restore. */
  public Backup encryptTo(PgpPublicKey... keys) {
    return encryptWith(OpenPgp.encryptTo(keys));
  }

  /**
   * Encrypts with {@code passphrase}, which the chain at the target must have been encrypted with
   * too, or the run stops before it writes anything.
   */
  public Backup encryptWith(Passphrase passphrase) {
    return encryptWith(OpenPgp.encryptWith(passphrase))
        .with(
            changed ->
                changed.decryptor =
                    changed.decryptor == null
                        ? OpenPgp.decryptWith(passphrase)
                        : changed.decryptor);
  }

  /**
   * Encrypts with {@code encryptor}. Real duplicity reads the result if that writes OpenPGP, as all
   * that {@link OpenPgp} makes does. One for a passphrase needs a {@link #decryptWith} that opens
   * the chain at the target, or the run stops before it writes anything.
   */
  public Backup encryptWith(Encryptor encryptor) {
    return with(
        changed -> {
          changed.encoding = new VolumeEncoding.Encrypted(encryptor);
          changed.symmetric = encryptor instanceof OpenPgpEncryptor pgp && pgp.isForPassphrase();
        });
  }

  /**
   * Signs every volume, signature file and manifest with {@code key}, so that a reader can see who
   * made the backup; see {@link Restore#requireSignedBy}. Needs an encryption by OpenPGP.
   */
  public Backup signWith(PgpSigningKey key) {
    return with(changed -> changed.signingKey = key);
  }

  /** Stores everything readable for whoever can read the target, compressed with gzip. */
  public Backup unencrypted() {
    return unencrypted(VolumeEncoding.Gzip.DEFAULT);
  }

  /** Stores everything readable for whoever can read the target, and uncompressed. */
  public Backup unencryptedAndUncompressed() {
    return unencrypted(new VolumeEncoding.Plain());
  }

  /**
   * Compresses at {@code level}, from 1 (fast; 2 and 3 are the same) to 9 (small). If not said:
   * with a passphrase 3, else 6, which gives about the size that duplicity's archives have. Pieces
   * that look random are stored as they are at any level, and an encryptor of the caller's own
   * decides by itself.
   *
   * @throws IllegalArgumentException if it is not 1 to 9
   */
  public Backup compressLevel(int level) {
    int checked = VolumeEncoding.requireLevel(level);
    return with(changed -> changed.compressLevel = checked);
  }

  private Backup unencrypted(VolumeEncoding encoding) {
    return with(
        changed -> {
          changed.encoding = encoding;
          changed.symmetric = false;
        });
  }

  /**
   * Reads what the target has with {@code decryptor}. Needed for an increment when the archive dir
   * does not have the chain's signatures, as after a move to another machine.
   */
  public Backup decryptWith(Decryptor decryptor) {
    return with(changed -> changed.decryptor = decryptor);
  }

  /** Starts a new chain. */
  public Backup full() {
    return with(changed -> changed.mode = Mode.FULL);
  }

  /** Adds to the newest chain, or fails if there is none that it could add to. */
  public Backup incremental() {
    return with(changed -> changed.mode = Mode.INCREMENTAL);
  }

  /** Starts a new chain if the newest one started before {@code time}; otherwise adds to it. */
  public Backup fullIfOlderThan(Instant time) {
    return with(
        changed -> {
          changed.mode = Mode.AUTO;
          changed.fullIfOlderThan = time;
        });
  }

  /** Stores only what {@code selection} selects; its patterns match the path of the source too. */
  public Backup select(Selection selection) {
    return with(changed -> changed.selection = selection);
  }

  /**
   * Does the same, but the patterns match paths that begin with {@code root} and not with the path
   * of the source.
   */
  public Backup select(Selection selection, byte[] root) {
    byte[] copy = root.clone();
    return select(selection).with(changed -> changed.selectionRoot = copy);
  }

  /** Cuts volumes at about {@code bytes}, at least 1 MiB; 200 MiB if not said. */
  public Backup volumeSize(long bytes) {
    if (bytes < MIN_VOLUME_BYTES) {
      throw new IllegalArgumentException("volume size must be at least 1048576 bytes: " + bytes);
    }
    return with(changed -> changed.volumeSizeBytes = bytes);
  }

  /**
   * Uses blocks of at most {@code bytes}, a positive multiple of 512, for deltas of large files.
   */
  public Backup maxBlockLength(int bytes) {
    if (bytes < 512 || bytes % 512 != 0) {
      throw new IllegalArgumentException("block length must be a multiple of 512: " + bytes);
    }
    return with(changed -> changed.maxBlockLength = bytes);
  }

  /** Stores what symlinks point to in place of the links. */
  public Backup followLinks() {
    return with(changed -> changed.followLinks = true);
  }

  /** Leaves the list of changed files out of the manifest. */
  public Backup withoutFileList() {
    return with(changed -> changed.fileList = false);
  }

  /** Compresses with {@code count} threads, as many as there are processors if not said. */
  public Backup threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("need at least one thread: " + count);
    }
    return with(changed -> changed.threads = count);
  }

  /** Reads and compares everything, stores nothing. */
  public Backup dryRun() {
    return with(changed -> changed.dryRun = true);
  }

  /**
   * Reads each volume back after it was packed, before it is stored, and compares it with what went
   * in. A fault of the memory or the disk shows then, for about the time that a verification takes.
   * Signatures and manifests are always read back.
   */
  public Backup readBackVolumes() {
    return with(changed -> changed.readsBackVolumes = true);
  }

  /** Stores no increment if nothing changed. */
  public Backup skipIfUnchanged() {
    return with(changed -> changed.skipIfUnchanged = true);
  }

  /**
   * Stores what the run counted beside the set, as JSON; duplicity 3's {@code --jsonstat}. Older
   * releases of duplicity ignore the file.
   *
   * @param target what to call the target in it
   */
  public Backup storeStatistics(String target) {
    return with(changed -> changed.statisticsTarget = target);
  }

  /** Walks the source once before, to tell the listener how much there is and how far it is. */
  public Backup measureFirst() {
    return with(changed -> changed.measureFirst = true);
  }

  /**
   * Fails when volume {@code number} is stored, so that what a program does about interrupted
   * backups can be tested; duplicity's {@code --fail-on-volume}.
   */
  public Backup failAfterVolume(int number) {
    return with(changed -> changed.failAfterVolume = volumeNumber(number));
  }

  /**
   * Does not store volume {@code number}, as if the target had lost it, so that the run fails; to
   * test that: duplicity's {@code --skip-volume}.
   */
  public Backup skipVolume(int number) {
    return with(changed -> changed.skippedVolume = volumeNumber(number));
  }

  private static int volumeNumber(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("volumes are counted from 1: " + number);
    }
    return number;
  }

  /**
   * Adds to the chain at the target though it was made on another host or of another directory. All
   * that is not in this source is then stored as deleted.
   */
  public Backup allowSourceMismatch() {
    return with(changed -> changed.allowSourceMismatch = true);
  }

  /**
   * Goes on from what is left, or starts over, where the target has lost the newest sets, as the
   * archive dir can tell; without this step such a run ends with a {@link
   * io.jdup.report.BackupsLostException}.
   */
  public Backup allowRollback() {
    return with(changed -> changed.allowRollback = true);
  }

  /**
   * Believes the clock even if it is more than a day behind the newest set, more than ten years
   * after it, before 2020 or after 2069; without this step such a run ends with an {@link
   * io.jdup.report.ImplausibleClockException}. A set's time is after that of all others anyway.
   */
  public Backup allowClockJump() {
    return with(changed -> changed.allowClockJump = true);
  }

  /**
   * Goes on though the marker of another run says that it is writing to the target, and only tells
   * of it; without this step such a run ends with a {@link
   * io.jdup.report.ConcurrentBackupException}. Whether the set still fits in the end is looked at
   * all the same.
   */
  public Backup allowConcurrent() {
    return with(changed -> changed.allowConcurrent = true);
  }

  /**
   * Stores no increment, and ends with a {@link io.jdup.report.SourceGoneException}, if more than
   * {@code percent} of what the last backup knew is gone, or all of it. If not said, that is 90 of
   * at least 100 entries; 100 allows everything, and a full backup of an empty directory too where
   * there is a backup already.
   *
   * @throws IllegalArgumentException if it is not 0 to 100
   */
  public Backup maxDeleted(int percent) {
    DeletionLimit limit = DeletionLimit.of(percent);
    return with(changed -> changed.maxDeleted = limit);
  }

  /**
   * Keeps the local copies of manifests and signatures in {@code directory}, which belongs to this
   * source and target alone. Without this step a backup to a URI uses duplicity's place for it (see
   * {@link ArchiveDirs}), and one to a {@link Transport} fetches what it needs each time.
   */
  public Backup archiveDir(Path directory) {
    return with(changed -> changed.archiveDir = directory);
  }

  /** Keeps unfinished volumes in {@code directory}: up to three times the volume size. */
  public Backup tempDir(Path directory) {
    return with(changed -> changed.tempDir = directory);
  }

  /** Names the files at the target as {@code naming} says. */
  public Backup fileNaming(FileNaming naming) {
    return with(changed -> changed.naming = naming);
  }

  /** Records {@code name} as the host that the source is on; this machine's name if not said. */
  public Backup hostName(String name) {
    if (name.isBlank() || name.startsWith("\"") || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("not a host name: '" + name + "'");
    }
    return with(changed -> changed.hostName = name);
  }

  /** Records {@code directory} as the place of the source; its absolute path if not said. */
  public Backup localDir(byte[] directory) {
    byte[] copy = directory.clone();
    return with(changed -> changed.localDir = copy);
  }

  /** Takes the time from {@code clock}. */
  public Backup clock(Clock clock) {
    return with(changed -> changed.clock = clock);
  }

  /** Tells {@code listener} what happens. */
  public Backup listener(JdupListener listener) {
    return with(changed -> changed.listener = listener);
  }

  /** Runs the backup into the remote directory {@code target}. */
  public BackupReport to(URI target) throws IOException {
    requireEncoding();
    Path archiveDir =
        settings.archiveDir == null
            ? ArchiveDirs.standardParent().resolve(ArchiveDirs.nameFor(target.toString()))
            : settings.archiveDir;
    try (Transport transport = Transports.open(target)) {
      return with(changed -> changed.archiveDir = archiveDir).to(transport);
    }
  }

  /** Runs the backup into the directory behind {@code target}, which stays open. */
  public BackupReport to(Transport target) throws IOException {
    var run = new BackupRun(settings, requireEncoding(), target);
    if (settings.archiveDir != null) {
      try (ArchiveDir archive = ArchiveDir.open(settings.archiveDir)) {
        return run.run(archive);
      }
    }
    try (var work = WorkDirectory.in(settings.tempDir);
        ArchiveDir archive = ArchiveDir.open(work.resolve("archive"))) {
      return run.run(archive);
    }
  }

  private VolumeEncoding requireEncoding() {
    if (settings.encoding == null) {
      throw new IllegalStateException(
          "say how to encrypt: encryptTo(key), encryptWith(passphrase) or unencrypted()");
    }
    VolumeEncoding encoding = settings.encoding.atLevel(settings.compressLevel);
    return settings.signingKey == null ? encoding : encoding.signedWith(settings.signingKey);
  }
}
