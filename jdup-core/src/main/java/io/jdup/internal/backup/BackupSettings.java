package io.jdup.internal.backup;

import io.jdup.collection.FileNaming;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.PgpSigner;
import io.jdup.crypto.PgpSigningKey;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.RunMarker;
import io.jdup.internal.tree.RawNames;
import io.jdup.internal.volume.StoredFiles;
import io.jdup.internal.volume.VolumeEncoding;
import io.jdup.report.JdupListener;
import io.jdup.selection.Selection;
import io.jdup.transport.Transport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may say about a backup, filled in by the steps of {@code io.jdup.Backup}, which
 * never changes one that it has handed out. {@link BackupRun} alone takes it whole; every other
 * class is given the two or three values it uses.
 */
public final class BackupSettings {
  /** Which kind of set is wanted. */
  public enum Mode {
    /** An increment where there is a chain to go on with, else a full. */
    AUTO,
    FULL,
    INCREMENTAL
  }

  /** Duplicity's default volume size, 200 MiB. Source: format specification section 3.8. */
  public static final long DEFAULT_VOLUME_SIZE_BYTES = 200L << 20;

  /** Duplicity's default for the longest block. Source: format specification section 4.2. */
  public static final int DEFAULT_MAX_BLOCK_LENGTH = 2048;

  public final Path source;
  public @Nullable VolumeEncoding encoding;
  public @Nullable Decryptor decryptor;
  public @Nullable PgpSigningKey signingKey; // null: nothing is signed
  public boolean symmetric; // then the decryptor must open what the chain has, or the run stops
  public Mode mode = Mode.AUTO;
  public @Nullable Instant fullIfOlderThan;
  public Selection selection = Selection.everything();
  public byte @Nullable [] selectionRoot; // null: the path of the source
  public long volumeSizeBytes = DEFAULT_VOLUME_SIZE_BYTES;
  public @Nullable Integer compressLevel; // null: what suits the encoding
  public int maxBlockLength = DEFAULT_MAX_BLOCK_LENGTH;
  public boolean followLinks;
  public boolean fileList = true;
  public boolean dryRun;
  public int threads = Runtime.getRuntime().availableProcessors();
  public boolean skipIfUnchanged;
  public boolean readsBackVolumes;
  public boolean allowSourceMismatch;
  public boolean allowRollback;
  public boolean allowClockJump;
  public boolean allowConcurrent;
  public DeletionLimit maxDeleted = DeletionLimit.DEFAULT;
  public @Nullable String statisticsTarget; // null: the statistics are not stored
  public boolean measureFirst;
  public int failAfterVolume; // 0: none
  public int skippedVolume; // 0: none
  public @Nullable Path archiveDir;
  public @Nullable Path tempDir;
  public FileNaming naming = FileNaming.DEFAULT;
  public @Nullable String hostName;
  public byte @Nullable [] localDir;
  public StoredFiles.Pause pause = Thread::sleep;
  public Clock clock = Clock.systemUTC();
  public JdupListener listener = JdupListener.SILENT;

  /** Starts with the defaults for a backup of {@code source}. */
  public BackupSettings(Path source) {
    this.source = source;
  }

  /** Returns whose signatures can be checked because the backup is signed by them as well. */
  List<PgpSigner> signers() {
    return signingKey == null ? List.of() : List.of(signingKey.signer());
  }

  /** Returns what the manifest calls the source. */
  byte[] localDirBytes() {
    return localDir == null ? RawNames.toBytes(withoutDots(source.toAbsolutePath())) : localDir;
  }

  // The same directory, however it was said; ".." stays, as it may lead out of a link.
  private static Path withoutDots(Path absolute) {
    Path result = Objects.requireNonNull(absolute.getRoot());
    for (Path name : absolute) {
      result = name.toString().equals(".") ? result : result.resolve(name);
    }
    return result;
  }

  /** Returns the marker of a run on {@code host} that began at {@code start}. */
  RunMarker marker(Transport transport, String host, ArchiveDir archive, Instant start) {
    return new RunMarker(
        transport, naming, host, archiveDir, Optional.of(archive), tempDir, clock, start, listener);
  }

  /** Returns a copy for one run, which reads the same names again and again. */
  BackupSettings forOneRun() {
    BackupSettings copy = copy();
    copy.naming = naming.remembering();
    return copy;
  }

  /** Returns a copy that can be changed without changing this. */
  public BackupSettings copy() {
    var copy = new BackupSettings(source);
    copy.encoding = encoding;
    copy.decryptor = decryptor;
    copy.signingKey = signingKey;
    copy.symmetric = symmetric;
    copy.mode = mode;
    copy.fullIfOlderThan = fullIfOlderThan;
    copy.selection = selection;
    copy.selectionRoot = selectionRoot;
    copy.volumeSizeBytes = volumeSizeBytes;
    copy.compressLevel = compressLevel;
    copy.maxBlockLength = maxBlockLength;
    copy.followLinks = followLinks;
    copy.fileList = fileList;
    copy.dryRun = dryRun;
    copy.threads = threads;
    copy.skipIfUnchanged = skipIfUnchanged;
    copy.readsBackVolumes = readsBackVolumes;
    copy.allowSourceMismatch = allowSourceMismatch;
    copy.allowRollback = allowRollback;
    copy.allowClockJump = allowClockJump;
    copy.allowConcurrent = allowConcurrent;
    copy.maxDeleted = maxDeleted;
    copy.statisticsTarget = statisticsTarget;
    copy.measureFirst = measureFirst;
    copy.failAfterVolume = failAfterVolume;
    copy.skippedVolume = skippedVolume;
    copy.archiveDir = archiveDir;
    copy.tempDir = tempDir;
    copy.naming = naming;
    copy.hostName = hostName;
    copy.localDir = localDir;
    copy.pause = pause;
    copy.clock = clock;
    copy.listener = listener;
    return copy;
  }
}
