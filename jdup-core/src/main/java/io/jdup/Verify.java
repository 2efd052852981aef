package io.jdup;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpSecretKey;
import io.jdup.crypto.PgpSigner;
import io.jdup.crypto.SignatureRefusedException;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.restore.VerifyRun;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.JdupListener;
import io.jdup.report.VerifyReport;
import io.jdup.selection.Selection;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A verification to be made: is the backup readable, and is it what the directory holds? Immutable:
 * each step returns a changed copy, {@code against} runs it.
 *
 * <p>Every volume that can hold what is asked for is fetched, checked and decoded. Types, modes,
 * owners, times and link targets are compared; contents with {@link #compareData}.
 */
public final class Verify {
  private final Place of;
  private final ReadSettings settings;

  private Verify(Place of, ReadSettings settings) {
    this.of = of;
    this.settings = settings;
  }

  /** Starts the description of a verification of the backups at {@code source}. */
  public static Verify of(URI source) {
    return new Verify(Place.at(source), new ReadSettings());
  }

  /** Starts the description of a verification of those behind {@code source}, left open. */
  public static Verify of(Transport source) {
    return new Verify(Place.behind(source), new ReadSettings());
  }

  private Verify with(Consumer<ReadSettings> change) {
    ReadSettings changed = settings.copy();
    change.accept(changed);
    return new Verify(of, changed);
  }

  /** Decrypts with whichever of {@code keys} the backup is for. */
  public Verify decryptWith(PgpSecretKey... keys) {
    return decryptWith(OpenPgp.decryptWith(keys));
  }

  /** Decrypts with {@code passphrase}. */
  public Verify decryptWith(Passphrase passphrase) {
    return decryptWith(OpenPgp.decryptWith(passphrase));
  }

  /** Decrypts with {@code decryptor}. */
  public Verify decryptWith(Decryptor decryptor) {
    return with(changed -> changed.decryptor = decryptor);
  }

  /**
   * Demands that every file read was signed by one of {@code signers} or a subkey of theirs. What
   * is not is refused with a {@link SignatureRefusedException} before anything in it is looked at.
   */
  public Verify requireSignedBy(PgpSigner... signers) {
    return with(changed -> changed.requireSignedBy(signers));
  }

  /** Verifies {@code path} and all below it only, and compares it with the directory itself. */
  public Verify path(String path) {
    return path(path.getBytes(StandardCharsets.UTF_8));
  }

  /** Verifies {@code path} only; see {@link #path(String)}. */
  public Verify path(byte[] path) {
    EntryPath wanted = EntryPath.of(path);
    return with(changed -> changed.paths = List.of(wanted));
  }

  /** Verifies the state of {@code time}: that of the last set made then or before. */
  public Verify asOf(Instant time) {
    return with(changed -> changed.asOf = time);
  }

  /** Compares the contents of regular files, byte by byte. */
  public Verify compareData() {
    return with(changed -> changed.compareData = true);
  }

  /** Looks only at what {@code selection} selects in the directory; the rest counts as missing. */
  public Verify select(Selection selection) {
    return with(changed -> changed.selection = selection);
  }

  /**
   * Does the same, but the patterns match paths that begin with {@code root} and not with the path
   * of the directory.
   */
  public Verify select(Selection selection, byte[] root) {
    byte[] copy = root.clone();
    return select(selection).with(changed -> changed.selectionRoot = copy);
  }

  /** Takes what symlinks in the directory point to in place of the links. */
  public Verify followLinks() {
    return with(changed -> changed.followLinks = true);
  }

  /** Looks for manifests in {@code directory} before fetching them; it is not written to. */
  public Verify archiveDir(Path directory) {
    return with(changed -> changed.archiveDir = directory);
  }

  /** Keeps fetched volumes in {@code directory} while they are read. */
  public Verify tempDir(Path directory) {
    return with(changed -> changed.tempDir = directory);
  }

  /** Expects the files at the source to be named as {@code naming} says. */
  public Verify fileNaming(FileNaming naming) {
    return with(changed -> changed.naming = naming);
  }

  /** Goes on without volumes that are missing or damaged; the outcome is still an error. */
  public Verify ignoreErrors() {
    return with(changed -> changed.ignoreErrors = true);
  }

  /** Tells {@code listener} what happens and each difference. */
  public Verify listener(JdupListener listener) {
    return with(changed -> changed.listener = listener);
  }

  /** Runs the verification, comparing with {@code directory}. */
  public VerifyReport against(Path directory) throws IOException {
    return of.use(settings, (transport, s) -> new VerifyRun(s, transport).against(directory));
  }
}
