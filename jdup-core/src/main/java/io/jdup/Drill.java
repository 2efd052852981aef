package io.jdup;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.crypto.PgpSigner;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.maintenance.ListRun;
import io.jdup.internal.restore.DrillRun;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.DrillReport;
import io.jdup.report.JdupListener;
import io.jdup.report.ListedEntry;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A restore for practice: some files, chosen at random, are restored as they would be on a machine
 * that has nothing but the key, and compared with the directory they are of. Immutable: each step
 * returns a changed copy, {@link #run} makes it.
 *
 * <p>Only what was restored is known to be restorable; {@link Check} reads everything.
 */
public final class Drill {
  private static final int SAMPLE = 20;

  private final Place of;
  private final ReadSettings settings;
  private final RandomGenerator random;
  private final int files;

  private Drill(Place of, ReadSettings settings, RandomGenerator random, int files) {
    this.of = of;
    this.settings = settings;
    this.random = random;
    this.files = files;
  }

  /** Starts the description of a drill with the backups at {@code place}. */
  public static Drill of(URI place, RandomGenerator random) {
    return new Drill(Place.at(place), new ReadSettings(), random, SAMPLE);
  }

  /** Starts the description of a drill with those behind {@code place}, left open. */
  public static Drill of(Transport place, RandomGenerator random) {
    return new Drill(Place.behind(place), new ReadSettings(), random, SAMPLE);
  }

  private Drill with(Consumer<ReadSettings> change) {
    ReadSettings changed = settings.copy();
    change.accept(changed);
    return new Drill(of, changed, random, files);
  }

  /** Restores {@code count} files, or all if there are less; 20 by default. */
  public Drill files(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one file must be restored: " + count);
    }
    return new Drill(of, settings, random, count);
  }

  /** Decrypts with whichever of {@code keys} the backup is for. */
  public Drill decryptWith(PgpSecretKey... keys) {
    return decryptWith(OpenPgp.decryptWith(keys));
  }

  /** Decrypts with {@code passphrase}. */
  public Drill decryptWith(Passphrase passphrase) {
    return decryptWith(OpenPgp.decryptWith(passphrase));
  }

  /** Decrypts with {@code decryptor}. */
  public Drill decryptWith(Decryptor decryptor) {
    return with(changed -> changed.decryptor = decryptor);
  }

  /** Demands what {@link Restore#requireSignedBy} does. */
  public Drill requireSignedBy(PgpSigner... signers) {
    return with(changed -> changed.requireSignedBy(signers));
  }

  /** Restores from the state of {@code time}: that of the last set made then or before. */
  public Drill asOf(Instant time) {
    return with(changed -> changed.asOf = time);
  }

  /** Keeps fetched files in {@code directory} while they are read. */
  public Drill tempDir(Path directory) {
    return with(changed -> changed.tempDir = directory);
  }

  /** Expects the files to be named as {@code naming} says. */
  public Drill fileNaming(FileNaming naming) {
    return with(changed -> changed.naming = naming);
  }

  /** Tells {@code listener} what happens and all damage. */
  public Drill listener(JdupListener listener) {
    return with(changed -> changed.listener = listener);
  }

  /**
   * Restores the sample into {@code scratch}, which does not exist or is an empty directory, and
   * compares it with {@code source}. What was restored stays there; it is the caller's to delete.
   *
   * @throws BackupNotFoundException if there is no backup, or no file in it
   */
  public DrillReport run(Path scratch, Path source) throws IOException {
    return of.use(
        settings,
        (transport, s) -> {
          List<EntryPath> sample = sample(s, transport);
          if (sample.isEmpty()) {
            throw new BackupNotFoundException("there is no file in the backup to practise with");
          }
          return new DrillRun(s, transport).run(sample, scratch, source);
        });
  }

  /** Each file has the same chance, however many there are. */
  private List<EntryPath> sample(ReadSettings s, Transport transport) throws IOException {
    ReadSettings withoutCopies = s.copy();
    withoutCopies.archiveDir = null;
    Instant time = s.asOf == null ? Instant.MAX : s.asOf;
    var chosen = new ArrayList<EntryPath>();
    new ListRun(withoutCopies, transport)
        .list(
            time,
            new Consumer<>() {
              private long seen;

              @Override
              public void accept(ListedEntry entry) {
                if (entry.kind() != ListedEntry.Kind.FILE) {
                  return;
                }
                long place = random.nextLong(++seen);
                if (chosen.size() < files) {
                  chosen.add(EntryPath.of(entry.path().toBytes()));
                } else if (place < files) {
                  chosen.set((int) place, EntryPath.of(entry.path().toBytes()));
                }
              }
            });
    chosen.sort(null);
    return chosen;
  }
}
