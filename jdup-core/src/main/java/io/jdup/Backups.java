package io.jdup;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileNaming;
import io.jdup.collection.RetentionPlan;
import io.jdup.collection.RetentionPolicy;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.crypto.PgpSigner;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.maintenance.ChangesRun;
import io.jdup.internal.maintenance.ListRun;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.JdupListener;
import io.jdup.report.ListedEntry;
import io.jdup.report.SetChanges;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The backups at a place. Immutable: each step returns a changed copy, {@link #status} and {@link
 * #list} look, and what begins with {@code remove}, and {@link #cleanup}, describe a {@link
 * Removal}.
 */
public final class Backups {
  private final Place at;
  private final ReadSettings settings;

  private Backups(Place at, ReadSettings settings) {
    this.at = at;
    this.settings = settings;
  }

  /** Looks at the remote directory {@code place}. */
  public static Backups at(URI place) {
    return new Backups(Place.at(place), new ReadSettings());
  }

  /** Looks at the directory behind {@code place}, which stays open. */
  public static Backups at(Transport place) {
    return new Backups(Place.behind(place), new ReadSettings());
  }

  private Backups with(Consumer<ReadSettings> change) {
    ReadSettings changed = settings.copy();
    change.accept(changed);
    return new Backups(at, changed);
  }

  /** Decrypts with whichever of {@code keys} the backup is for. */
  public Backups decryptWith(PgpSecretKey... keys) {
    return decryptWith(OpenPgp.decryptWith(keys));
  }

  /** Decrypts with {@code passphrase}. */
  public Backups decryptWith(Passphrase passphrase) {
    return decryptWith(OpenPgp.decryptWith(passphrase));
  }

  /** Decrypts with {@code decryptor}. */
  public Backups decryptWith(Decryptor decryptor) {
    return with(changed -> changed.decryptor = decryptor);
  }

  /**
   * Demands that every file read was signed by one of {@code signers} or a subkey of theirs. What
   * is not is refused with a {@link SignatureRefusedException} before anything in it is listed.
   * Copies in the archive dir, which are not signed, do not count.
   */
  public Backups requireSignedBy(PgpSigner... signers) {
    return with(changed -> changed.requireSignedBy(signers));
  }

  /**
   * Looks for signatures in {@code directory} before fetching them. Only a {@link Removal} writes
   * to it: it locks it and deletes the copies of what it deletes.
   */
  public Backups archiveDir(Path directory) {
    return with(changed -> changed.archiveDir = directory);
  }

  /** Keeps fetched files in {@code directory} while they are read. */
  public Backups tempDir(Path directory) {
    return with(changed -> changed.tempDir = directory);
  }

  /** Expects the files to be named as {@code naming} says. */
  public Backups fileNaming(FileNaming naming) {
    return with(changed -> changed.naming = naming);
  }

  /**
   * Deletes though the marker of another run says that it is writing to the target, and only tells
   * of it; without this step a removal ends with a {@link io.jdup.report.ConcurrentBackupException}
   * then. What only looks never minds other runs.
   */
  public Backups allowConcurrent() {
    return with(changed -> changed.allowConcurrent = true);
  }

  /** Takes from {@code clock} for how long a removal runs; the system's by default. */
  public Backups clock(Clock clock) {
    return with(changed -> changed.clock = clock);
  }

  /** Tells {@code listener} what happens. */
  public Backups listener(JdupListener listener) {
    return with(changed -> changed.listener = listener);
  }

  /** Returns the chains, sets and leftovers there are. Needs no key: file names tell all of it. */
  public CollectionStatus status() throws IOException {
    return at.use(settings, (transport, s) -> new ListRun(s, transport).status());
  }

  /**
   * Returns what a set of the newest chain did to regular files; {@code back} is 0 for the last
   * set, 1 for the one before it. Only its manifest is read for that.
   *
   * @throws io.jdup.report.BackupNotFoundException if the chain has no such set
   */
  public SetChanges changesInSet(int back) throws IOException {
    if (back < 0) {
      throw new IllegalArgumentException("sets are counted from 0, the last one: " + back);
    }
    return at.use(settings, (transport, s) -> new ChangesRun(s, transport).inSet(back));
  }

  /**
   * Returns what each set of the newest chain, the full one first, did to the regular file {@code
   * path}: the lists have one entry, or none if nothing happened to the file.
   */
  public List<SetChanges> changesOf(byte[] path) throws IOException {
    EntryPath wanted = EntryPath.of(path);
    return at.use(settings, (transport, s) -> new ChangesRun(s, transport).of(wanted));
  }

  /**
   * Tells {@code listing} every entry of the state of {@code time}, in path order. Only signature
   * files are read for that, no volumes.
   */
  public void list(Instant time, Consumer<ListedEntry> listing) throws IOException {
    at.use(
        settings,
        (transport, s) -> {
          new ListRun(s, transport).list(time, listing);
          return true;
        });
  }

  /**
   * Describes the removal of the chains that ended before {@code time}, whole ones only. The newest
   * chain stays.
   */
  public Removal removeOlderThan(Instant time) {
    return removal(status -> RetentionPolicy.removeOlderThan(status, time));
  }

  /**
   * Describes the removal of the chains that ended before the {@code count}-th latest full backup.
   */
  public Removal removeAllButNFull(int count) {
    checkCount(count);
    return removal(status -> RetentionPolicy.removeAllButNFull(status, count));
  }

  /**
   * Describes the removal of the increments of the chains that {@link #removeAllButNFull} removes.
   */
  public Removal removeAllIncrementalsOfButNFull(int count) {
    checkCount(count);
    return removal(status -> RetentionPolicy.removeAllIncrementalsOfButNFull(status, count));
  }

  private static void checkCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one full backup must stay, not " + count);
    }
  }

  /**
   * Describes the removal of what is of no use: incomplete sets, the set of an interrupted run
   * among them, increments without the set that they build on, and signatures and statistics that
   * belong to nothing.
   */
  public Removal cleanup() {
    return removal(RetentionPolicy::cleanup);
  }

  private Removal removal(Function<CollectionStatus, RetentionPlan> policy) {
    return new Removal(at, settings, policy);
  }
}
