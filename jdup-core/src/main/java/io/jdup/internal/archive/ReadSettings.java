package io.jdup.internal.archive;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.PgpSigner;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.volume.SignatureRules;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.report.JdupListener;
import io.jdup.selection.Selection;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about reading a backup, filled in by the steps of {@code io.jdup.Restore},
 * {@code Verify} and {@code Backups}, which never change one that they have handed out.
 */
public final class ReadSettings {
  public @Nullable Decryptor decryptor;
  public List<PgpSigner> signers = List.of(); // none: whoever signed, or nobody
  public List<EntryPath> paths = List.of(); // none: everything
  public @Nullable Instant asOf; // null: the newest state
  public @Nullable Path archiveDir;
  public @Nullable Path tempDir;
  public FileNaming naming = FileNaming.DEFAULT;
  public boolean overwrite;
  public boolean numericOwners;
  public boolean withoutOwners;
  public boolean privileges; // see holdsPrivilegesBack
  public boolean ignoreErrors;
  public boolean dryRun;
  public boolean compareData;
  public boolean allowConcurrent;
  public boolean followLinks;
  public Map<EntryPath, EntryPath> renames = Map.of();
  public Selection selection = Selection.everything();
  public byte @Nullable [] selectionRoot; // null: the path of the directory
  public Clock clock = Clock.systemUTC();
  public JdupListener listener = JdupListener.SILENT;

  /** Demands signatures by any of {@code demanded}, at least one. */
  public void requireSignedBy(PgpSigner... demanded) {
    if (demanded.length == 0) {
      throw new IllegalArgumentException("no signer is demanded");
    }
    signers = List.of(demanded);
  }

  /**
   * Returns whether a restore holds back what gives power over the machine: setuid and setgid bits
   * of files, and devices. Where a signer is demanded, it is known who wants that; without owners
   * there is nothing to hold back.
   */
  public boolean holdsPrivilegesBack() {
    return !withoutOwners && !privileges && signers.isEmpty();
  }

  /** Returns how files are decoded. */
  public VolumeDecoding decoding() {
    return new VolumeDecoding(decryptor)
        .checking(
            signers.isEmpty()
                ? SignatureRules.demandingNone(List.of(), listener)
                : SignatureRules.signedBy(signers, listener));
  }

  /**
   * Returns the archive dir. Where a signer is demanded there is none: its copies bear no
   * signatures, and may have been made when none was demanded.
   */
  public Optional<ArchiveDir> archive() {
    return signers.isEmpty() ? ArchiveDir.reading(archiveDir) : Optional.empty();
  }

  /**
   * Returns the marker of a run that begins now and writes to {@code transport}, where files are
   * named as {@code written} says; {@code place} is its archive dir there, and {@code archive} the
   * same, locked, if there is one.
   */
  public RunMarker marker(
      Transport transport, FileNaming written, @Nullable Path place, Optional<ArchiveDir> archive)
      throws IOException {
    return new RunMarker(
        transport,
        written,
        ThisHost.name(),
        place,
        archive,
        tempDir,
        clock,
        clock.instant(),
        listener);
  }

  /** Returns a copy that can be changed without changing this. */
  public ReadSettings copy() {
    var copy = new ReadSettings();
    copy.decryptor = decryptor;
    copy.signers = signers;
    copy.paths = paths;
    copy.asOf = asOf;
    copy.archiveDir = archiveDir;
    copy.tempDir = tempDir;
    copy.naming = naming;
    copy.overwrite = overwrite;
    copy.numericOwners = numericOwners;
    copy.withoutOwners = withoutOwners;
    copy.privileges = privileges;
    copy.ignoreErrors = ignoreErrors;
    copy.dryRun = dryRun;
    copy.compareData = compareData;
    copy.allowConcurrent = allowConcurrent;
    copy.followLinks = followLinks;
    copy.renames = renames;
    copy.selection = selection;
    copy.selectionRoot = selectionRoot;
    copy.clock = clock;
    copy.listener = listener;
    return copy;
  }
}
