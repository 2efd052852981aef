package io.jdup;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.crypto.PgpSigner;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.restore.RestoreRun;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.JdupListener;
import io.jdup.report.RestoreReport;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A restore to be made. Immutable: each step returns a changed copy, {@code into} runs it.
 *
 * <pre>{@code
 * Restore.from(uri).decryptWith(secretKey).path("docs").asOf(lastWeek).into(dir);
 * }</pre>
 *
 * <p>Nothing is ever written outside the target, nor through a symlink.
 */
public final class Restore {
  private final Place from;
  private final ReadSettings settings;

  private Restore(Place from, ReadSettings settings) {
    this.from = from;
    this.settings = settings;
  }

  /** Starts the description of a restore from the remote directory {@code source}. */
  public static Restore from(URI source) {
    return new Restore(Place.at(source), new ReadSettings());
  }

  /** Starts the description of a restore from the directory behind {@code source}, left open. */
  public static Restore from(Transport source) {
    return new Restore(Place.behind(source), new ReadSettings());
  }

  private Restore with(Consumer<ReadSettings> change) {
    ReadSettings changed = settings.copy();
    change.accept(changed);
    return new Restore(from, changed);
  }

  /** Decrypts with whichever of {@code keys} the backup is for. */
  public Restore decryptWith(PgpSecretKey... keys) {
    return decryptWith(OpenPgp.decryptWith(keys));
  }

  /** Decrypts with {@code passphrase}. */
  public Restore decryptWith(Passphrase passphrase) {
    return decryptWith(OpenPgp.decryptWith(passphrase));
  }

  /** Decrypts with {@code decryptor}. */
  public Restore decryptWith(Decryptor decryptor) {
    return with(changed -> changed.decryptor = decryptor);
  }

  /**
   * Demands that every file read was signed by one of {@code signers} or a subkey of theirs. What
   * is not is refused with a {@link SignatureRefusedException} before anything of it is restored,
   * even with {@link #ignoreErrors}. Manifests in the archive dir, which are not signed, do not
   * count.
   */
  public Restore requireSignedBy(PgpSigner... signers) {
    return with(changed -> changed.requireSignedBy(signers));
  }

  /**
   * Restores {@code paths} only, with all below them; relative to the source, in UTF-8. May be said
   * several times. A single path becomes the target itself, several keep their places below it.
   */
  public Restore path(String... paths) {
    Restore result = this;
    for (String path : paths) {
      result = result.path(path.getBytes(StandardCharsets.UTF_8));
    }
    return result;
  }

  /** Restores {@code path} only; see {@link #path(String...)}. */
  public Restore path(byte[] path) {
    EntryPath wanted = EntryPath.of(path);
    return with(
        changed -> {
          List<EntryPath> paths = new ArrayList<>(changed.paths);
          paths.add(wanted);
          changed.paths = List.copyOf(paths);
        });
  }

  /** Restores the state of {@code time}: that of the last set made then or before. */
  public Restore asOf(Instant time) {
    return with(changed -> changed.asOf = time);
  }

  /** Looks for manifests in {@code directory} before fetching them; it is not written to. */
  public Restore archiveDir(Path directory) {
    return with(changed -> changed.archiveDir = directory);
  }

  /** Keeps fetched volumes in {@code directory} while they are read. */
  public Restore tempDir(Path directory) {
    return with(changed -> changed.tempDir = directory);
  }

  /** Expects the files at the source to be named as {@code naming} says. */
  public Restore fileNaming(FileNaming naming) {
    return with(changed -> changed.naming = naming);
  }

  /** Restores into a directory that is not empty, replacing what has the same path. */
  public Restore overwrite() {
    return with(changed -> changed.overwrite = true);
  }

  /** Gives entries to the numbers of their users and groups, whatever these are called here. */
  public Restore numericOwners() {
    return with(changed -> changed.numericOwners = true);
  }

  /**
   * Brings back the setuid and setgid bits of files, and devices, though no signer is demanded.
   * Only root can do most of that, and only whoever trusts all who could write to the backup
   * should: restore a system so, and into an empty place. Without this step and without {@link
   * #requireSignedBy} they are left out; a device is told to the listener as ignored, and the
   * number of files without their bits is told as a warning.
   */
  public Restore withPrivileges() {
    return with(changed -> changed.privileges = true);
  }

  /** Leaves everything to the current user; then there are no privileges in any case. */
  public Restore withoutOwners() {
    return with(changed -> changed.withoutOwners = true);
  }

  /** Goes on without volumes that are missing or damaged; the outcome is still an error. */
  public Restore ignoreErrors() {
    return with(changed -> changed.ignoreErrors = true);
  }

  /** Restores what is at or below {@code from} to {@code to}; both relative to the target. */
  public Restore rename(byte[] from, byte[] to) {
    EntryPath old = EntryPath.of(from);
    EntryPath renamed = EntryPath.of(to);
    return with(
        changed -> {
          Map<EntryPath, EntryPath> renames = new LinkedHashMap<>(changed.renames);
          renames.put(old, renamed);
          changed.renames = renames;
        });
  }

  /** Only tells the listener, as progress, which volumes a restore would fetch. */
  public Restore dryRun() {
    return with(changed -> changed.dryRun = true);
  }

  /** Tells {@code listener} what happens. */
  public Restore listener(JdupListener listener) {
    return with(changed -> changed.listener = listener);
  }

  /**
   * Runs the restore; {@code target} must not exist, or be an empty directory, unless {@link
   * #overwrite} was said.
   */
  public RestoreReport into(Path target) throws IOException {
    return from.use(settings, (transport, s) -> new RestoreRun(s, transport).into(target));
  }
}
