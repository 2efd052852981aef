package io.jdup;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.crypto.PgpSigner;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.maintenance.CheckRun;
import io.jdup.internal.restore.ContentCheck;
import io.jdup.report.CheckReport;
import io.jdup.report.JdupListener;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * A check to be made of the backups at a place, whatever became of the directory they were made of:
 * is everything there, and is it what was stored? Immutable: each step returns a changed copy,
 * {@link #run} makes it.
 *
 * <p>Without another step it looks that every file is there that should be. {@link #hashes()} reads
 * volumes and compares them with the hashes in the manifests; neither needs a key where the archive
 * dir has the manifests. {@link #content} decodes the newest state of each chain. To compare with a
 * directory, use {@link Verify}.
 */
public final class Check {
  private final Place of;
  private final ReadSettings settings;
  private final double share;
  private final boolean content;

  private Check(Place of, ReadSettings settings, double share, boolean content) {
    this.of = of;
    this.settings = settings;
    this.share = share;
    this.content = content;
  }

  /** Starts the description of a check of the backups at {@code place}. */
  public static Check of(URI place) {
    return new Check(Place.at(place), new ReadSettings(), 0, false);
  }

  /** Starts the description of a check of those behind {@code place}, left open. */
  public static Check of(Transport place) {
    return new Check(Place.behind(place), new ReadSettings(), 0, false);
  }

  private Check with(Consumer<ReadSettings> change) {
    ReadSettings changed = settings.copy();
    change.accept(changed);
    return new Check(of, changed, share, content);
  }

  /** Reads every volume and compares it with the hash in the manifest. */
  public Check hashes() {
    return hashes(1);
  }

  /**
   * Reads a share of the volumes, by bytes, and compares them with the hashes in the manifests:
   * those whose last reading is the longest ago, which the archive dir remembers. So a daily check
   * of a thirtieth reads everything once a month.
   *
   * @param share more than 0, at most 1; one volume at least is read
   */
  public Check hashes(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of volumes to read must be above 0 and at most 1: " + share);
    }
    return new Check(of, settings, share, content);
  }

  /**
   * Decodes the whole newest state of each chain from the volumes, with their hashes, and compares
   * it with the signatures, from what lies at the target alone: the archive dir, whose copies may
   * be in order when the originals are not, is left aside. Needs the key. An older chain that it
   * does not open is told as a warning.
   */
  public Check content() {
    return new Check(of, settings, share, true);
  }

  /** Decrypts with whichever of {@code keys} the backup is for. */
  public Check decryptWith(PgpSecretKey... keys) {
    return decryptWith(OpenPgp.decryptWith(keys));
  }

  /** Decrypts with {@code passphrase}. */
  public Check decryptWith(Passphrase passphrase) {
    return decryptWith(OpenPgp.decryptWith(passphrase));
  }

  /** Decrypts with {@code decryptor}. */
  public Check decryptWith(Decryptor decryptor) {
    return with(changed -> changed.decryptor = decryptor);
  }

  /**
   * Demands that every manifest, and what {@link #content} reads, was signed by one of {@code
   * signers} or a subkey of theirs; else {@link #run} ends with a {@link
   * SignatureRefusedException}.
   */
  public Check requireSignedBy(PgpSigner... signers) {
    return with(changed -> changed.requireSignedBy(signers));
  }

  /**
   * Looks for manifests in {@code directory} before fetching them, and remembers there which
   * volumes were read when.
   */
  public Check archiveDir(Path directory) {
    return with(changed -> changed.archiveDir = directory);
  }

  /** Keeps fetched files in {@code directory} while they are read. */
  public Check tempDir(Path directory) {
    return with(changed -> changed.tempDir = directory);
  }

  /** Expects the files to be named as {@code naming} says. */
  public Check fileNaming(FileNaming naming) {
    return with(changed -> changed.naming = naming);
  }

  /** Takes from {@code clock} when volumes were read; the system's by default. */
  public Check clock(Clock clock) {
    return with(changed -> changed.clock = clock);
  }

  /** Tells {@code listener} what happens and all damage. */
  public Check listener(JdupListener listener) {
    return with(changed -> changed.listener = listener);
  }

  /**
   * Makes the check. What is missing or damaged is told by the report and ends nothing.
   *
   * @throws io.jdup.report.BackupNotFoundException if there is no backup
   */
  public CheckReport run() throws IOException {
    return of.use(
        settings,
        (transport, s) -> {
          CheckRun.Decoding decoding =
              (full, findings) -> content ? new ContentCheck(s, transport, findings).run(full) : 0;
          return new CheckRun(s, transport).run(share, decoding);
        });
  }
}
